#include <fmt/format.h>

#include "cli/commands.h"
#include "store/fields.h"

namespace saola::cli {
namespace {

struct Options {};

void add_options(CLI::App&, Options&) {}

Result<void> run(const Options&, Env& env) {
  env.out << fmt::format("{:<10} {:<9} {:<8} {:<7} {:<5} {}\n", "field", "alias", "kind", "prefix",
                         "slot", "description");
  for (const store::Field& field : store::fields()) {
    env.out << fmt::format("{:<10} {:<9} {:<8} {:<7} {:<5} {}\n", field.name, field.alias,
                           store::to_string(field.kind), field.prefix,
                           field.slot ? std::to_string(*field.slot) : "", field.description);
  }
  return {};
}

}  // namespace

void set_up_fields(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
