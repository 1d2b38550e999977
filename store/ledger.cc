#include "store/ledger.h"

#include <system_error>

#include <fmt/format.h>

#include "store/ledger_schema.h"
#include "store/ledger_values.h"

namespace saola::store {
namespace {

Result<void> done(const Result<std::int64_t>& result) {
  if (!result) return pass_on(result);
  return {};
}

}  // namespace

Result<Ledger> Ledger::open(const std::filesystem::path& path, OpenMode mode) {
  std::error_code ignored;  // then opening says what is wrong
  if (mode == OpenMode::read_only && !std::filesystem::exists(path, ignored)) {
    return fail(Code::not_found, fmt::format("{}: no ledger here yet", path.string()),
                "run `saola crawl` or `saola import` first");
  }
  auto database = Database::open(path, mode);
  if (!database) return pass_on(database);
  const auto ready = mode == OpenMode::read_write ? migrate_ledger(*database, path.string())
                                                  : check_ledger(*database, path.string());
  if (!ready) return pass_on(ready);
  return Ledger(std::move(*database));
}

Result<void> Ledger::begin() {
  if (begun_) return still_open();
  const auto result = database_.script("BEGIN IMMEDIATE");
  begun_ = result.has_value();
  return result;
}

Result<void> Ledger::commit() {
  if (!begun_) return {};
  if (auto open = still_open(); !open) return open;
  const auto result = database_.script("COMMIT");
  if (result) begun_ = false;
  return result;
}

Result<void> Ledger::rollback() {
  begun_ = false;
  if (!database_.in_transaction()) return {};
  return database_.script("ROLLBACK");
}

Result<void> Ledger::still_open() const {
  if (database_.in_transaction()) return {};
  return fail(Code::io, "the ledger gave up what was not committed after an earlier error",
              "run it again: what is whole in the archive is found and entered");
}

Result<void> Ledger::set_doors(std::span<const Door> doors, Instant now, std::string_view list) {
  return atomically(database_, [&]() -> Result<void> {
    auto result = done(database_.run(
        "UPDATE doors SET active = 0, removed = ?2 WHERE active AND list = ?1", {list, sql(now)}));
    for (const auto& door : doors) {
      if (!result) break;
      result = done(database_.run(
          "INSERT INTO doors (url, outlet, outlet_name, section, lang, tier, type, active, list, "
          "added) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9) ON CONFLICT (url) DO UPDATE SET "
          "outlet = excluded.outlet, outlet_name = excluded.outlet_name, "
          "section = excluded.section, lang = excluded.lang, tier = excluded.tier, "
          "type = excluded.type, list = CASE WHEN active AND list = '' THEN '' ELSE excluded.list "
          "END, "
          // Set inactive just above: it has stood there all the time.
          "added = CASE WHEN active OR removed = ?9 THEN coalesce(added, ?9) ELSE ?9 END, "
          "removed = NULL, active = 1",
          {door.url, door.outlet, door.outlet_name, door.section, door.lang, door.tier, door.type,
           list, sql(now)}));
    }
    return result;
  });
}

Result<DoorState> Ledger::door_state(std::string_view url) {
  DoorState state;
  const auto asked = database_.query(
      "SELECT etag, last_modified, body_digest, trust, last_poll, last_success, last_full, "
      "last_new_entry, not_before, failures, last_outcome FROM doors WHERE url = ?",
      {url}, [&](const SqlRow& row) { state = door_state_at(row, 0); });
  if (!asked) return pass_on(asked);
  return state;
}

Result<void> Ledger::set_trust_validators(std::string_view door, bool trust) {
  return done(database_.run("UPDATE doors SET trust = ?2 WHERE url = ?1", {door, sql(trust)}));
}

Result<void> Ledger::record_poll(const Poll& poll) {
  if (poll.outcome == Outcome::cancelled) return {};
  return atomically(database_, [&]() -> Result<void> {
    auto result = done(database_.run("INSERT OR IGNORE INTO doors (url) VALUES (?)", {poll.door}));
    if (result) {
      result = done(database_.run(
          "INSERT INTO polls (door, at, outcome, http_status, bytes, milliseconds, conditional, "
          "entries_seen, entries_new, etag, last_modified, body_digest, message, file, offset, "
          "group_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {poll.door, sql(poll.at), sql(poll.outcome), sql(poll.http_status), sql(poll.bytes),
           sql(poll.duration), sql(poll.conditional), sql(poll.entries_seen), sql(poll.entries_new),
           poll.etag, poll.last_modified, poll.body_digest, poll.message, file_of(poll.archived),
           offset_of(poll.archived), bytes_of(poll.archived)}));
    }
    return result ? update_door(poll) : result;
  });
}

