// cli/command.h
//
// A command is a row of THE command table (cli/commands.cc): a name, one line, and a function that adds its options to
// the parser and hands back what to do with them once they are read.

#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "cli/env.h"

namespace saola::cli {

/// Runs a command whose options have been read and checked.
using Action = std::function<Result<void>(Env&)>;

struct Command {
  std::string_view name;
  std::string_view summary;
  void (*set_up)(CLI::App& app,
                 Action& chosen);  // adds options; opens nothing; `chosen` outlives the parse
};

/// All commands, in the order of the data path. Static.
[[nodiscard]] std::span<const Command> commands();

/// A command in two steps: `add` gives the parser the options to write into, `run` gets them once they are read. Both
/// hold the options, one before and one after the other: that shared life is why this is a shared_ptr.
template <typename Options>
void set_up_command(CLI::App& app, Action& chosen, void (*add)(CLI::App&, Options&),
                    Result<void> (*run)(const Options&, Env&)) {
  auto options = std::make_shared<Options>();
  add(app, *options);
  app.callback([options, run, &chosen] {
    chosen = [options, run](Env& env) { return run(*options, env); };
  });
}

/// Reads the command line, runs one command, prints an error if it failed.
/// @return  exit status: 0 done, 1 it failed, 2 wrong usage.
[[nodiscard]] int run(int argc, const char* const* argv, Env& env);

}  // namespace saola::cli
