// Old rows of store/ledger.h into daily ones.

#include <algorithm>

#include "store/ledger.h"
#include "store/ledger_values.h"

namespace saola::store {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kDaysAtOnce =
    30;  // a transaction: what lies in the -wal meanwhile stays small
constexpr std::int64_t kHomeSeconds = std::chrono::seconds(kHomeOffset).count();

// The outcomes are those of is_success and is_block. A day that is there already is added to: a poll may be entered late.
Result<void> compact_polls(Database& database, std::int64_t end) {
  const auto added = database.run(
      "INSERT INTO poll_days (door, day, polls, failed, blocked, entries_seen, entries_new, bytes, "
      "milliseconds) SELECT door, (at + ?2) / ?3, count(*), "
      "sum(outcome NOT IN ('ok', 'not_modified', 'moved', 'blocked', 'rate_limited', "
      "'robots_denied')), sum(outcome IN ('blocked', 'rate_limited', 'robots_denied')), "
      "sum(entries_seen), sum(entries_new), sum(bytes), sum(milliseconds) "
      "FROM polls WHERE at < ?1 GROUP BY 1, 2 "
      "ON CONFLICT (door, day) DO UPDATE SET polls = polls + excluded.polls, "
      "failed = failed + excluded.failed, blocked = blocked + excluded.blocked, "
      "entries_seen = coalesce(entries_seen + excluded.entries_seen, entries_seen, "
      "excluded.entries_seen), entries_new = coalesce(entries_new + excluded.entries_new, "
      "entries_new, excluded.entries_new), bytes = bytes + excluded.bytes, "
      "milliseconds = milliseconds + excluded.milliseconds",
      {end, kHomeSeconds, kDaySeconds});
  if (!added) return pass_on(added);
  return {};
}

Result<void> compact_fetches(Database& database, std::int64_t end) {
  const auto added = database.run(
      "INSERT INTO fetch_days (outlet, day, outcome, revisit, fetches, bytes, milliseconds) "
      "SELECT outlet, (at + ?2) / ?3, outcome, revisit, count(*), sum(bytes), sum(milliseconds) "
      "FROM fetches WHERE at < ?1 GROUP BY 1, 2, 3, 4 "
      "ON CONFLICT (outlet, day, outcome, revisit) DO UPDATE SET "
      "fetches = fetches + excluded.fetches, bytes = bytes + excluded.bytes, "
      "milliseconds = milliseconds + excluded.milliseconds",
      {end, kHomeSeconds, kDaySeconds});
  if (!added) return pass_on(added);
  return {};
}

/// When the oldest row was written. None: there are no rows.
Result<std::optional<std::int64_t>> oldest_row(Database& database) {
  std::optional<std::int64_t> oldest;
  const auto asked = database.query(
      "SELECT min(at) FROM (SELECT min(at) AS at FROM polls UNION ALL SELECT min(at) FROM fetches)",
      {}, [&](const SqlRow& row) { oldest = maybe_integer_at(row, 0); });
  if (!asked) return pass_on(asked);
  return oldest;
}

/// @return rows replaced.
Result<std::int64_t> compact_until(Database& database, std::int64_t end) {
  std::int64_t rows = 0;
  const auto result = atomically(database, [&]() -> Result<void> {
    if (auto polls = compact_polls(database, end); !polls) return polls;
    if (auto fetches = compact_fetches(database, end); !fetches) return fetches;
    const auto old_polls = database.run("DELETE FROM polls WHERE at < ?", {end});
    if (!old_polls) return pass_on(old_polls);
    const auto old_fetches = database.run("DELETE FROM fetches WHERE at < ?", {end});
    if (!old_fetches) return pass_on(old_fetches);
    rows = *old_polls + *old_fetches;
    return {};
  });
  if (!result) return pass_on(result);
  return rows;
}

/// The last moment at which a home day began, not after `at`.
std::int64_t day_begin(std::int64_t at) {
  return (at + kHomeSeconds) / kDaySeconds * kDaySeconds - kHomeSeconds;
}

}  // namespace

Result<std::int64_t> Ledger::compact(Instant before, const std::function<bool()>& is_stopped) {
  const std::int64_t end = day_begin(before.time_since_epoch().count());  // whole days only
  std::int64_t rows = 0;
  while (true) {
    const auto oldest = oldest_row(database_);
    if (!oldest) return pass_on(oldest);
    const bool is_over = !*oldest || **oldest >= end || (is_stopped && is_stopped());
    if (is_over) return rows;
    const auto done =
        compact_until(database_, std::min(end, day_begin(**oldest) + kDaysAtOnce * kDaySeconds));
    if (!done) return done;
    rows += *done;
  }
}

}  // namespace saola::store
