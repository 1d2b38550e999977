#include <ostream>

#include "cli/commands.h"
#include "cli/indexing.h"

namespace saola::cli {
namespace {

void add_options(CLI::App& app, indexer::IndexOptions& options) {
  app.add_flag("--rebuild", options.rebuild,
               "make a new index from the whole archive, then put it in place of the old");
}

Result<void> run(const indexer::IndexOptions& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto lock = lock_workspace(*workspace);
  if (!lock) return pass_on(lock);
  const auto summary = run_index(*workspace, options, env);
  if (!summary) return pass_on(summary);
  env.out << summary_line(*summary) << "\n";
  if (summary->was_stopped)
    return fail(Code::cancelled, "stopped", "run `saola index` again: it goes on from there");
  return {};
}

}  // namespace

void set_up_index(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
