#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/coverage.h"
#include "cli/options.h"

namespace saola::cli {
namespace {

struct Options {
  std::string week;
  std::string folder;
  std::string zone = kHomeZone;
  bool force = false;
  bool no_bom = false;
  bool live = false;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("--week", options.week,
                 "an ISO week such as 2026-W46; none: the last complete one")
      ->type_name("WEEK");
  app.add_option("--out", options.folder,
                 "where the files go; none: coverage/WEEK of the workspace")
      ->type_name("DIR");
  app.add_option("--tz", options.zone, "the zone in which weeks are cut")
      ->type_name("ZONE")
      ->capture_default_str();
  add_live(app, options.live);
  app.add_flag("--force", options.force, "replace files that are there");
  app.add_flag("--no-bom", options.no_bom, "CSV without the byte-order mark that Excel wants");
}

Result<IsoWeek> wanted_week(const Options& options, const Env& env, const Zone& zone) {
  if (!options.week.empty()) return parse_iso_week(options.week);
  return iso_week_of(monday_of(week_of_now(env, zone)) - std::chrono::days(1));
}

Result<void> run(const Options& options, Env& env) {
  const auto zone = Zone::open(options.zone);
  if (!zone) return fail(Code::usage, "--tz: " + zone.error().message, zone.error().hint);
  const auto week = wanted_week(options, env, *zone);
  if (!week) return pass_on(week, "--week");
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto folder = options.folder.empty() ? workspace->coverage() / to_string(*week)
                                             : std::filesystem::path(options.folder);
  return write_coverage({*week, *zone, folder, options.force, !options.no_bom, options.live},
                        *workspace, env);
}

}  // namespace

void set_up_report(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
