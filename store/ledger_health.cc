#include "store/ledger_health.h"

#include <map>
#include <string>
#include <utility>

#include "store/ledger_values.h"

namespace saola::store {
namespace {

using Summaries = std::map<std::string, OutletSummary>;

OutletSummary& summary_of(Summaries& summaries, const SqlRow& row) {
  std::string outlet = row.text(0);
  OutletSummary& summary = summaries[outlet];
  summary.outlet = std::move(outlet);
  return summary;
}

Result<void> add_doors(Ledger& ledger, Summaries& summaries) {
  return ledger.database().query(
      "SELECT outlet, max(outlet_name), count(*), sum(list = '') FROM doors WHERE active "
      "GROUP BY outlet",
      {}, [&](const SqlRow& row) {
        OutletSummary& summary = summary_of(summaries, row);
        summary.name = row.text(1);
        summary.doors = row.integer(2);
        summary.doors_planned = row.integer(3);
      });
}

/// The first of the days, at +07:00, that a period takes part in.
std::int64_t day_of(Instant time) {
  const auto seconds = time.time_since_epoch() + std::chrono::seconds(kHomeOffset);
  return std::chrono::floor<std::chrono::days>(seconds).count();
}

void add_poll_sums(const SqlRow& row, OutletSummary& summary) {
  summary.polls += row.integer(1);
  summary.entries_seen += row.integer(2);
  summary.entries_new += row.integer(3);
  summary.bytes += static_cast<std::uint64_t>(row.integer(4));
  if (summary.name.empty()) summary.name = row.text(5);
}

Result<void> add_polls(Ledger& ledger, Summaries& summaries, Instant since, Instant until) {
  const auto add = [&](const SqlRow& row) { add_poll_sums(row, summary_of(summaries, row)); };
  const auto added = ledger.database().query(
      "SELECT outlet, count(*), sum(entries_seen), sum(entries_new), sum(bytes), max(outlet_name) "
      "FROM polls JOIN doors ON doors.url = polls.door WHERE at >= ? AND at < ? GROUP BY outlet",
      {sql(since), sql(until)}, add);
  if (!added) return added;
  return ledger.database().query(
      "SELECT outlet, sum(polls), sum(entries_seen), sum(entries_new), sum(bytes), "
      "max(outlet_name) FROM poll_days JOIN doors ON doors.url = poll_days.door "
      "WHERE day >= ? AND day < ? GROUP BY outlet",
      {day_of(since), day_of(until)}, add);
}

Result<void> add_last_polls(Ledger& ledger, Summaries& summaries, Instant since, Instant until) {
  return ledger.database().query(
      "SELECT doors.outlet, polls.outcome FROM doors JOIN polls ON polls.id = (SELECT id FROM "
      "polls "
      "WHERE door = doors.url AND at >= ?1 AND at < ?2 ORDER BY at DESC, id DESC LIMIT 1) "
      "WHERE active",
      {sql(since), sql(until)}, [&](const SqlRow& row) {
        OutletSummary& summary = summary_of(summaries, row);
        const Outcome outcome = outcome_from(row.text(1)).value_or(Outcome::network_error);
        ++summary.doors_polled;
        if (is_block(outcome)) {
          ++summary.doors_blocked;
        } else if (!is_success(outcome)) {
          ++summary.doors_failed;
        }
      });
}

/// outlet, outcome, revisit, fetches, bytes
void add_fetch_sums(const SqlRow& row, OutletSummary& summary) {
  const Outcome outcome = outcome_from(row.text(1)).value_or(Outcome::network_error);
  const std::int64_t fetches = row.integer(3);
  if (outcome == Outcome::ok) {
    (row.integer(2) == 0 ? summary.pages_stored : summary.pages_updated) += fetches;
  }
  if (is_block(outcome)) summary.pages_blocked += fetches;
  if (!is_block(outcome) && !is_success(outcome)) summary.pages_failed += fetches;
  summary.bytes += static_cast<std::uint64_t>(row.integer(4));
}

Result<void> add_fetches(Ledger& ledger, Summaries& summaries, Instant since, Instant until) {
  const auto add = [&](const SqlRow& row) { add_fetch_sums(row, summary_of(summaries, row)); };
  const auto added = ledger.database().query(
      "SELECT outlet, outcome, revisit, count(*), sum(bytes) FROM fetches "
      "WHERE at >= ? AND at < ? GROUP BY outlet, outcome, revisit",
      {sql(since), sql(until)}, add);
  if (!added) return added;
  return ledger.database().query(
      "SELECT outlet, outcome, revisit, sum(fetches), sum(bytes) FROM fetch_days "
      "WHERE day >= ? AND day < ? GROUP BY outlet, outcome, revisit",
      {day_of(since), day_of(until)}, add);
}

Result<void> add_waiting(Ledger& ledger, Summaries& summaries) {
  return ledger.database().query(
      "SELECT outlet, count(*) FROM pages WHERE state = 'waiting' GROUP BY outlet", {},
      [&](const SqlRow& row) { summary_of(summaries, row).pages_waiting = row.integer(1); });
}

/// When each of these outlets last gave something, whenever that was; of an old day, its beginning.
Result<void> add_last_signs(Ledger& ledger, Summaries& summaries) {
  for (auto& entry : summaries) {
    const std::string& outlet = entry.first;
    OutletSummary& summary = entry.second;
    auto asked = ledger.database().query(
        "SELECT coalesce((SELECT max(at) FROM fetches WHERE outlet = ?1 AND outcome = 'ok' "
        "AND NOT revisit), (SELECT max(day) * 86400 - ?2 FROM fetch_days WHERE outlet = ?1 "
        "AND outcome = 'ok' AND NOT revisit))",
        {outlet, std::int64_t{std::chrono::seconds(kHomeOffset).count()}},
        [&](const SqlRow& row) { summary.last_stored = maybe_instant_at(row, 0); });
    if (!asked) return asked;
    asked = ledger.database().query(
        "SELECT max(last_new_entry) FROM doors WHERE outlet = ?", {outlet},
        [&](const SqlRow& row) { summary.last_new_entry = maybe_instant_at(row, 0); });
    if (!asked) return asked;
  }
  return {};
}

}  // namespace

Result<std::vector<OutletSummary>> outlet_summaries(Ledger& ledger, Instant since, Instant until) {
  Summaries summaries;
  auto result = add_doors(ledger, summaries);
  if (result) result = add_polls(ledger, summaries, since, until);
  if (result) result = add_last_polls(ledger, summaries, since, until);
  if (result) result = add_fetches(ledger, summaries, since, until);
  if (result) result = add_waiting(ledger, summaries);
  if (result) result = add_last_signs(ledger, summaries);
  if (!result) return pass_on(result);
  std::vector<OutletSummary> rows;
  rows.reserve(summaries.size());
  for (auto& [outlet, row] : summaries) rows.push_back(std::move(row));
  return rows;
}

Result<std::vector<DoorHealth>> door_healths(Ledger& ledger) {
  std::vector<DoorHealth> doors;
  const auto asked = ledger.database().query(
      "SELECT url, outlet, outlet_name, section, lang, tier, type, etag, last_modified, "
      "body_digest, trust, last_poll, last_success, last_full, last_new_entry, not_before, "
      "failures, last_outcome, (SELECT message FROM polls WHERE door = doors.url "
      "ORDER BY at DESC, id DESC LIMIT 1), list FROM doors WHERE active ORDER BY outlet, url",
      {}, [&](const SqlRow& row) {
        doors.push_back({{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4),
                          row.text(5), row.text(6)},
                         door_state_at(row, 7),
                         row.text(18),
                         row.text(19)});
      });
  if (!asked) return pass_on(asked);
  return doors;
}