/// An empty answer clears the validators: a 304 to them would make the emptiness look like a success.
Result<void> Ledger::update_door(const Poll& poll) {
  const bool full = poll.outcome == Outcome::ok || poll.outcome == Outcome::empty;
  const bool ok = poll.outcome == Outcome::ok;
  const std::string_view nothing;
  if (full) {
    const auto result = done(database_.run(
        "UPDATE doors SET etag = ?2, last_modified = ?3, body_digest = ?4, last_full = ?5 "
        "WHERE url = ?1",
        {poll.door, ok ? poll.etag : nothing, ok ? poll.last_modified : nothing,
         ok ? poll.body_digest : nothing, sql(poll.at)}));
    if (!result) return result;
  }
  return done(
      database_.run("UPDATE doors SET last_poll = ?2, last_outcome = ?3, not_before = ?4, "
                    "failures = CASE WHEN ?5 THEN 0 ELSE failures + 1 END, "
                    "last_success = CASE WHEN ?5 THEN ?2 ELSE last_success END, "
                    "last_new_entry = CASE WHEN ?6 THEN ?2 ELSE last_new_entry END WHERE url = ?1",
                    {poll.door, sql(poll.at), sql(poll.outcome), sql(poll.not_before),
                     sql(is_success(poll.outcome)), sql(poll.entries_new.value_or(0) > 0)}));
}

Result<std::optional<std::string>> Ledger::import_digest(std::string_view key) {
  std::optional<std::string> digest;
  const auto asked =
      database_.query("SELECT digest FROM imports WHERE key = ? ORDER BY rowid DESC LIMIT 1", {key},
                      [&](const SqlRow& row) { digest = row.text(0); });
  if (!asked) return pass_on(asked);
  return digest;
}

Result<bool> Ledger::import_known(std::string_view key, std::string_view digest) {
  bool known = false;
  const auto asked = database_.query("SELECT 1 FROM imports WHERE key = ? AND digest = ?",
                                     {key, digest}, [&](const SqlRow&) { known = true; });
  if (!asked) return pass_on(asked);
  return known;
}

Result<void> Ledger::record_import(const Import& import) {
  return done(database_.run(
      "INSERT OR REPLACE INTO imports (key, digest, source, at, file, offset, group_bytes) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      {import.key, import.digest, import.source, sql(import.at), import.archived.file,
       sql(import.archived.offset), sql(import.archived.bytes)}));
}

Result<std::int64_t> Ledger::import_count(Instant since, Instant until) {
  std::int64_t count = 0;
  const auto asked =
      database_.query("SELECT count(*) FROM imports WHERE at >= ? AND at < ?",
                      {sql(since), sql(until)}, [&](const SqlRow& row) { count = row.integer(0); });
  if (!asked) return pass_on(asked);
  return count;
}

Result<Position> Ledger::committed() {
  Position position;
  const auto asked = database_.query(
      "SELECT name, bytes_committed FROM archive_files", {}, [&](const SqlRow& row) {
        position[row.text(0)] = static_cast<std::uint64_t>(row.integer(1));
      });
  if (!asked) return pass_on(asked);
  return position;
}

Result<void> Ledger::set_committed(const Position& position) {
  return atomically(database_, [&]() -> Result<void> {
    for (const auto& [name, bytes] : position) {
      const auto result = done(database_.run(
          "INSERT OR REPLACE INTO archive_files (name, bytes_committed) VALUES (?, ?)",
          {name, sql(bytes)}));
      if (!result) return result;
    }
    return {};
  });
}

