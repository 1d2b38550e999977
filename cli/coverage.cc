#include "cli/coverage.h"

#include <fmt/format.h>

#include <ostream>

#include "base/printable.h"
#include "cli/opened.h"
#include "query/report/report.h"

namespace saola::cli {

IsoWeek week_of_now(const Env& env, const Zone& zone) {
  return iso_week_of(zone.day_of(env.clock()));
}

Result<void> write_coverage(const CoverageOptions& options, const Workspace& workspace, Env& env) {
  auto definitions = load_all_definitions(workspace);
  if (!definitions) return pass_on(definitions);
  definitions->live = options.live;
  if (definitions->topics.empty()) {
    return fail(Code::not_found, fmt::format("{} holds no topic", workspace.topics().string()),
                "`saola init` puts the shipped ones there");
  }
  const query::ReportOptions report{options.week, options.zone, options.folder, options.force,
                                    options.byte_order_mark};
  const auto summary = query::write_report(report, {workspace.index(), *definitions});
  if (!summary) return pass_on(summary);
  for (const std::string& note : summary->notes) env.log.note("note: " + note);
  env.out << fmt::format("{}: {} articles in at least one topic\n", to_string(options.week),
                         summary->hits);
  for (const query::TopicCoverage& row : summary->topics) {
    env.out << fmt::format("  {:<30} {:>6} articles {:>5} outlets\n", printable(row.topic),
                           row.articles, row.outlets);
  }
  env.out << summary->week_file.string() << "\n" << summary->hits_file.string() << "\n";
  return {};
}

}  // namespace saola::cli
