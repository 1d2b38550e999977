// What robots.txt says: the file that is given, or, without one, what the workspace's ledger keeps of the URLs' sites.

#include <fmt/format.h>

#include "base/file.h"
#include "base/printable.h"
#include "cli/commands.h"
#include "cli/workspace.h"
#include "crawler/robots.h"
#include "crawler/robots_book.h"

namespace saola::cli {
namespace {

struct Options {
  std::string agent = "Saola";
  std::vector<std::string> words;
  bool explain = false;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("--agent", options.agent, "the crawler's product token")->capture_default_str();
  app.add_flag("--explain", options.explain, "add what the decision rests on");
  app.add_option("ROBOTSFILE", options.words,
                 "a robots.txt, then URLs or paths beginning with /; URLs alone are judged by the "
                 "robots.txt that the last crawl met")
      ->type_name("[ROBOTSFILE] URL...")
      ->required();
}

void print(const Options& options, std::string_view decision, const std::string& url,
           std::string_view reason, Env& env) {
  env.out << decision << " " << printable(url);
  if (options.explain) env.out << "\t" << printable(reason);
  env.out << "\n";
}

std::string_view word_of(const crawler::RobotsDecision& decision) {
  return decision.is_allowed ? "allow" : "disallow";
}

Result<void> judge_by_file(const Options& options, Env& env) {
  const std::string& file = options.words.front();
  const auto bytes = read_file(file);
  if (!bytes) return pass_on(bytes);
  const auto robots = crawler::Robots::parse(*bytes);
  for (std::size_t i = 1; i < options.words.size(); ++i) {
    const std::string& url = options.words[i];
    const auto target = crawler::robots_target(url);
    if (!target) return fail(Code::usage, target.error().message, target.error().hint);
    const auto decision = robots.decide(options.agent, *target);
    const std::string place = fmt::format("{}:{}: ", file, decision.line);
    print(options, word_of(decision), url, (decision.line > 0 ? place : "") + decision.rule, env);
  }
  return {};
}

/// What the crawler would decide now, without asking anybody.
Result<void> judge_by_ledger(const Options& options, store::Ledger& ledger, const std::string& word,
                             Env& env) {
  const auto url = parse_url(word);
  if (!url) return fail(Code::usage, url.error().message, url.error().hint);
  const auto origin = crawler::kept_robots(ledger, url->origin(), env.clock());
  if (!origin) return pass_on(origin);
  using State = crawler::OriginRobots::State;
  if (origin->state == State::unreachable) {
    print(options, "wait", word, origin->message, env);
    return {};
  }
  if (origin->state != State::known) {
    print(options, "unknown", word, "no crawl has asked for its robots.txt in the last day", env);
    return {};
  }
  const auto decision = origin->robots.decide(options.agent, url->target());
  const std::string source =
      fmt::format("{}/robots.txt of {}", url->origin(), to_iso(origin->asked));
  const bool has_file = origin->http_status < 300;
  const std::string rule =
      decision.line > 0 ? fmt::format(":{}: {}", decision.line, decision.rule)
      : has_file        ? ": " + decision.rule
                        : fmt::format(": status {}, everything is allowed", origin->http_status);
  print(options, word_of(decision), word, source + rule, env);
  return {};
}

Result<void> run(const Options& options, Env& env) {
  const bool has_file = options.words.front().find("://") == std::string::npos;
  if (has_file && options.words.size() < 2) {
    return fail(Code::usage, "URL is required",
                "saola robots ROBOTSFILE URL..., or URLs alone, beginning with https://");
  }
  if (has_file) return judge_by_file(options, env);
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  auto ledger = store::Ledger::open(workspace->ledger(), store::OpenMode::read_only);
  if (!ledger) return pass_on(ledger);
  for (const std::string& word : options.words) {
    if (auto judged = judge_by_ledger(options, *ledger, word, env); !judged) return judged;
  }
  return {};
}

}  // namespace

void set_up_robots(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
