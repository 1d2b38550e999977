#include "query/health/health.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "store/ledger_health.h"

namespace saola::query {
namespace {

using std::chrono::days;
using store::OutletDay;

constexpr days kEightWeeks{56};
constexpr std::chrono::hours kNightly{36};  // a door asked longer ago missed its night
constexpr days kLongSilence{7};             // told of however little an outlet writes
// Articles to be expected since the last one, beyond which silence is no chance: Poisson gives e^-7, one in 1,100.
constexpr double kTooMuchSilence = 7;

/// The days of one outlet, by day.
using Days = std::map<Day, OutletDay>;
using DaysByOutlet = std::map<std::string, Days>;

Result<DaysByOutlet> days_by_outlet(store::Ledger& ledger, Day first, Day last) {
  auto rows = store::outlet_days(ledger, first, last);
  if (!rows) return pass_on(rows);
  DaysByOutlet out;
  for (OutletDay& row : *rows) out[row.outlet].emplace(row.day, std::move(row));
  return out;
}

// A day on which nobody looked, or nobody was let in, says nothing of what is usual.
bool counts(const OutletDay& day) {
  return day.doors_polled > 0 && day.polls_failed + day.polls_blocked < day.polls;
}

/// The same weekdays of the eight weeks before.
template <typename Number>
std::vector<double> weekday_numbers(const Days& all, Day day, const Number& number) {
  std::vector<double> numbers;
  for (Day at = day - days(7); at >= day - kEightWeeks; at -= days(7)) {
    const auto found = all.find(at);
    if (found != all.end() && counts(found->second)) {
      numbers.push_back(static_cast<double>(number(found->second)));
    }
  }
  return numbers;
}

std::optional<Usual> usual_of(const Days& all, Day day) {
  return usual_number(
      weekday_numbers(all, day, [](const OutletDay& row) { return row.pages_stored; }));
}

/// Whether the outlet was looked at as often as on such days before: else the day is not over.
bool is_looked_at_as_usual(const Days& all, const OutletDay& day) {
  const double polls =
      median_of(weekday_numbers(all, day.day, [](const OutletDay& row) { return row.polls; }));
  return static_cast<double>(day.polls) >= polls;
}

std::string few(std::int64_t stored, const Usual& usual) {
  return fmt::format("few: {} stored, usual are {:.0f} to {:.0f}", stored, std::ceil(usual.low),
                     usual.high);
}

/// The last day with a new entry, when what should have come since is too much to be missing by chance.
std::optional<Day> silence(const store::OutletSummary& outlet, const Days& all, const Zone& home,
                           Day today) {
  if (!outlet.last_new_entry || outlet.doors == 0) return std::nullopt;
  const Day last = home.day_of(*outlet.last_new_entry);
  double expected = 0;
  for (Day day = last + days(1); day <= today && day <= last + kEightWeeks; day += days(1)) {
    if (const auto usual = usual_of(all, day)) expected += usual->median;
  }
  const bool is_silent = today - last >= kLongSilence || expected > kTooMuchSilence;
  return is_silent ? std::optional(last) : std::nullopt;
}

/// What is wrong with an outlet's doors, counted.
struct DoorTroubles {
  int waiting = 0;  // in feeds.txt and not asked for a night
  int blocked = 0;
  int failed = 0;
  std::string message;  // of the first one in trouble
};

DoorTroubles troubles_of(const std::vector<store::DoorHealth>& doors, const std::string& outlet,
                         Instant now) {
  DoorTroubles out;
  for (const store::DoorHealth& door : doors) {
    if (door.door.outlet != outlet) continue;
    const store::DoorState& state = door.state;
    const bool is_late = !state.last_poll || now - *state.last_poll > kNightly;
    const bool is_planned = door.list.empty();
    if (is_late && is_planned) ++out.waiting;
    if (!state.last_outcome || store::is_success(*state.last_outcome)) continue;
    ++(store::is_block(*state.last_outcome) ? out.blocked : out.failed);
    if (out.message.empty()) {
      out.message = fmt::format("{} {}", store::to_string(*state.last_outcome), door.last_message);
    }
  }
  return out;
}

std::string concern_of(const OutletHealth& health, const DoorTroubles& doors, bool is_day_over) {
  const store::OutletSummary& period = health.period;
  const auto of_doors = [&](int count, std::string_view what) {
    return fmt::format("{} of {} doors {}", count, period.doors, what);
  };
  if (doors.blocked > 0) return of_doors(doors.blocked, "blocked: ") + doors.message;
  if (doors.failed > 0) return of_doors(doors.failed, "failed: ") + doors.message;
  if (doors.waiting > 0) return of_doors(doors.waiting, "not polled for a day and a half");
  if (health.silent_since) {
    return fmt::format("silent: nothing new since {}", to_iso(*health.silent_since));
  }
  const bool is_few = is_day_over && health.usual && health.today &&
                      static_cast<double>(*health.today) < health.usual->low;
  if (is_few) return "today " + few(*health.today, *health.usual);
  if (period.pages_blocked > 0) return fmt::format("{} pages blocked", period.pages_blocked);
  const bool most_failed = period.pages_failed > period.pages_stored;
  if (most_failed) return fmt::format("{} pages failed", period.pages_failed);
  return "";
}

std::string gap_of(const OutletDay& day, const std::optional<Usual>& usual) {
  if (day.doors_planned > 0 && day.doors_polled == 0) return "not polled";
  if (day.polls > 0 && day.polls == day.polls_blocked) return "blocked";
  if (day.polls > 0 && day.polls == day.polls_failed + day.polls_blocked) return "failed";
  if (day.doors_polled < day.doors_planned) {
    return fmt::format("{} of {} doors not polled", day.doors_planned - day.doors_polled,
                       day.doors_planned);
  }
  if (usual && static_cast<double>(day.pages_stored) < usual->low) {
    return few(day.pages_stored, *usual);
  }
  if (day.pages_blocked > 0) return fmt::format("{} pages blocked", day.pages_blocked);
  return "";
}

}  // namespace

Result<std::vector<OutletHealth>> outlet_healths(store::Ledger& ledger, const Zone& home,
                                                 Instant now, int period_days) {
  const Day today = home.day_of(now);
  auto summaries = store::outlet_summaries(ledger, home.midnight(today - days(period_days - 1)),
                                           now + std::chrono::seconds(1));
  if (!summaries) return pass_on(summaries);
  // A silence is compared with the same weekdays of the eight weeks before each of its days.
  auto all = days_by_outlet(ledger, today - 2 * kEightWeeks, today);
  if (!all) return pass_on(all);
  const auto doors = store::door_healths(ledger);
  if (!doors) return pass_on(doors);
  std::vector<OutletHealth> out;
  for (store::OutletSummary& summary : *summaries) {
    OutletHealth health;
    health.period = std::move(summary);
    const std::string& outlet = health.period.outlet;
    const Days& own = (*all)[outlet];
    health.usual = usual_of(own, today);
    const auto at = own.find(today);
    const bool is_polled = at != own.end() && counts(at->second);
    if (is_polled) health.today = at->second.pages_stored;
    health.silent_since = silence(health.period, own, home, today);
    const bool is_over = is_polled && is_looked_at_as_usual(own, at->second);
    health.concern = concern_of(health, troubles_of(*doors, outlet, now), is_over);
    out.push_back(std::move(health));
  }
  return out;
}

Result<std::vector<DayHealth>> day_healths(store::Ledger& ledger, const Zone& home, Instant now,
                                           int period_days) {
  const Day today = home.day_of(now);
  const Day first = today - days(period_days - 1);
  auto all = days_by_outlet(ledger, first - kEightWeeks, today);
  if (!all) return pass_on(all);
  std::vector<DayHealth> out;
  for (const auto& [outlet, own] : *all) {
    for (auto at = own.lower_bound(first); at != own.end(); ++at) {
      const auto& [day, row] = *at;
      DayHealth health{row, usual_of(own, day), {}};
      if (day < today) health.gap = gap_of(row, health.usual);
      out.push_back(std::move(health));
    }
  }
  return out;
}

}  // namespace saola::query
