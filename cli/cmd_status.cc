// Did we look: per outlet now, per outlet and day, and how much of a week was seen.

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/workspace.h"
#include "query/health/completeness.h"
#include "query/health/health.h"
#include "store/ledger_health.h"

namespace saola::cli {
namespace {

using query::Decimal;
using query::Value;

constexpr const char* kFormats = "text, csv, json";
constexpr std::size_t kTroublesShown = 20;

struct Options {
  int days = 7;
  std::vector<std::string> outlets;
  bool json = false;
  bool daily = false;
  bool gaps = false;
  bool completeness = false;
  std::string week;
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
  auto* daily = app.add_flag("--daily", options.daily, "one row an outlet and day");
  auto* gaps =
      app.add_flag("--gaps", options.gaps, "only the days whose numbers are not whole, and why");
  auto* whole = app.add_flag("--completeness", options.completeness,
                             "how much of a week was seen, by the doors of two kinds");
  app.add_option("--week", options.week,
                 "of --completeness, such as 2018-W41; none: the last whole week")
      ->type_name("WEEK")
      ->needs(whole);
  gaps->excludes(daily)->excludes(whole);
  daily->excludes(whole);
  app.add_flag("--json", options.json, "as --format json");
  add_format(app, options.format, kFormats);
}

/// What a question is answered from and into.
struct Asked {
  const Options& options;
  store::Ledger& ledger;
  const Zone& zone;
  query::Output& output;
  Env& env;