Result<std::vector<Poll>> failed_polls(Ledger& ledger, Instant since, Instant until,
                                       std::size_t limit) {
  std::vector<Poll> polls;
  const auto asked = ledger.database().query(
      "SELECT door, at, outcome, http_status, bytes, milliseconds, conditional, entries_seen, "
      "entries_new, etag, last_modified, body_digest, message, file, offset, group_bytes FROM "
      "polls "
      "WHERE at >= ? AND at < ? AND outcome NOT IN ('ok', 'not_modified', 'moved') "
      "ORDER BY at DESC, id DESC LIMIT ?",
      {sql(since), sql(until), static_cast<std::int64_t>(limit)}, [&](const SqlRow& row) {
        Poll poll;
        poll.door = row.text(0);
        poll.at = instant_at(row, 1);
        poll.outcome = outcome_from(row.text(2)).value_or(Outcome::network_error);
        poll.http_status = static_cast<int>(row.integer(3));
        poll.bytes = static_cast<std::uint64_t>(row.integer(4));
        poll.duration = std::chrono::milliseconds(row.integer(5));
        poll.conditional = row.integer(6) != 0;
        poll.entries_seen = maybe_integer_at(row, 7);
        poll.entries_new = maybe_integer_at(row, 8);
        poll.etag = row.text(9);
        poll.last_modified = row.text(10);
        poll.body_digest = row.text(11);
        poll.message = row.text(12);
        poll.archived = place_at(row, 13);
        polls.push_back(std::move(poll));
      });
  if (!asked) return pass_on(asked);
  return polls;
}

Result<std::vector<Fetch>> failed_fetches(Ledger& ledger, Instant since, Instant until,
                                          std::size_t limit) {
  std::vector<Fetch> fetches;
  const auto asked = ledger.database().query(
      "SELECT canonical_url, url, final_url, door, outlet, at, outcome, http_status, bytes, "
      "milliseconds, message, body_digest, file, offset, group_bytes FROM fetches "
      "WHERE at >= ? AND at < ? AND outcome NOT IN ('ok', 'not_modified', 'moved') "
      "ORDER BY at DESC, id DESC LIMIT ?",
      {sql(since), sql(until), static_cast<std::int64_t>(limit)}, [&](const SqlRow& row) {
        Fetch fetch;
        fetch.canonical_url = row.text(0);
        fetch.url = row.text(1);
        fetch.final_url = row.text(2);
        fetch.door = row.text(3);
        fetch.outlet = row.text(4);
        fetch.at = instant_at(row, 5);
        fetch.outcome = outcome_from(row.text(6)).value_or(Outcome::network_error);
        fetch.http_status = static_cast<int>(row.integer(7));
        fetch.bytes = static_cast<std::uint64_t>(row.integer(8));
        fetch.duration = std::chrono::milliseconds(row.integer(9));
        fetch.message = row.text(10);
        fetch.body_digest = row.text(11);
        fetch.archived = place_at(row, 12);
        fetches.push_back(std::move(fetch));
      });
  if (!asked) return pass_on(asked);
  return fetches;
}

}  // namespace saola::store
