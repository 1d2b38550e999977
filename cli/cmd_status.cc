// Per outlet, since a time: what was planned, asked, seen and stored, and what kept us from looking.

#include <fmt/format.h>

#include <ostream>

#include "base/printable.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/workspace.h"
#include "store/ledger_health.h"

namespace saola::cli {
namespace {

constexpr const char* kFormats = "text, csv, json";
constexpr std::size_t kTroublesShown = 20;

struct Options {
  int days = 7;
  std::vector<std::string> outlets;
  FormatWords format;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("--days", options.days, "look back this many days, today included")
      ->type_name("N")
      ->check(CLI::Range(1, 36500))
      ->capture_default_str();
  app.add_option("--outlet", options.outlets, "only this outlet; may be given several times")
      ->type_name("O")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  add_format(app, options.format, kFormats);
}

query::Value day_of(const std::optional<Instant>& time, const Zone& zone) {
  if (!time) return std::monostate();
  return to_iso(zone.day_of(*time));
}

/// What keeps the numbers of this outlet from being whole; empty: nothing.
std::string concern(const store::OutletSummary& row) {
  if (row.doors > 0 && row.doors_polled == 0) return "not polled";
  if (row.doors_blocked > 0) return fmt::format("{} doors blocked", row.doors_blocked);
  if (row.doors_failed > 0) return fmt::format("{} doors failed", row.doors_failed);
  if (row.doors_polled < row.doors)
    return fmt::format("{} doors not polled", row.doors - row.doors_polled);
  if (row.pages_blocked > 0) return fmt::format("{} pages blocked", row.pages_blocked);
  if (row.pages_failed > 0) return fmt::format("{} pages failed", row.pages_failed);
  if (row.entries_new == 0) return "silent: nothing new";
  return "";
}

bool is_wanted(const store::OutletSummary& row, const Options& options) {
  return options.outlets.empty() || std::find(options.outlets.begin(), options.outlets.end(),
                                              row.outlet) != options.outlets.end();
}

const query::Columns& columns() {
  static const query::Columns kColumns{{{"outlet"},
                                        {"doors"},
                                        {"polled"},
                                        {"failed"},
                                        {"entries_new"},
                                        {"stored"},
                                        {"blocked"},
                                        {"pages_failed"},
                                        {"waiting"},
                                        {"last_new"},
                                        {"concern"}},
                                       query::Layout::table};
  return kColumns;
}

std::vector<query::Value> cells(const store::OutletSummary& row, const Zone& zone) {
  return {row.outlet,        row.doors,
          row.doors_polled,  row.doors_failed,
          row.entries_new,   row.pages_stored,
          row.pages_blocked, row.pages_failed,
          row.pages_waiting, day_of(row.last_new_entry, zone),
          concern(row)};
}

void tell_troubles(std::span<const store::Poll> polls, Env& env) {
  for (const store::Poll& poll : polls) {
    env.log.note(fmt::format("{} {}: {} {}", to_iso(poll.at), poll.door,
                             store::to_string(poll.outcome), poll.message));
  }
}

Result<void> run(const Options& options, Env& env) {
  const auto output = make_output(options.format, kFormats, env);
  if (!output) return pass_on(output);
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto zone = Zone::open(kHomeZone);
  if (!zone) return pass_on(zone);
  auto ledger = store::Ledger::open(workspace->ledger(), store::OpenMode::read_only);
  if (!ledger) return pass_on(ledger);
  const Instant now = env.clock();
  const Instant since = zone->midnight(zone->day_of(now) - std::chrono::days(options.days - 1));
  const Instant until = now + std::chrono::seconds(1);
  const auto rows = store::outlet_summaries(*ledger, since, until);
  if (!rows) return pass_on(rows);
  (*output)->begin(columns());
  for (const auto& row : *rows) {
    if (!is_wanted(row, options)) continue;
    (*output)->row(cells(row, *zone));
    if (!concern(row).empty()) env.status = 1;
  }
  if (auto ended = (*output)->end(); !ended) return ended;
  const auto polls = store::failed_polls(*ledger, since, until, kTroublesShown);
  if (!polls) return pass_on(polls);
  tell_troubles(*polls, env);
  return {};
}

}  // namespace

void set_up_status(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
