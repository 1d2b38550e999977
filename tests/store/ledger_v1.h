// tests/store/ledger_v1.h
//
// The tables of a ledger of schema 1, as the first release made them, with rows in each: what a migration has to keep.

#pragma once

namespace saola::store::test {

inline constexpr const char* kLedgerV1 = R"sql(
CREATE TABLE doors (
  url            TEXT PRIMARY KEY,
  outlet         TEXT NOT NULL DEFAULT '',
  outlet_name    TEXT NOT NULL DEFAULT '',
  section        TEXT NOT NULL DEFAULT '',
  lang           TEXT NOT NULL DEFAULT '',
  tier           TEXT NOT NULL DEFAULT '',
  type           TEXT NOT NULL DEFAULT '',
  active         INTEGER NOT NULL DEFAULT 0,
  etag           TEXT NOT NULL DEFAULT '',
  last_modified  TEXT NOT NULL DEFAULT '',
  body_digest    TEXT NOT NULL DEFAULT '',
  trust          INTEGER NOT NULL DEFAULT 1,
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
  entry_published TEXT NOT NULL,
  entry_author    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pages_waiting ON pages (first_seen, canonical_url) WHERE state = 'waiting';

CREATE TABLE aliases (
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
  pause        INTEGER NOT NULL,
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

PRAGMA user_version = 1;
INSERT INTO doors (url, outlet, outlet_name, active, etag, last_modified, body_digest, last_poll, last_success,
                   last_full, last_new_entry, last_outcome)
  VALUES ('https://bao.example/rss.xml', 'bao.example', 'Báo', 1, '"a"', 'Fri, 06 Oct 2017 07:00:00 GMT', 'd', 1507273200,
          1507273200, 1507273200, 1507273200, 'ok');
INSERT INTO polls (door, at, outcome, http_status, bytes, milliseconds, conditional, entries_seen, entries_new, etag,
                   last_modified, body_digest, message)
  VALUES ('https://bao.example/rss.xml', 1507273200, 'ok', 200, 900, 40, 0, 20, 2, '"a"', '', 'd', ''),
         ('https://bao.example/rss.xml', 1507186800, 'timeout', 0, 0, 60000, 0, NULL, NULL, '', '', '', 'timed out');
INSERT INTO pages VALUES
  ('https://bao.example/tin-1.html', 'https://bao.example/tin-1.html', 'https://bao.example/rss.xml', 'bao.example',
   'stored', 1, 1507273200, 1507273200, '', 'Tê tê về rừng', '', '2017-10-06T13:00:00+07:00', ''),
  ('https://bao.example/tin-2.html', 'https://bao.example/tin-2.html', 'https://bao.example/rss.xml', 'bao.example',
   'waiting', 0, 1507273200, 1507273200, '', 'Voọc', '', '', '');
INSERT INTO aliases VALUES ('https://bao.example/cu-1.html', 'https://bao.example/tin-1.html');
INSERT INTO fetches (canonical_url, url, final_url, door, outlet, at, outcome, http_status, bytes, milliseconds, message,
                     body_digest, file, offset, group_bytes)
  VALUES ('https://bao.example/tin-1.html', 'https://bao.example/tin-1.html', '', 'https://bao.example/rss.xml',
          'bao.example', 1507273260, 'ok', 200, 5000, 80, '', 'd', 'saola-20171006070000-00001.warc.gz', 300, 2000);
INSERT INTO imports VALUES ('k', 'sha1:A', 'a.jsonl:1', 1507273200, 'saola-20171006070000-00001.warc.gz', 9000, 700);
INSERT INTO archive_files VALUES ('saola-20171006070000-00001.warc.gz', 9700);
INSERT INTO robots VALUES ('https://bao.example', 1507273200, 1507359600, 'ok', 200, 'User-agent: *');
INSERT INTO hosts VALUES ('bao.example', NULL, 2000, 0, '');
INSERT INTO runs (command, started) VALUES ('crawl', 1507273200);
)sql";

}  // namespace saola::store::test