Result<std::optional<RobotsEntry>> Ledger::robots(std::string_view origin) {
  std::optional<RobotsEntry> entry;
  const auto asked = database_.query(
      "SELECT fetched, expires, outcome, http_status, body, message FROM robots WHERE origin = ?",
      {origin}, [&](const SqlRow& row) {
        entry = RobotsEntry{std::string(origin),
                            instant_at(row, 0),
                            instant_at(row, 1),
                            outcome_from(row.text(2)).value_or(Outcome::network_error),
                            static_cast<int>(row.integer(3)),
                            row.text(4),
                            row.text(5)};
      });
  if (!asked) return pass_on(asked);
  return entry;
}

Result<void> Ledger::set_robots(const RobotsEntry& entry) {
  return done(
      database_.run("INSERT OR REPLACE INTO robots (origin, fetched, expires, outcome, "
                    "http_status, body, message) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    {entry.origin, sql(entry.fetched), sql(entry.expires), sql(entry.outcome),
                     sql(entry.http_status), entry.body, entry.message}));
}

Result<std::optional<HostState>> Ledger::host(std::string_view host) {
  std::optional<HostState> state;
  const auto asked =
      database_.query("SELECT not_before, pause, failures, reason FROM hosts WHERE host = ?",
                      {host}, [&](const SqlRow& row) {
                        state = HostState{std::string(host), maybe_instant_at(row, 0),
                                          std::chrono::milliseconds(row.integer(1)),
                                          static_cast<int>(row.integer(2)), row.text(3)};
                      });
  if (!asked) return pass_on(asked);
  return state;
}

Result<void> Ledger::set_host(const HostState& state) {
  return done(database_.run(
      "INSERT OR REPLACE INTO hosts (host, not_before, pause, failures, reason) "
      "VALUES (?, ?, ?, ?, ?)",
      {state.host, sql(state.not_before), sql(state.pause), sql(state.failures), state.reason}));
}

Result<std::vector<Spent>> Ledger::spent_on(Day day) {
  std::vector<Spent> spent;
  const auto asked = database_.query(
      "SELECT domain, requests, bytes FROM spent WHERE day = ? ORDER BY domain",
      {std::int64_t{day.time_since_epoch().count()}}, [&](const SqlRow& row) {
        spent.push_back({row.text(0), day, static_cast<std::uint64_t>(row.integer(1)),
                         static_cast<std::uint64_t>(row.integer(2))});
      });
  if (!asked) return pass_on(asked);
  return spent;
}

Result<void> Ledger::set_spent(const Spent& spent) {
  return done(database_.run(
      "INSERT OR REPLACE INTO spent (domain, day, requests, bytes) VALUES (?, ?, ?, ?)",
      {spent.domain, std::int64_t{spent.day.time_since_epoch().count()}, sql(spent.requests),
       sql(spent.bytes)}));
}

Result<std::int64_t> Ledger::begin_run(std::string_view command, Instant at) {
  const auto added =
      database_.run("INSERT INTO runs (command, started) VALUES (?, ?)", {command, sql(at)});
  if (!added) return pass_on(added);
  return database_.last_row_id();
}

Result<void> Ledger::end_run(std::int64_t id, Instant at, std::string_view result) {
  return done(database_.run("UPDATE runs SET ended = ?2, result = ?3 WHERE id = ?1",
                            {sql(id), sql(at), result}));
}

Result<std::vector<Run>> Ledger::runs(Instant since) {
  std::vector<Run> runs;
  const auto asked = database_.query(
      "SELECT id, command, started, ended, result FROM runs WHERE started >= ? "
      "ORDER BY started DESC, id DESC",
      {sql(since)}, [&](const SqlRow& row) {
        runs.push_back({row.integer(0), row.text(1), instant_at(row, 2), maybe_instant_at(row, 3),
                        row.text(4)});
      });
  if (!asked) return pass_on(asked);
  return runs;
}

}  // namespace saola::store
