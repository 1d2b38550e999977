#include <fmt/format.h>

#include <ostream>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/progress.h"
#include "indexer/import.h"

namespace saola::cli {
namespace {

void add_options(CLI::App& app, indexer::ImportOptions& options) {
  app.add_option("FILE", options.files,
                 ".warc, .warc.gz or .jsonl; - is standard input, read as .jsonl")
      ->required();
}

Result<indexer::ImportSummary> import(const indexer::ImportOptions& options, Writing& writing,
                                      Env& env) {
  ProgressLine line(env);
  const auto progress = [&line](const indexer::ImportProgress& at) {
    line.show(fmt::format("{}: {} items", at.file, at.items));
  };
  return indexer::import_files(options, {.archive = writing.archive,
                                         .ledger = writing.ledger,
                                         .ids = writing.ids,
                                         .clock = env.clock,
                                         .log = env.log,
                                         .is_stopped = [&env] { return env.stop.load(); },
                                         .progress = progress});
}

std::string summary_line(const indexer::ImportSummary& summary) {
  return fmt::format("import: {} items: {} added, {} updated, {} unchanged, {} passed over, {} bad",
                     summary.items, summary.added, summary.updated, summary.unchanged,
                     summary.passed_over, summary.bad);
}

Result<void> run(const indexer::ImportOptions& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  auto writing = open_for_writing(*workspace, "import", env);
  if (!writing) return pass_on(writing);
  const auto summary = import(options, *writing, env);
  Result<void> outcome;
  if (!summary) outcome = pass_on(summary);
  if (summary && summary->was_stopped) {
    outcome = fail(Code::cancelled, "stopped",
                   "run the same import again: what is in is not taken twice");
  }
  if (summary && summary->bad > 0 && summary->bad == summary->items) {
    outcome = fail(Code::bad_input, "nothing could be taken in: every item is bad",
                   "the warnings above say why; docs/output.md shows what an article looks like");
  }
  end_run(*writing, outcome, env);
  if (summary) env.out << summary_line(*summary) << "\n";
  return outcome;
}

}  // namespace

void set_up_import(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
