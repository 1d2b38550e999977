#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "cli/command.h"

namespace saola::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

int exit_status(const Error& error) { return error.code == Code::usage ? kWrongUsage : kFailed; }

void report(const Error& error, const Env& env) {
  std::string_view rest = error.message;
  const auto end =
      rest.find('\n');  // a query's error shows the query and a caret on lines of their own
  env.log.error({error.code, std::string(rest.substr(0, end)), {}});
  while (rest.find('\n') != std::string_view::npos) {
    rest.remove_prefix(rest.find('\n') + 1);
    env.log.note(rest.substr(0, rest.find('\n')));
  }
  if (!error.hint.empty()) env.log.note("hint: " + error.hint);
}

/// --help and --version go to standard output with status 0; everything else is wrong usage.
int explain_parse(const CLI::App& app, const CLI::ParseError& error, Env& env) {
  if (error.get_exit_code() == 0) {
    app.exit(error, env.out, std::cerr);
    return 0;
  }
  env.log.error({Code::usage, error.what(), {}});
  for (const CLI::App* used : app.get_subcommands()) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) &&
        used->get_option_no_throw("QUERY") != nullptr) {
      env.log.note("hint: a query that begins with - comes after --");
    }
    env.log.note(fmt::format("hint: `saola {} --help` shows its options", used->get_name()));
    return kWrongUsage;
  }
  env.log.note("hint: `saola --help` lists the commands");
  return kWrongUsage;
}

/// A closed pipe or a full disk behind standard output must not look like success.
Result<void> flush(std::ostream& out) {
  out.flush();
  if (out.good()) return {};
  return fail(Code::io, "standard output could not be written",
              "is the disk full, or the pipe closed?");
}

/// --workspace may stand before the command or after it.
void add_workspace(CLI::App& app, Env& env) {
  app.add_option("--workspace", env.workspace, "the folder with feeds.txt (else $SAOLA_WORKSPACE)")
      ->type_name("DIR");
  for (CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    add_workspace(*sub, env);
}

/// Only a command that stands in the command line gets its options: those of all are what a short one would wait for.
void set_up(CLI::App& app, std::span<const char* const> words, Action& chosen) {
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    const bool named = std::find(words.begin(), words.end(), command.name) != words.end();
    if (named) command.set_up(*sub, chosen);
  }
}

}  // namespace

int run(int argc, const char* const* argv, Env& env) {
  CLI::App app("Saola watches Vietnamese news and counts how wildlife-crime stories are covered.",
               "saola");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("saola ") + SAOLA_VERSION);
  app.footer(
      "Each command has its own --help. Results go to standard output, everything else to standard "
      "error.");
  Action chosen;
  set_up(app, {argv, static_cast<std::size_t>(argc)}, chosen);
  add_workspace(app, env);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // CLI11 reports by exceptions; they end here
    return explain_parse(app, error, env);
  }
  auto done = chosen(env);
  if (done) done = flush(env.out);
  if (done) return env.status;
  report(done.error(), env);
  return exit_status(done.error());
}

}  // namespace saola::cli
