#include <ostream>

#include "cli/commands.h"
#include "cli/indexing.h"

namespace saola::cli {
namespace {

struct Options {
  indexer::IndexOptions index;
  std::string shard;  // empty: as it is
};

void add_options(CLI::App& app, Options& options) {
  app.add_flag("--rebuild", options.index.rebuild,
               "make a new index from the whole archive, then put it in place of the old");
  app.add_flag("--compact", options.index.compact,
               "then write the index without the free room that updates leave in it");
  app.add_option(
         "--shard", options.shard,
         "year: from now on a database for each year; none: one for all. Another than now is "
         "a rebuild")
      ->check(CLI::IsMember({"year", "none"}));
}

indexer::IndexOptions index_options(const Options& options) {
  indexer::IndexOptions index = options.index;
  if (options.shard == "year") index.sharding = indexer::Sharding::year;
  if (options.shard == "none") index.sharding = indexer::Sharding::none;
  return index;
}

Result<void> run(const Options& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto lock = lock_workspace(*workspace);
  if (!lock) return pass_on(lock);
  const auto summary = run_index(*workspace, index_options(options), env);
  if (!summary) return pass_on(summary);
  env.out << summary_line(*summary) << "\n";
  if (summary->was_stopped)
    return fail(Code::cancelled, "stopped", "run `saola index` again: it goes on from there");
  return {};
}

}  // namespace

void set_up_index(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
