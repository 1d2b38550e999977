#include "cli/indexing.h"

#include <fmt/format.h>

#include "cli/opened.h"
#include "cli/progress.h"
#include "cli/topic_marking.h"
#include "store/bigram_table.h"
#include "store/document_table.h"

namespace saola::cli {

Result<indexer::IndexSummary> run_index(const Workspace& workspace,
                                        const indexer::IndexOptions& options, Env& env) {
  const auto definitions = load_for_index(workspace, env);
  if (!definitions) return pass_on(definitions);
  TopicMarking marking(*definitions, env.log);
  ProgressLine line(env);
  const auto progress = [&line](const indexer::IndexProgress& at) {
    line.show(fmt::format("{} articles, {:.1f} of {:.1f} MB", at.documents,
                          static_cast<double>(at.bytes_done) / 1e6,
                          static_cast<double>(at.bytes_to_do) / 1e6));
  };
  auto summary = indexer::index_archive(
      options,
      {.archive = workspace.archive(),
       .index = workspace.index(),
       .lexicons = definitions->lexicons,
       .stamps = definitions->stamps,
       .log = env.log,
       .is_stopped = [&env] { return env.stop.load(); },
       .progress = progress,
       .before_commit = [&](auto& db, auto written) { return marking.mark(db, written); }});
  if (!summary) return summary;
  // Without them every answer is the same, and comes later.
  for (const auto make :
       {store::DocumentTable::bring_up_to_date, store::BigramTable::bring_up_to_date}) {
    const auto made = make(workspace.index());
    if (!made && made.error().code != Code::not_found) env.log.warn(made.error());
  }
  return summary;
}

std::string summary_line(const indexer::IndexSummary& summary) {
  std::string line =
      fmt::format("index: {} articles written ({} in place of an earlier version, {} undated)",
                  summary.articles, summary.replaced, summary.undated);
  const auto add = [&line](std::uint64_t count, std::string_view what) {
    if (count > 0) line += fmt::format(", {} {}", count, what);
  };
  add(summary.no_articles, "pages that are no article");
  add(summary.elsewhere, "NOT written, their shard being on another machine");
  add(summary.unreadable, "records UNREADABLE");
  add(summary.damaged, "places of the archive DAMAGED");
  add(summary.annotated_again, "annotated again for changed lexicons");
  return line + fmt::format("; {} in all", summary.total);
}

}  // namespace saola::cli
