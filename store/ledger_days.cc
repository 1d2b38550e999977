// The days and sightings of store/ledger_health.h.

#include <map>
#include <string>
#include <utility>

#include "store/ledger_health.h"
#include "store/ledger_values.h"

namespace saola::store {
namespace {

constexpr std::int64_t kHomeSeconds = std::chrono::seconds(kHomeOffset).count();

using Days = std::map<std::pair<std::string, std::int64_t>, OutletDay>;

std::int64_t number_of(Day day) { return day.time_since_epoch().count(); }

SqlValue start_of(std::int64_t day) { return day * 86'400 - kHomeSeconds; }

/// outlet and day in the first two columns
OutletDay& day_of(Days& days, const SqlRow& row) {
  OutletDay& day = days[{row.text(0), row.integer(1)}];
  day.outlet = row.text(0);
  day.day = Day(std::chrono::days(row.integer(1)));
  return day;
}

/// outlet, day, doors, polls, failed, blocked, entries seen, new
void add_poll_row(const SqlRow& row, OutletDay& day) {
  day.doors_polled += row.integer(2);
  day.polls += row.integer(3);
  day.polls_failed += row.integer(4);
  day.polls_blocked += row.integer(5);
  if (!row.is_null(6)) day.entries_seen = day.entries_seen.value_or(0) + row.integer(6);
  if (!row.is_null(7)) day.entries_new = day.entries_new.value_or(0) + row.integer(7);
}

Result<void> add_polls(Ledger& ledger, Days& days, std::int64_t first, std::int64_t last) {
  const auto add = [&](const SqlRow& row) { add_poll_row(row, day_of(days, row)); };
  const auto added = ledger.database().query(
      "SELECT outlet, (at + ?3) / 86400, count(DISTINCT door), count(*), "
      "sum(outcome NOT IN ('ok', 'not_modified', 'moved', 'blocked', 'rate_limited', "
      "'robots_denied')), sum(outcome IN ('blocked', 'rate_limited', 'robots_denied')), "
      "sum(entries_seen), sum(entries_new) FROM polls JOIN doors ON doors.url = polls.door "
      "WHERE at >= ?1 AND at < ?2 GROUP BY 1, 2",
      {start_of(first), start_of(last + 1), kHomeSeconds}, add);
  if (!added) return added;
  return ledger.database().query(
      "SELECT outlet, day, count(*), sum(polls), sum(failed), sum(blocked), sum(entries_seen), "
      "sum(entries_new) FROM poll_days JOIN doors ON doors.url = poll_days.door "
      "WHERE day BETWEEN ? AND ? GROUP BY 1, 2",
      {first, last}, add);
}

/// outlet, day, outcome, revisit, fetches
void add_fetch_row(const SqlRow& row, OutletDay& day) {
  const auto outcome = outcome_from(row.text(2)).value_or(Outcome::network_error);
  const std::int64_t fetches = row.integer(4);
  if (outcome == Outcome::ok) {
    (row.integer(3) == 0 ? day.pages_stored : day.pages_updated) += fetches;
  }
  if (is_block(outcome)) day.pages_blocked += fetches;
  if (!is_block(outcome) && !is_success(outcome)) day.pages_failed += fetches;
}

Result<void> add_fetches(Ledger& ledger, Days& days, std::int64_t first, std::int64_t last) {
  const auto add = [&](const SqlRow& row) { add_fetch_row(row, day_of(days, row)); };
  const auto added = ledger.database().query(
      "SELECT outlet, (at + ?3) / 86400, outcome, revisit, count(*) FROM fetches "
      "WHERE at >= ?1 AND at < ?2 GROUP BY 1, 2, 3, 4",
      {start_of(first), start_of(last + 1), kHomeSeconds}, add);
  if (!added) return added;
  return ledger.database().query(
      "SELECT outlet, day, outcome, revisit, fetches FROM fetch_days WHERE day BETWEEN ? AND ?",
      {first, last}, add);
}

struct PlannedDoor {
  std::string outlet;
  std::int64_t from = 0;  // the first day
  std::int64_t to = 0;    // the last
};

/// What stood in feeds.txt, day by day. On the day a door was taken out nobody planned to ask it.
Result<void> add_plans(Ledger& ledger, Days& days, std::int64_t first, std::int64_t last) {
  std::vector<PlannedDoor> doors;
  const auto asked = ledger.database().query(
      "SELECT outlet, (added + ?1) / 86400, (removed + ?1) / 86400 - 1 FROM doors "
      "WHERE list = '' AND added IS NOT NULL",
      {kHomeSeconds}, [&](const SqlRow& row) {
        doors.push_back({row.text(0), row.integer(1), row.is_null(2) ? last : row.integer(2)});
      });
  if (!asked) return asked;
  for (const PlannedDoor& door : doors) {
    for (auto day = std::max(first, door.from); day <= std::min(last, door.to); ++day) {
      OutletDay& row = days[{door.outlet, day}];
      row.outlet = door.outlet;
      row.day = Day(std::chrono::days(day));
      ++row.doors_planned;
    }
  }
  return {};
}

}  // namespace

Result<std::vector<OutletDay>> outlet_days(Ledger& ledger, Day first, Day last) {
  Days days;
  auto result = add_plans(ledger, days, number_of(first), number_of(last));
  if (result) result = add_polls(ledger, days, number_of(first), number_of(last));
  if (result) result = add_fetches(ledger, days, number_of(first), number_of(last));
  if (!result) return pass_on(result);
  std::vector<OutletDay> rows;
  rows.reserve(days.size());
  for (auto& [key, row] : days) rows.push_back(std::move(row));
  return rows;
}

Result<std::vector<Sighting>> sightings(Ledger& ledger, std::string_view outlet, Instant since,
                                        Instant until) {
  // A door may print a page's date some time before or after we first see it.
  constexpr std::chrono::hours kApart{7 * 24};
  std::vector<Sighting> found;
  const auto asked = ledger.database().query(
      "SELECT first_seen, entry_published, seen_by, state = 'stored' FROM pages "
      "WHERE outlet = ? AND first_seen >= ? AND first_seen < ? AND seen_by > 0",
      {outlet, sql(since - kApart), sql(until + kApart)}, [&](const SqlRow& row) {
        const auto published = parse_iso(row.text(1), kHomeOffset);
        const Instant at = published ? published->utc : instant_at(row, 0);
        if (at < since || at >= until) return;
        found.push_back({at, static_cast<std::uint8_t>(row.integer(2)), row.integer(3) != 0});
      });
  if (!asked) return pass_on(asked);
  return found;
}

}  // namespace saola::store
