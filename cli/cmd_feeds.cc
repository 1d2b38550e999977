// `saola feeds find URL | check | export | import FILE`

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "base/file.h"
#include "base/printable.h"
#include "cli/commands.h"
#include "cli/crawling.h"
#include "cli/door_trial.h"
#include "crawler/door_finder.h"
#include "crawler/opml.h"

namespace saola::cli {
namespace {

constexpr std::size_t kMostTried = 100;          // doors of one site
constexpr std::chrono::days kStale{30};          // without an entry
constexpr std::size_t kEntriesForJudgement = 3;  // fewer tell nothing of a feed's dates

std::optional<Instant> newest_entry(const crawler::Feed& feed) {
  std::optional<Instant> newest;
  for (const crawler::FeedEntry& entry : feed.entries) {
    const auto& time = entry.published ? entry.published : entry.modified;
    if (time && (!newest || time->utc > *newest)) newest = time->utc;
  }
  return newest;
}

/// "rss 2.0, 50 entries, newest 2018-10-06"
std::string described(const crawler::Feed& feed) {
  const bool is_index = !feed.sitemaps.empty();
  std::string text =
      fmt::format("{}, {} {}", feed.format, is_index ? feed.sitemaps.size() : feed.entries.size(),
                  is_index ? "sitemaps" : "entries");
  if (const auto newest = newest_entry(feed)) text += ", newest " + to_iso(*newest).substr(0, 10);
  return text;
}

/// All that a person should know of a door, in one line; empty: nothing.
std::string faults_of(const DoorTrial& trial, Instant now) {
  std::vector<std::string> faults;
  if (!store::is_success(trial.outcome)) {
    faults.push_back(fmt::format("{}: {}", store::to_string(trial.outcome), trial.message));
  } else if (!trial.message.empty()) {
    faults.push_back(trial.message);
  }
  if (trial.answered_by) faults.push_back("moved to " + trial.answered_by->str());
  if (trial.feed) {
    const auto newest = newest_entry(*trial.feed);
    const auto& entries = trial.feed->entries;
    if (newest && now - *newest > kStale) {
      faults.push_back(fmt::format("no entry since {}", to_iso(*newest).substr(0, 10)));
    }
    if (newest && *newest > now + std::chrono::days(1)) {
      faults.push_back(fmt::format("an entry of the future, {}", to_iso(*newest).substr(0, 10)));
    }
    const bool has_dates = trial.feed->format != "page" && !newest;
    if (has_dates && entries.size() >= kEntriesForJudgement)
      faults.push_back("no entry has a date");
    const std::string domain = registrable_domain(trial.door.url.host);
    const bool all_foreign =
        !entries.empty() && std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
          return registrable_domain(entry.url.host) != domain;
        });
    if (all_foreign)
      faults.push_back("all entries lead to other sites, such as " + entries.front().url.host);
  }
  return fmt::format("{}", fmt::join(faults, "; "));
}

// find ---------------------------------------------------------------------------------------------------------------

struct FindOptions {
  std::string url;
  CrawlWords asking;
};

void add_find_options(CLI::App& app, FindOptions& options) {
  app.add_option("URL", options.url, "a page of the site, such as its home page")->required();
  add_asking_options(app, options.asking);
}

/// Doors to try, each once.
class Candidates {
 public:
  void add(std::vector<crawler::Door> doors) {
    for (crawler::Door& door : doors) {
      const bool has_room = doors_.size() < kMostTried;
      if (has_room && seen_.insert(door.url.str()).second) doors_.push_back(std::move(door));
    }
  }
  [[nodiscard]] std::vector<crawler::Door> take() { return std::exchange(doors_, {}); }

 private:
  std::vector<crawler::Door> doors_;
  std::set<std::string> seen_;
};

crawler::Door page_at(const Url& url) {
  crawler::Door door;
  door.url = url;
  door.outlet = registrable_domain(url.host);
  door.type = crawler::DoorType::page;
  return door;
}

/// Asks for pages and adds the feeds that they name. @return directories of feeds that they link.
Result<std::vector<Url>> look_through(const std::vector<Url>& pages, crawler::CrawlOptions options,
                                      Candidates& candidates, Env& env) {
  options.doors.clear();
  for (const Url& page : pages) options.doors.push_back(page_at(page));
  options.limits.section_parts = 1;
  const auto tried = try_doors(options, env);
  if (!tried) return pass_on(tried);
  std::vector<Url> directories;
  for (const DoorTrial& trial : tried->doors) {
    const Url& base = trial.answered_by ? *trial.answered_by : trial.door.url;
    if (trial.body.empty()) {
      env.log.warn(fmt::format("{}: {} {}", printable(base.str()), store::to_string(trial.outcome),
                               printable(trial.message)));
    }
    auto named = crawler::doors_named_by(trial.body, trial.content_type, base);
    candidates.add(std::move(named.doors));
    directories.insert(directories.end(), named.directories.begin(), named.directories.end());
  }
  for (const auto& [origin, text] : tried->robots) {
    if (const auto url = parse_url(origin)) candidates.add(crawler::sitemaps_named_by(text, *url));
  }
  return directories;
}

