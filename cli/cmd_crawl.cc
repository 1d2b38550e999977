#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "base/printable.h"
#include "cli/commands.h"
#include "cli/crawling.h"

namespace saola::cli {
namespace {

struct Options {
  CrawlWords crawl;
  bool json = false;
  bool check = false;
};

void add_options(CLI::App& app, Options& options) {
  add_crawl_options(app, options.crawl);
  app.add_flag("--json", options.json, "one JSON object an outlet instead of a line of text");
  app.add_flag("--check", options.check,
               "only read feeds.txt and say what it holds; fetch nothing");
}

std::string to_json(const crawler::OutletSummary& outlet) {
  using nlohmann::ordered_json;
  const ordered_json json = {{"outlet", outlet.outlet},
                             {"name", outlet.name},
                             {"doors", outlet.doors},
                             {"doors_answered", outlet.doors_answered},
                             {"doors_unchanged", outlet.doors_unchanged},
                             {"doors_failed", outlet.doors_failed},
                             {"entries", outlet.entries},
                             {"new_entries", outlet.new_entries},
                             {"stored", outlet.stored},
                             {"known", outlet.known},
                             {"revisited", outlet.revisited},
                             {"updated", outlet.updated},
                             {"withdrawn", outlet.withdrawn},
                             {"forbidden", outlet.forbidden},
                             {"blocked", outlet.blocked},
                             {"failed", outlet.failed},
                             {"waiting", outlet.waiting},
                             {"troubles", outlet.troubles}};
  return printable_json(json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

void print(const crawler::CrawlSummary& summary, bool json, Env& env) {
  for (const auto& outlet : summary.outlets) {
    if (!json) env.out << printable(summary_line(outlet)) << "\n";
    if (json) env.out << to_json(outlet) << "\n";
    for (const auto& trouble : outlet.troubles) {
      if (!json) env.log.note("  " + trouble);
    }
  }
  env.out.flush();  // the lines first, then what they add up to
  env.log.note(fmt::format(
      "{} outlets, {} requests, {:.1f} MB, {:.1f} s: {} pages stored, {} failed{}",
      summary.outlets.size(), summary.requests, static_cast<double>(summary.bytes) / 1e6,
      static_cast<double>(summary.took.count()) / 1e3, summary.total.stored,
      summary.total.failed + summary.total.blocked,
      summary.was_stopped ? "; stopped, the rest waits for the next run" : ""));
}

/// A run in which no door answered looked at nothing, and must not pass for a quiet night.
Result<void> judge(const crawler::CrawlSummary& summary) {
  if (summary.was_stopped) {
    return fail(Code::cancelled, "stopped", "run `saola crawl` again: it goes on from there");
  }
  const auto& all = summary.total;
  if (all.doors > 0 && all.doors_answered + all.doors_unchanged == 0) {
    return fail(Code::network, fmt::format("none of {} doors answered", all.doors),
                "the lines above and `saola status` say why; is there a network?");
  }
  return {};
}

void print_doors(const crawler::CrawlOptions& options, Env& env) {
  for (const crawler::Door& door : options.doors) {
    env.out << fmt::format("{}\t{}\t{}\n", printable(door.outlet), crawler::to_string(door.type),
                           printable(door.url.str()));
  }
}

Result<void> run(const Options& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto plan = to_crawl_plan(options.crawl, *workspace, env);
  if (!plan) return pass_on(plan);
  if (options.check) {
    print_doors(plan->options, env);
    return {};
  }
  auto writing = open_for_writing(*workspace, "crawl", env);
  if (!writing) return pass_on(writing);
  const auto summary = run_crawl(plan->options, *writing, env);
  Result<void> outcome;
  if (!summary) outcome = pass_on(summary);
  end_run(*writing, outcome, env);
  if (summary) print(*summary, options.json, env);
  if (outcome) outcome = judge(*summary);
  return outcome;
}

}  // namespace

void set_up_crawl(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
