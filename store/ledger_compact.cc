// Old rows of store/ledger.h into daily ones.

#include "store/ledger.h"
#include "store/ledger_values.h"

namespace saola::store {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
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

}  // namespace

Result<std::int64_t> Ledger::compact(Instant before) {
  const std::int64_t at = before.time_since_epoch().count() + kHomeSeconds;
  const std::int64_t end = at / kDaySeconds * kDaySeconds - kHomeSeconds;  // whole days only
  std::int64_t rows = 0;
  const auto result = atomically(database_, [&]() -> Result<void> {
    if (auto polls = compact_polls(database_, end); !polls) return polls;
    if (auto fetches = compact_fetches(database_, end); !fetches) return fetches;
    const auto old_polls = database_.run("DELETE FROM polls WHERE at < ?", {end});
    if (!old_polls) return pass_on(old_polls);
    const auto old_fetches = database_.run("DELETE FROM fetches WHERE at < ?", {end});
    if (!old_fetches) return pass_on(old_fetches);
    rows = *old_polls + *old_fetches;
    return {};
  });
  if (!result) return pass_on(result);
  return rows;
}

}  // namespace saola::store
