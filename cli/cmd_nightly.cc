// Crawl, index, report of the last complete week and of the current one. Exit status 1 when a person should look.

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/printable.h"
#include "cli/commands.h"
#include "cli/coverage.h"
#include "cli/crawling.h"
#include "cli/indexing.h"
#include "query/health/health.h"

namespace saola::cli {
namespace {

struct Options {
  CrawlWords crawl;
};

void add_options(CLI::App& app, Options& options) { add_crawl_options(app, options.crawl); }

/// What `saola status` says of an outlet tonight; empty: no reason for a person to look.
std::string concern_of(const std::vector<query::OutletHealth>& healths, const std::string& outlet) {
  const auto found = std::find_if(healths.begin(), healths.end(), [&](const auto& health) {
    return health.period.outlet == outlet;
  });
  return found == healths.end() ? std::string() : found->concern;
}

/// Prints a line an outlet; the concern and the troubles of those that need a person.
Result<void> tell_outlets(const crawler::CrawlSummary& summary, store::Ledger& ledger, Env& env) {
  const auto zone = Zone::open(kHomeZone);
  if (!zone) return pass_on(zone);
  const auto healths = query::outlet_healths(ledger, *zone, env.clock(), 1);
  if (!healths) return pass_on(healths);
  for (const auto& outlet : summary.outlets) {
    env.out << printable(summary_line(outlet)) << "\n";
    const std::string concern = concern_of(*healths, outlet.outlet);
    if (concern.empty()) continue;
    env.status = 1;
    env.log.warn(outlet.outlet + ": " + concern);
    for (const auto& trouble : outlet.troubles) env.log.warn(outlet.outlet + ": " + trouble);
  }
  return {};
}

Result<void> write_weeks(const Workspace& workspace, Env& env) {
  const auto zone = Zone::open(kHomeZone);
  if (!zone) return pass_on(zone);
  const IsoWeek current = week_of_now(env, *zone);
  const IsoWeek last = iso_week_of(monday_of(current) - std::chrono::days(1));
  for (const IsoWeek week : {last, current}) {
    const CoverageOptions report{week, *zone, workspace.coverage() / to_string(week), true, true};
    if (auto written = write_coverage(report, workspace, env); !written) return written;
  }
  return {};
}

Result<void> run_stages(const crawler::CrawlOptions& crawl, Writing& writing, Env& env) {
  const auto crawled = run_crawl(crawl, writing, env);
  if (!crawled) return pass_on(crawled, "crawl");
  if (auto told = tell_outlets(*crawled, writing.ledger, env); !told) return told;
  if (crawled->was_stopped)
    return fail(Code::cancelled, "stopped while crawling", "run it again: it goes on from there");
  const auto indexed = run_index(writing.workspace, {}, env);
  if (!indexed) return pass_on(indexed, "index");
  env.out << summary_line(*indexed) << "\n";
  if (indexed->unreadable > 0 || indexed->damaged > 0) env.status = 1;
  if (indexed->was_stopped)
    return fail(Code::cancelled, "stopped while indexing", "run it again: it goes on from there");
  return write_weeks(writing.workspace, env);
}

Result<void> run(const Options& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto plan = to_crawl_plan(options.crawl, *workspace, env);
  if (!plan) return pass_on(plan);
  if (plan->broken_lines > 0) env.status = 1;
  auto writing = open_for_writing(*workspace, "nightly", env);
  if (!writing) return pass_on(writing);
  const auto outcome = run_stages(plan->options, *writing, env);
  end_run(*writing, outcome, env);
  return outcome;
}

}  // namespace

void set_up_nightly(CLI::App& app, Action& chosen) {
  set_up_command(app, chosen, add_options, run);
}

}  // namespace saola::cli
