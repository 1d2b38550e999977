#include "store/ledger_schema.h"

#include <array>

#include <fmt/format.h>

#include "store/ledger.h"

namespace saola::store {
namespace {

// Times: UTC, seconds since 1970. Outcomes and states: the names of ledger_rows.cc. Unknown: NULL, or '' for text.
// Step N leads from version N to N + 1; a step that was once released is never changed.
constexpr std::array<const char*, kLedgerVersion> kSteps{R"sql(
CREATE TABLE doors (
  url            TEXT PRIMARY KEY,
  outlet         TEXT NOT NULL DEFAULT '',
  outlet_name    TEXT NOT NULL DEFAULT '',
  section        TEXT NOT NULL DEFAULT '',
  lang           TEXT NOT NULL DEFAULT '',
  tier           TEXT NOT NULL DEFAULT '',
  type           TEXT NOT NULL DEFAULT '',
  active         INTEGER NOT NULL DEFAULT 0,  -- stands in feeds.txt
  etag           TEXT NOT NULL DEFAULT '',
  last_modified  TEXT NOT NULL DEFAULT '',
  body_digest    TEXT NOT NULL DEFAULT '',
  trust          INTEGER NOT NULL DEFAULT 1,  -- validators are believed
  last_poll      INTEGER,
  last_success   INTEGER,
  last_full      INTEGER,
  last_new_entry INTEGER,
  not_before     INTEGER,
  failures       INTEGER NOT NULL DEFAULT 0,
  last_outcome   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE polls (
  id             INTEGER PRIMARY KEY,
  door           TEXT NOT NULL REFERENCES doors (url),
  at             INTEGER NOT NULL,
  outcome        TEXT NOT NULL,
  http_status    INTEGER NOT NULL,
  bytes          INTEGER NOT NULL,
  milliseconds   INTEGER NOT NULL,
  conditional    INTEGER NOT NULL,
  entries_seen   INTEGER,
  entries_new    INTEGER,
  etag           TEXT NOT NULL,
  last_modified  TEXT NOT NULL,
  body_digest    TEXT NOT NULL,
  message        TEXT NOT NULL,
  file           TEXT,
  offset         INTEGER,
  group_bytes    INTEGER
) STRICT;
CREATE INDEX polls_by_time ON polls (at);
CREATE INDEX polls_by_door ON polls (door, at);

CREATE TABLE pages (
  canonical_url   TEXT PRIMARY KEY,
  url             TEXT NOT NULL,
  door            TEXT NOT NULL,
  outlet          TEXT NOT NULL,
  state           TEXT NOT NULL,
  attempts        INTEGER NOT NULL,
  first_seen      INTEGER NOT NULL,
  next_try        INTEGER NOT NULL,
  message         TEXT NOT NULL DEFAULT '',
  entry_title     TEXT NOT NULL,
  entry_summary   TEXT NOT NULL,
  entry_published TEXT NOT NULL,  -- ISO 8601 with offset
  entry_author    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pages_waiting ON pages (first_seen, canonical_url) WHERE state = 'waiting';

CREATE TABLE aliases (  -- other canonical URLs of a page: what a redirect led to
  url  TEXT PRIMARY KEY,
  page TEXT NOT NULL REFERENCES pages (canonical_url)
) STRICT, WITHOUT ROWID;

CREATE TABLE fetches (
  id            INTEGER PRIMARY KEY,
  canonical_url TEXT NOT NULL,
  url           TEXT NOT NULL,
  final_url     TEXT NOT NULL,
  door          TEXT NOT NULL,
  outlet        TEXT NOT NULL,
  at            INTEGER NOT NULL,
  outcome       TEXT NOT NULL,
  http_status   INTEGER NOT NULL,
  bytes         INTEGER NOT NULL,
  milliseconds  INTEGER NOT NULL,
  message       TEXT NOT NULL,
  body_digest   TEXT NOT NULL,
  file          TEXT,
  offset        INTEGER,
  group_bytes   INTEGER
) STRICT;
CREATE INDEX fetches_by_time ON fetches (at);
CREATE INDEX fetches_by_page ON fetches (canonical_url, at);
CREATE INDEX fetches_by_outlet ON fetches (outlet, outcome, at);

CREATE TABLE imports (
  key         TEXT NOT NULL,
  digest      TEXT NOT NULL,
  source      TEXT NOT NULL,
  at          INTEGER NOT NULL,
  file        TEXT NOT NULL,
  offset      INTEGER NOT NULL,
  group_bytes INTEGER NOT NULL,
  PRIMARY KEY (key, digest)
) STRICT;

CREATE TABLE archive_files (
  name            TEXT PRIMARY KEY,
  bytes_committed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE robots (
  origin      TEXT PRIMARY KEY,
  fetched     INTEGER NOT NULL,
  expires     INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  http_status INTEGER NOT NULL,
  body        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hosts (
  host         TEXT PRIMARY KEY,
  not_before   INTEGER,
  pause        INTEGER NOT NULL,  -- milliseconds
  failures     INTEGER NOT NULL,
  reason       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id      INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended   INTEGER,
  result  TEXT NOT NULL DEFAULT ''
) STRICT;
)sql",
                                                         R"sql(
ALTER TABLE doors ADD COLUMN list TEXT NOT NULL DEFAULT '';  -- the file it stands in; '': the workspace's feeds.txt
ALTER TABLE doors ADD COLUMN added INTEGER;                  -- active since
ALTER TABLE doors ADD COLUMN removed INTEGER;                -- not active since
UPDATE doors SET added = (SELECT min(at) FROM polls WHERE door = doors.url);
-- Asked in full once more: what a revisit record refers to was not written down before.
UPDATE doors SET etag = '', last_modified = '';

ALTER TABLE pages ADD COLUMN seen_by INTEGER NOT NULL DEFAULT 0;  -- kinds of doors that listed it: DoorKind
ALTER TABLE pages ADD COLUMN stored_at INTEGER;                   -- the first time
ALTER TABLE pages ADD COLUMN revisit_at INTEGER;                  -- to be fetched again
UPDATE pages SET stored_at = (SELECT min(at) FROM fetches
  WHERE fetches.canonical_url = pages.canonical_url AND outcome = 'ok') WHERE state = 'stored';
CREATE INDEX pages_to_revisit ON pages (revisit_at) WHERE revisit_at IS NOT NULL;
CREATE INDEX pages_by_outlet ON pages (outlet, first_seen);

ALTER TABLE fetches ADD COLUMN revisit INTEGER NOT NULL DEFAULT 0;  -- of a page that was stored already

CREATE TABLE originals (  -- the record that a revisit record of this door or page refers to
  url            TEXT PRIMARY KEY,  -- of the door; canonical, of the page
  record_id      TEXT NOT NULL,
  target_uri     TEXT NOT NULL,
  at             INTEGER NOT NULL,
  payload_digest TEXT NOT NULL,
  etag           TEXT NOT NULL,
  last_modified  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_days (  -- what became of polls older than a year; days at +07:00, counted from 1970
  door         TEXT NOT NULL REFERENCES doors (url),
  day          INTEGER NOT NULL,
  polls        INTEGER NOT NULL,
  failed       INTEGER NOT NULL,
  blocked      INTEGER NOT NULL,
  entries_seen INTEGER,
  entries_new  INTEGER,
  bytes        INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  PRIMARY KEY (door, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX poll_days_by_day ON poll_days (day);

CREATE TABLE fetch_days (  -- the same of fetches
  outlet       TEXT NOT NULL,
  day          INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  revisit      INTEGER NOT NULL,
  fetches      INTEGER NOT NULL,
  bytes        INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  PRIMARY KEY (outlet, day, outcome, revisit)
) STRICT, WITHOUT ROWID;
CREATE INDEX fetch_days_by_day ON fetch_days (day);
)sql",
                                                         R"sql(
CREATE TABLE spent (  -- what a day's runs have asked of a site: its last day alone
  domain   TEXT PRIMARY KEY,  -- registrable
  day      INTEGER NOT NULL,  -- at +07:00, counted from 1970
  requests INTEGER NOT NULL,
  bytes    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE robots ADD COLUMN message TEXT NOT NULL DEFAULT '';  -- why it could not be had
)sql",
                                                         R"sql(
CREATE INDEX pages_forbidden ON pages (canonical_url) WHERE state = 'forbidden';
ALTER TABLE fetches ADD COLUMN etag TEXT NOT NULL DEFAULT '';
ALTER TABLE fetches ADD COLUMN last_modified TEXT NOT NULL DEFAULT '';
)sql"};

Result<int> version_of(Database& database) {
  std::int64_t version = 0;
  const auto asked = database.query("PRAGMA user_version", {},
                                    [&](const SqlRow& row) { version = row.integer(0); });
  if (!asked) return pass_on(asked);
  return static_cast<int>(version);
}

tl::unexpected<Error> newer(const std::string& name, int version) {
  return fail(Code::outdated,
              fmt::format("{}: made by a newer Saola (schema {}, this program knows {})", name,
                          version, kLedgerVersion),
              "use the newer program");
}

}  // namespace

Result<void> migrate_ledger(Database& database, const std::string& name) {
  const auto version = version_of(database);
  if (!version) return pass_on(version);
  if (*version > kLedgerVersion) return newer(name, *version);
  if (*version == kLedgerVersion) return {};
  std::string script = "BEGIN IMMEDIATE;";
  for (auto step = static_cast<std::size_t>(*version); step < kSteps.size(); ++step) {
    script += kSteps[step];
  }
  script += fmt::format("PRAGMA user_version = {}; COMMIT", kLedgerVersion);
  const auto done = database.script(script);
  if (!done && database.in_transaction())
    (void)database.script("ROLLBACK");  // the first error counts
  return done;
}

Result<void> check_ledger(Database& database, const std::string& name) {
  const auto version = version_of(database);
  if (!version) return pass_on(version);
  if (*version > kLedgerVersion) return newer(name, *version);
  if (*version < kLedgerVersion) {
    return fail(Code::outdated,
                fmt::format("{}: made by an older Saola (schema {})", name, *version),
                "run `saola crawl` or `saola import` once: they bring it up to date");
  }
  return {};
}

}  // namespace saola::store
