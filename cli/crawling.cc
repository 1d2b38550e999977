#include "cli/crawling.h"

#include <fmt/format.h>
#include <unistd.h>

#include <climits>
#include <cmath>
#include <cstdlib>

#include "cli/progress.h"
#include "cli/watching.h"

namespace saola::cli {
namespace {

constexpr std::chrono::hours kRowsKept{366 * 24};  // older polls and fetches become daily rows
constexpr double kLongestPause = 3600;             // seconds; a longer one is a slip of the pen

/// Whom an editor can write to: --contact, $SAOLA_CONTACT, else the account that runs the crawl.
std::string contact(const CrawlWords& words, const Env& env) {
  if (!words.contact.empty()) return words.contact;
  if (const char* named = std::getenv("SAOLA_CONTACT"); named != nullptr && *named != '\0')
    return named;
  char host[HOST_NAME_MAX + 1] = {};
  ::gethostname(host, sizeof host - 1);
  const char* user = std::getenv("USER");
  const auto account =
      fmt::format("{}@{}", user == nullptr || *user == '\0' ? "saola" : user, host);
  env.log.note(
      fmt::format("note: the crawler gives {} as its contact; set --contact or $SAOLA_CONTACT to "
                  "an address that is read",
                  account));
  return account;
}

}  // namespace

void add_asking_options(CLI::App& app, CrawlWords& words) {
  app.add_option("--pause", words.pause_seconds,
                 "between two requests to one site; under 1 only with --allow-private")
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_option("--timeout", words.timeout_seconds, "that a whole answer may take")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  app.add_option("--connect-to", words.connect_to,
                 "connect to ADDR:PORT for HOST:PORT, as curl does; repeatable")
      ->type_name("HOST:PORT:ADDR:PORT")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_flag("--allow-private", words.allow_private,
               "the hosts of feeds.txt and the targets of --connect-to may be private or loopback");
  app.add_option("--ca-file", words.ca_file,
                 "trust these certificates (PEM) instead of the system's")
      ->type_name("FILE");
  app.add_option("--contact", words.contact,
                 "URL or address in the User-Agent header (or $SAOLA_CONTACT)")
      ->type_name("TEXT");
}

void add_crawl_options(CLI::App& app, CrawlWords& words) {
  app.add_option("--feeds", words.feeds, "the doors to poll; none: feeds.txt of the workspace")
      ->type_name("FILE");
  app.add_option("--only", words.only, "only this outlet; may be given several times")
      ->type_name("OUTLET")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--max-pages", words.max_pages,
                 "pages to fetch at most; the others wait for the next run")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}));
  app.add_option("--requests", words.requests,
                 "to one site and day at most, unless feeds.txt says another number; 0: no limit")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}))
      ->capture_default_str();
  app.add_option("--megabytes", words.megabytes,
                 "from one site and day at most, unless feeds.txt says another number; 0: no limit")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}))
      ->capture_default_str();
  app.add_option(
         "--hours", words.hours,
         "after these nothing more is begun, and the rest waits for the next run; 0: no limit")
      ->type_name("N")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  add_asking_options(app, words);
}

Result<crawler::CrawlOptions> to_asking_options(const CrawlWords& words, const Env& env) {
  if (!(words.pause_seconds >= 0 && words.pause_seconds <= kLongestPause)) {
    return fail(Code::usage, fmt::format("--pause {}: not a number of seconds from 0 to 3600",
                                         words.pause_seconds));
  }
  crawler::CrawlOptions options;
  options.pause = std::chrono::milliseconds(std::llround(words.pause_seconds * 1000));
  options.limits.total_time = std::chrono::seconds(words.timeout_seconds);
  constexpr std::chrono::hours kForEver{24 * 366};
  options.limits.run_time = words.hours > 0 ? std::chrono::hours(words.hours) : kForEver;
  options.limits.budget = {words.requests, words.megabytes * 1'000'000};
  options.connect_to = words.connect_to;
  options.allow_private = words.allow_private;
  options.ca_file = words.ca_file;
  options.version = SAOLA_VERSION;
  options.contact = contact(words, env);
  if (auto checked = crawler::check_options(options); !checked) return pass_on(checked);
  return options;
}

Result<CrawlPlan> to_crawl_plan(const CrawlWords& words, const Workspace& workspace,
                                const Env& env) {
  const std::filesystem::path file =
      words.feeds.empty() ? workspace.feeds() : std::filesystem::path(words.feeds);
  auto list = crawler::read_feed_list(file);
  if (!list) return pass_on(list);
  for (const Error& error : list->errors) env.log.warn(error);
  if (list->doors.empty()) {
    return fail(Code::bad_input, fmt::format("{} has no door that can be polled", file.string()),
                "write one URL a line");
  }
  auto options = to_asking_options(words, env);
  if (!options) return pass_on(options);
  options->doors = std::move(list->doors);
  std::error_code ignored;  // then they are two files
  const bool is_own =
      words.feeds.empty() || std::filesystem::equivalent(file, workspace.feeds(), ignored);
  if (!is_own) options->list = file.string();
  options->only = words.only;
  options->max_pages = words.max_pages;
  if (auto checked = crawler::check_options(*options); !checked) return pass_on(checked);
  return CrawlPlan{std::move(*options), list->errors.size()};
}

Result<crawler::CrawlSummary> run_crawl(const crawler::CrawlOptions& options, Writing& writing,
                                        Env& env) {
  const auto is_stopped = [&env] { return env.stop.load(); };
  const auto compacted = writing.ledger.compact(env.clock() - kRowsKept, is_stopped);
  if (!compacted) return pass_on(compacted);
  ProgressLine line(env);
  const auto progress = [&line](const crawler::CrawlProgress& at) {
    line.show(fmt::format("{} doors {}/{}, pages {}/{}, {:.1f} MB",
                          progress_bar(at.doors_done + at.pages_done, at.doors + at.pages),
                          at.doors_done, at.doors, at.pages_done, at.pages,
                          static_cast<double>(at.bytes) / 1e6));
  };
  return crawler::crawl(options, {.archive = writing.archive,
                                  .ledger = writing.ledger,
                                  .ids = writing.ids,
                                  .clock = env.clock,
                                  .log = env.log,
                                  .is_stopped = is_stopped,
                                  .progress = progress,
                                  .is_watched = make_watch(writing.workspace, env)});
}

std::string summary_line(const crawler::OutletSummary& outlet) {
  std::string line =
      fmt::format("{}: {} doors, {} answered, {} unchanged, {} entries, {} new, {} stored",
                  outlet.outlet, outlet.doors, outlet.doors_answered, outlet.doors_unchanged,
                  outlet.entries, outlet.new_entries, outlet.stored);
  const auto add = [&line](std::uint64_t count, std::string_view what) {
    if (count > 0) line += fmt::format(", {} {}", count, what);
  };
  add(outlet.doors_failed, "doors FAILED");
  add(outlet.known, "known already");
  add(outlet.revisited, "asked again");
  add(outlet.updated, "changed");
  add(outlet.withdrawn, "withdrawn");
  add(outlet.forbidden, "forbidden by robots.txt");
  add(outlet.blocked, "BLOCKED");
  add(outlet.failed, "failed");
  add(outlet.waiting, "waiting for the next run");
  return line;
}

}  // namespace saola::cli
