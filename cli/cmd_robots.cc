#include <fmt/format.h>

#include "base/file.h"
#include "base/printable.h"
#include "cli/commands.h"
#include "crawler/robots.h"

namespace saola::cli {
namespace {

struct Options {
  std::string agent;
  std::string file;
  std::vector<std::string> urls;
  bool explain = false;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("--agent", options.agent, "the crawler's product token, such as Saola")
      ->required();
  app.add_flag("--explain", options.explain, "add the line of the file that decided");
  app.add_option("ROBOTSFILE", options.file, "a robots.txt")->required();
  app.add_option("URL", options.urls, "URLs, or paths beginning with /")->required();
}

Result<void> run(const Options& options, Env& env) {
  const auto bytes = read_file(options.file);
  if (!bytes) return pass_on(bytes);
  const auto robots = crawler::Robots::parse(*bytes);
  for (const std::string& url : options.urls) {
    const auto target = crawler::robots_target(url);
    if (!target) return fail(Code::usage, target.error().message, target.error().hint);
    const auto decision = robots.decide(options.agent, *target);
    env.out << (decision.is_allowed ? "allow " : "disallow ") << printable(url);
    if (options.explain && decision.line > 0) {
      env.out << fmt::format("\t{}:{}: {}", printable(options.file), decision.line,
                             printable(decision.rule));
    } else if (options.explain) {
      env.out << "\t" << printable(decision.rule);
    }
    env.out << "\n";
  }
  return {};
}

}  // namespace

void set_up_robots(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