  [[nodiscard]] bool wants(const std::string& outlet) const {
    const auto& only = options.outlets;
    return only.empty() || std::find(only.begin(), only.end(), outlet) != only.end();
  }
};

Value day_or_nothing(const std::optional<Day>& day) { return day ? Value(to_iso(*day)) : Value(); }

template <typename Number>
Value or_nothing(const std::optional<Number>& number) {
  return number ? Value(*number) : Value();
}

std::vector<Value> usual_cells(const std::optional<query::Usual>& usual) {
  if (!usual) return {Value(), Value(), Value()};
  return {Decimal{usual->median, 1}, Decimal{usual->low, 1}, Decimal{usual->high, 1}};
}

void append(std::vector<Value>& row, std::vector<Value> cells) {
  std::move(cells.begin(), cells.end(), std::back_inserter(row));
}

Result<void> tell_troubles(const Asked& asked, Instant since, Instant until) {
  const auto polls = store::failed_polls(asked.ledger, since, until, kTroublesShown);
  if (!polls) return pass_on(polls);
  for (const store::Poll& poll : *polls) {
    asked.env.log.note(fmt::format("{} {}: {} {}", to_iso(poll.at), poll.door,
                                   store::to_string(poll.outcome), poll.message));
  }
  return {};
}

Result<void> tell_outlets(const Asked& asked) {
  const Instant now = asked.env.clock();
  const auto rows = query::outlet_healths(asked.ledger, asked.zone, now, asked.options.days);
  if (!rows) return pass_on(rows);
  asked.output.begin({{{"outlet"},
                       {"doors"},
                       {"polled"},
                       {"failed"},
                       {"entries_new"},
                       {"stored"},
                       {"updated"},
                       {"blocked"},
                       {"pages_failed"},
                       {"waiting"},
                       {"usual"},
                       {"low"},
                       {"high"},
                       {"today"},
                       {"last_new"},
                       {"silent_since"},
                       {"concern"}},
                      query::Layout::table});
  for (const query::OutletHealth& health : *rows) {
    const store::OutletSummary& of = health.period;
    if (!asked.wants(of.outlet)) continue;
    std::vector<Value> row{of.outlet,       of.doors,        of.doors_polled,  of.doors_failed,
                           of.entries_new,  of.pages_stored, of.pages_updated, of.pages_blocked,
                           of.pages_failed, of.pages_waiting};
    append(row, usual_cells(health.usual));
    row.push_back(or_nothing(health.today));
    row.push_back(of.last_new_entry ? Value(to_iso(asked.zone.day_of(*of.last_new_entry)))
                                    : Value());
    row.push_back(day_or_nothing(health.silent_since));
    row.emplace_back(health.concern);
    asked.output.row(row);
    if (!health.concern.empty()) asked.env.status = 1;
  }
  if (auto ended = asked.output.end(); !ended) return ended;
  const Day first = asked.zone.day_of(now) - std::chrono::days(asked.options.days - 1);
  return tell_troubles(asked, asked.zone.midnight(first), now + std::chrono::seconds(1));
}

Result<void> tell_days(const Asked& asked) {
  const auto rows =
      query::day_healths(asked.ledger, asked.zone, asked.env.clock(), asked.options.days);
  if (!rows) return pass_on(rows);
  asked.output.begin({{{"outlet"},
                       {"day"},
                       {"doors_planned"},
                       {"doors_polled"},
                       {"polls"},
                       {"polls_failed"},
                       {"polls_blocked"},
                       {"entries_seen"},
                       {"entries_new"},
                       {"stored"},
                       {"updated"},
                       {"blocked"},
                       {"failed"},
                       {"usual"},
                       {"low"},
                       {"high"},
                       {"gap"}},
                      query::Layout::table});
  for (const query::DayHealth& health : *rows) {
    const store::OutletDay& day = health.day;
    const bool is_shown = !asked.options.gaps || !health.gap.empty();
    if (!asked.wants(day.outlet) || !is_shown) continue;
    std::vector<Value> row{day.outlet,
                           to_iso(day.day),
                           day.doors_planned,
                           day.doors_polled,
                           day.polls,
                           day.polls_failed,
                           day.polls_blocked,
                           or_nothing(day.entries_seen),
                           or_nothing(day.entries_new),
                           day.pages_stored,
                           day.pages_updated,
                           day.pages_blocked,
                           day.pages_failed};
    append(row, usual_cells(health.usual));
    row.emplace_back(health.gap);
    asked.output.row(row);
    if (!health.gap.empty()) asked.env.status = 1;
  }
  return asked.output.end();
}

Result<IsoWeek> week_of(const Asked& asked) {
  if (!asked.options.week.empty()) return parse_iso_week(asked.options.week);
  const Day today = asked.zone.day_of(asked.env.clock());
  return iso_week_of(monday_of(iso_week_of(today)) - std::chrono::days(1));
}

/// The estimate with its interval, and what share of it was seen.
std::vector<Value> population_cells(const std::optional<query::Population>& all) {
  if (!all) return std::vector<Value>(6);
  const auto percent = [&](double of) {
    return Decimal{100 * static_cast<double>(all->seen) / of, 1};
  };
  return {Decimal{all->estimate, 1}, Decimal{all->low, 1}, Decimal{all->high, 1},
          percent(all->estimate),    percent(all->high),   percent(all->low)};
}

Result<void> tell_completeness(const Asked& asked) {
  const auto week = week_of(asked);
  if (!week) return pass_on(week);
  const auto rows = query::week_completeness(asked.ledger, asked.zone, *week);
  if (!rows) return pass_on(rows);
  asked.output.begin({{{"outlet"},
                       {"week"},
                       {"kinds"},
                       {"first"},
                       {"second"},
                       {"both"},
                       {"seen"},
                       {"estimate"},
                       {"low"},
                       {"high"},
                       {"percent"},
                       {"percent_low"},
                       {"percent_high"},
                       {"note"}},
                      query::Layout::table});
  for (const query::Completeness& row : *rows) {
    if (!asked.wants(row.outlet)) continue;
    std::vector<Value> cells{
        row.outlet, to_string(*week), row.first_kind + "+" + row.second_kind, row.first,
        row.second, row.both,         row.first + row.second - row.both};
    append(cells, population_cells(row.population));
    cells.emplace_back(row.note);
    asked.output.row(cells);
  }
  return asked.output.end();
}

Result<void> run(const Options& options, Env& env) {
  FormatWords format = options.format;
  if (options.json) format.format = "json";
  const auto output = make_output(format, kFormats, env);
  if (!output) return pass_on(output);
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto zone = Zone::open(kHomeZone);
  if (!zone) return pass_on(zone);
  auto ledger = store::Ledger::open(workspace->ledger(), store::OpenMode::read_only);
  if (!ledger) return pass_on(ledger);
  const Asked asked{options, *ledger, *zone, **output, env};
  if (options.completeness) return tell_completeness(asked);
  return options.daily || options.gaps ? tell_days(asked) : tell_outlets(asked);
}

}  // namespace

void set_up_status(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
