#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/workspace.h"

namespace saola::cli {
namespace {

struct Options {
  std::string folder;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("DIR", options.folder, "the folder to lay out; made if absent")->required();
}

Result<void> run(const Options& options, Env& env) {
  const auto shipped = shipped_files(env);
  if (!shipped) return pass_on(shipped);
  const auto summary = init_workspace(options.folder, *shipped);
  if (!summary) return pass_on(summary);
  for (const auto& name : summary->kept) env.log.note("kept " + name);
  env.out << fmt::format("{}: {} files written, {} kept\n", options.folder, summary->written.size(),
                         summary->kept.size());
  return {};
}

}  // namespace

void set_up_init(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
