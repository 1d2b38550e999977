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
      "SELECT outlet, max(outlet_name), count(*) FROM doors WHERE active GROUP BY outlet", {},
      [&](const SqlRow& row) {
        OutletSummary& summary = summary_of(summaries, row);
        summary.name = row.text(1);
        summary.doors = row.integer(2);
      });
}

Result<void> add_polls(Ledger& ledger, Summaries& summaries, Instant since, Instant until) {
  return ledger.database().query(
      "SELECT outlet, count(*), sum(entries_seen), sum(entries_new), sum(bytes), max(outlet_name) "
      "FROM polls JOIN doors ON doors.url = polls.door WHERE at >= ? AND at < ? GROUP BY outlet",
      {sql(since), sql(until)}, [&](const SqlRow& row) {
        OutletSummary& summary = summary_of(summaries, row);
        summary.polls = row.integer(1);
        summary.entries_seen = row.integer(2);
        summary.entries_new = row.integer(3);
        summary.bytes += static_cast<std::uint64_t>(row.integer(4));
        if (summary.name.empty()) summary.name = row.text(5);
      });
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

Result<void> add_fetches(Ledger& ledger, Summaries& summaries, Instant since, Instant until) {
  return ledger.database().query(
      "SELECT outlet, outcome, count(*), sum(bytes) FROM fetches WHERE at >= ? AND at < ? "
      "GROUP BY outlet, outcome",
      {sql(since), sql(until)}, [&](const SqlRow& row) {
        OutletSummary& summary = summary_of(summaries, row);
        const Outcome outcome = outcome_from(row.text(1)).value_or(Outcome::network_error);
        if (outcome == Outcome::ok) summary.pages_stored += row.integer(2);
        if (is_block(outcome)) summary.pages_blocked += row.integer(2);
        if (!is_block(outcome) && !is_success(outcome)) summary.pages_failed += row.integer(2);
        summary.bytes += static_cast<std::uint64_t>(row.integer(3));
      });
}

Result<void> add_waiting(Ledger& ledger, Summaries& summaries) {
  return ledger.database().query(
      "SELECT outlet, count(*) FROM pages WHERE state = 'waiting' GROUP BY outlet", {},
      [&](const SqlRow& row) { summary_of(summaries, row).pages_waiting = row.integer(1); });
}

/// When each of these outlets last gave something, whenever that was.
Result<void> add_last_signs(Ledger& ledger, Summaries& summaries) {
  for (auto& [outlet, summary] : summaries) {
    auto asked = ledger.database().query(
        "SELECT max(at) FROM fetches WHERE outlet = ? AND outcome = 'ok'", {outlet},
        [&](const SqlRow& row) { summary.last_stored = maybe_instant_at(row, 0); });
    if (!asked) return asked;
    asked = ledger.database().query(
        "SELECT max(last_new_entry) FROM doors WHERE outlet = ?", {outlet},
        [&](const SqlRow& row) { summary.last_new_entry = maybe_instant_at(row, 0); });
    if (!asked) return asked;
  }
  return {};
}

using Days = std::map<std::pair<std::string, std::int64_t>, OutletDay>;

OutletDay& day_of(Days& days, const SqlRow& row) {
  OutletDay& day = days[{row.text(0), row.integer(1)}];
  day.outlet = row.text(0);
  day.day = Day(std::chrono::days(row.integer(1)));
  return day;
}

Result<void> add_poll_days(Ledger& ledger, Days& days, Instant since, Instant until,
                           std::int64_t offset_seconds) {
  return ledger.database().query(
      "SELECT outlet, (at + ?3) / 86400, outcome, count(*), sum(entries_seen), sum(entries_new) "
      "FROM polls JOIN doors ON doors.url = polls.door WHERE at >= ?1 AND at < ?2 GROUP BY 1, 2, 3",
      {sql(since), sql(until), offset_seconds}, [&](const SqlRow& row) {
        OutletDay& day = day_of(days, row);
        const auto outcome = outcome_from(row.text(2)).value_or(Outcome::network_error);
        day.polls += row.integer(3);
        if (!is_success(outcome)) day.polls_failed += row.integer(3);
        day.entries_seen += row.integer(4);
        day.entries_new += row.integer(5);
      });
}

Result<void> add_fetch_days(Ledger& ledger, Days& days, Instant since, Instant until,
                            std::int64_t offset_seconds) {
  return ledger.database().query(
      "SELECT outlet, (at + ?3) / 86400, outcome, count(*) FROM fetches "
      "WHERE at >= ?1 AND at < ?2 GROUP BY 1, 2, 3",
      {sql(since), sql(until), offset_seconds}, [&](const SqlRow& row) {
        OutletDay& day = day_of(days, row);
        const auto outcome = outcome_from(row.text(2)).value_or(Outcome::network_error);
        if (outcome == Outcome::ok) day.pages_stored += row.integer(3);
        if (is_block(outcome)) day.pages_blocked += row.integer(3);
        if (!is_block(outcome) && !is_success(outcome)) day.pages_failed += row.integer(3);
      });
}

template <typename Map, typename Row>
std::vector<Row> values_in_order(Map& map) {
  std::vector<Row> rows;
  rows.reserve(map.size());
  for (auto& [key, row] : map) rows.push_back(std::move(row));
  return rows;
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
  return values_in_order<Summaries, OutletSummary>(summaries);
}

Result<std::vector<OutletDay>> outlet_days(Ledger& ledger, Instant since, Instant until,
                                           std::chrono::minutes offset) {
  Days days;
  const std::int64_t seconds = std::chrono::seconds(offset).count();
  auto result = add_poll_days(ledger, days, since, until, seconds);
  if (result) result = add_fetch_days(ledger, days, since, until, seconds);
  if (!result) return pass_on(result);
  return values_in_order<Days, OutletDay>(days);
}

Result<std::vector<DoorHealth>> door_healths(Ledger& ledger) {
  std::vector<DoorHealth> doors;
  const auto asked = ledger.database().query(
      "SELECT url, outlet, outlet_name, section, lang, tier, type, etag, last_modified, "
      "body_digest, trust, last_poll, last_success, last_full, last_new_entry, not_before, "
      "failures, last_outcome, (SELECT message FROM polls WHERE door = doors.url "
      "ORDER BY at DESC, id DESC LIMIT 1) FROM doors WHERE active ORDER BY outlet, url",
      {}, [&](const SqlRow& row) {
        doors.push_back({{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4),
                          row.text(5), row.text(6)},
                         door_state_at(row, 7),
                         row.text(18)});
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