void print_found(const DoorTrial& trial, Env& env) {
  crawler::Door door = trial.door;
  if (trial.answered_by) door.url = *trial.answered_by;
  const std::string title = trial.feed->title.empty() ? "" : trial.feed->title + ": ";
  const std::string fault = faults_of(trial, env.clock());
  env.out << printable(fmt::format("{}  # {}{}{}{}", to_line(door), title, described(*trial.feed),
                                   fault.empty() ? "" : "; ", fault))
          << "\n";
}

Result<void> run_find(const FindOptions& options, Env& env) {
  const bool has_scheme = options.url.find("://") != std::string::npos;
  const auto url = parse_url(has_scheme ? options.url : "https://" + options.url);
  if (!url) return fail(Code::usage, url.error().message, "give a page: https://vnexpress.net");
  auto asking = to_asking_options(options.asking, env);
  if (!asking) return pass_on(asking);
  Candidates candidates;
  const auto directories = look_through({*url}, *asking, candidates, env);
  if (!directories) return pass_on(directories);
  if (!directories->empty()) {
    const auto more = look_through(*directories, *asking, candidates, env);
    if (!more) return pass_on(more);
  }
  candidates.add(crawler::usual_doors(*url));
  asking->doors = candidates.take();
  const auto tried = try_doors(*asking, env);
  if (!tried) return pass_on(tried);
  std::set<std::string> bodies;  // two addresses of one feed are one door
  int found = 0;
  for (const DoorTrial& trial : tried->doors) {
    const bool works = trial.outcome == store::Outcome::ok && trial.feed;
    if (!works || !bodies.insert(trial.body).second) continue;
    print_found(trial, env);
    ++found;
  }
  env.log.note(fmt::format("{} of {} addresses are doors", found, tried->doors.size()));
  if (found > 0) return {};
  return fail(Code::not_found, fmt::format("no door was found at {}", url->str()),
              "a section page can be a door too: write it with type=page");
}

// check --------------------------------------------------------------------------------------------------------------

struct CheckOptions {
  CrawlWords asking;
};

void add_check_options(CLI::App& app, CheckOptions& options) {
  add_crawl_options(app, options.asking);
}

Result<void> run_check(const CheckOptions& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto plan = to_crawl_plan(options.asking, *workspace, env);
  if (!plan) return pass_on(plan);
  const auto tried = try_doors(plan->options, env);
  if (!tried) return pass_on(tried);
  std::size_t faulty = plan->broken_lines;
  for (const DoorTrial& trial : tried->doors) {
    const std::string faults = faults_of(trial, env.clock());
    const std::string what = trial.feed ? described(*trial.feed) : std::string();
    const std::string both = what.empty() || faults.empty() ? what + faults : what + "; " + faults;
    env.out << printable(fmt::format("{} {}: {}", faults.empty() ? "ok   " : "FAULT",
                                     trial.door.url.str(), both))
            << "\n";
    faulty += faults.empty() ? 0 : 1;
  }
  env.out.flush();
  env.log.note(fmt::format("{} doors tried, {} with a fault", tried->doors.size(), faulty));
  if (tried->was_stopped) return fail(Code::cancelled, "stopped before every door was tried");
  if (faulty > 0) env.status = 1;
  return {};
}

// export, import ------------------------------------------------------------------------------------------------------

struct ExportOptions {
  std::string feeds;
};

void add_export_options(CLI::App& app, ExportOptions& options) {
  app.add_option("--feeds", options.feeds, "the doors; none: feeds.txt of the workspace")
      ->type_name("FILE");
}

Result<void> run_export(const ExportOptions& options, Env& env) {
  std::filesystem::path file = options.feeds;
  if (file.empty()) {
    const auto workspace = find_workspace(env);
    if (!workspace) return pass_on(workspace);
    file = workspace->feeds();
  }
  const auto list = crawler::read_feed_list(file);
  if (!list) return pass_on(list);
  for (const Error& error : list->errors) env.log.warn(error);
  if (!list->errors.empty()) env.status = 1;
  env.out << crawler::to_opml(list->doors);
  return {};
}

struct ImportOptions {
  std::string file;
};

void add_import_options(CLI::App& app, ImportOptions& options) {
  app.add_option("FILE", options.file, "an OPML file, as feed readers export it")->required();
}

Result<void> run_import(const ImportOptions& options, Env& env) {
  const auto bytes = read_file(options.file);
  if (!bytes) return pass_on(bytes);
  const auto list = crawler::parse_opml(*bytes, options.file);
  if (!list) return pass_on(list);
  for (const Error& error : list->errors) env.log.warn(error);
  if (!list->errors.empty()) env.status = 1;
  for (const crawler::Door& door : list->doors) env.out << printable(to_line(door)) << "\n";
  return {};
}

}  // namespace

void set_up_feeds(CLI::App& app, Action& chosen) {
  app.require_subcommand(1);
  set_up_command(*app.add_subcommand("find", "propose doors of a site, as lines for feeds.txt"),
                 chosen, add_find_options, run_find);
  set_up_command(*app.add_subcommand("check", "try every door; one line each on what is wrong"),
                 chosen, add_check_options, run_check);
  set_up_command(*app.add_subcommand("export", "the doors as OPML, for feed readers"), chosen,
                 add_export_options, run_export);
  set_up_command(*app.add_subcommand("import", "an OPML file as lines for feeds.txt"), chosen,
                 add_import_options, run_import);
}

}  // namespace saola::cli
