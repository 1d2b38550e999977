// store/ledger_rows.h
//
// What the ledger keeps, as plain values. Text is UTF-8; empty means unknown; times are UTC.
//
// Source: docs/ledger.md.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "store/archive.h"

namespace saola::store {

/// How an asking ended. The names are stored; a new one is added at the end of the table in ledger_rows.cc.
enum class Outcome {
  ok,            // answered, taken
  not_modified,  // 304: nothing new since the last time
  empty,       // answered 200 without what belongs there: a feed with no entries, a shell of a page
  moved,       // a redirect that was not followed, or to another page that is already known
  http_error,  // another status of 400 or more
  gone,        // 404 or 410
  blocked,     // 403, 428, 451, a challenge, a cookie or login wall
  rate_limited,   // 429, or 503 with Retry-After
  robots_denied,  // robots.txt forbids it, or could not be asked
  refused,        // our own rules: private address, size, redirects, scheme
  timeout,
  network_error,  // no address, no connection, TLS, broken off
  bad_content,    // answered with what cannot be read: no feed, no HTML
  cancelled,      // the user stopped the run; counts as not asked
};

[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_from(std::string_view name);

/// What a status alone tells: 2xx ok, 304 not_modified, other 3xx moved, 404 and 410 gone, 401 402 403 407 428 451
/// blocked,
/// 429 rate_limited, the rest http_error.
[[nodiscard]] Outcome outcome_from_status(int http_status);

/// ok, not_modified, moved. `empty` is not: a door that answers without entries needs a person's look.
[[nodiscard]] bool is_success(Outcome outcome);

/// blocked, rate_limited, robots_denied.
[[nodiscard]] bool is_block(Outcome outcome);

/// A door as feeds.txt has it. Known by its URL as written there.
struct Door {
  std::string url;
  std::string outlet;
  std::string outlet_name;
  std::string section;
  std::string lang;
  std::string tier;
  std::string type;  // "feed", "sitemap", "page"; empty: found out when polled

  friend bool operator==(const Door&, const Door&) = default;
};

/// What kind of door listed a page; kinds are independent looks at an outlet (query/health/completeness.h). Stored as bits.
enum class DoorKind : std::uint8_t { none = 0, feed = 1, sitemap = 2, page = 4 };

/// The record in the archive that a revisit record refers to, with the validators it came with.
struct Original {
  std::string record_id;  // of the response, without angle brackets
  std::string target_uri;
  Instant at;
  std::string payload_digest;  // "sha1:..."
  std::string etag;
  std::string last_modified;

  friend bool operator==(const Original&, const Original&) = default;
};

/// What earlier polls left behind for the next one.
struct DoorState {
  std::string etag;  // validators of the last full answer, for a conditional GET
  std::string last_modified;
  std::string body_digest;  // of that answer: a changed body under an unchanged validator is a lie
  bool trust_validators = true;
  std::optional<Instant> last_poll;
  std::optional<Instant> last_success;
  std::optional<Instant> last_full;       // last unconditional or full (200) answer
  std::optional<Instant> last_new_entry;  // since when it is silent
  std::optional<Instant> not_before;      // Retry-After, a pause after failures
  int failures = 0;                       // in a row
  std::optional<Outcome> last_outcome;
};

struct Poll {
  std::string door;  // Door::url
  Instant at;
  Outcome outcome = Outcome::ok;
  int http_status = 0;      // 0: no answer
  std::uint64_t bytes = 0;  // of the body as it came over the wire
  std::chrono::milliseconds duration{0};
  bool conditional = false;                  // validators were sent
  std::optional<std::int64_t> entries_seen;  // none: not answered, not modified, or not read
  std::optional<std::int64_t> entries_new;
  std::string etag;           // of the answer
  std::string last_modified;  // of the answer, as written
  std::string body_digest;    // sha256 of the body
  std::string message;        // what went wrong, for a person
  std::optional<Location> archived;
  std::optional<Instant> not_before;  // the door is not asked before
};

/// Where a page stands in the frontier.
enum class PageState {
  waiting,    // to be fetched at next_try
  stored,     // in the archive
  failed,     // given up
  blocked,    // given up on a block
  forbidden,  // robots.txt
  skipped,    // our rules: not a page, off the outlet's site
};

[[nodiscard]] std::string_view to_string(PageState state);
[[nodiscard]] std::optional<PageState> page_state_from(std::string_view name);

/// A page that a door listed. Known by its canonical URL.
struct Page {
  std::string canonical_url;
  std::string url;  // to ask for, as the door wrote it
  std::string door;
  std::string outlet;
  PageState state = PageState::waiting;
  int attempts = 0;
  Instant first_seen;
  Instant next_try;
  std::string entry_title;
  std::string entry_summary;
  std::optional<Timestamp> entry_published;
  std::string entry_author;
  DoorKind listed_by =
      DoorKind::none;                 // to be added to the kinds that have listed it; not read back
  std::optional<Instant> stored_at;   // the first time; set by record_fetch
  std::optional<Instant> revisit_at;  // to be fetched again
};

struct Fetch {
  std::string canonical_url;  // Page::canonical_url
  std::string url;            // as asked
  std::string
      final_url;  // canonical URL of what answered, if it is another page's; it is then known too
  std::vector<std::string> via;  // canonical URLs of the redirects between; not read back
  bool is_revisit = false;  // the page was stored before; ok: it changed; not_modified: it did not
  std::string door;
  std::string outlet;
  Instant at;
  Outcome outcome = Outcome::ok;
  int http_status = 0;
  std::uint64_t bytes = 0;  // as it came over the wire
  std::chrono::milliseconds duration{0};
  std::string etag;  // of the answer
  std::string last_modified;
  std::string message;
  std::string body_digest;           // of the decoded body
  std::optional<Location> archived;  // the group
};

struct Import {
  std::string key;     // import_key_of(records)
  std::string digest;  // import_digest_of(records)
  std::string source;  // file and line or offset, for a person
  Instant at;
  Location archived;
};

/// When a page that was stored at `stored` is to be fetched again after `now`: an hour, a day and seven days after it was
/// stored, each once; a time that has passed is not made up for. None: never more.
[[nodiscard]] std::optional<Instant> next_revisit(Instant stored, Instant now);

/// robots.txt of an origin, kept for a day; or that it could not be had, kept for a while.
struct RobotsEntry {
  std::string origin;  // "https://vnexpress.net"
  Instant fetched;
  Instant expires;
  Outcome outcome = Outcome::ok;  // else it could not be had
  int http_status = 0;
  std::string body;     // as it came, cut at the limit
  std::string message;  // why it could not be had
};

/// How a host has to be treated.
struct HostState {
  std::string host;
  std::optional<Instant> not_before;   // Retry-After, circuit breaker
  std::chrono::milliseconds pause{0};  // between requests; 0: the default
  int failures = 0;                    // in a row
  std::string reason;
};

/// What was asked of a site (registrable domain) on a day, by all runs together.
struct Spent {
  std::string domain;
  Day day;
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;  // of bodies as they came over the wire

  friend bool operator==(const Spent&, const Spent&) = default;
};

/// One run of a command that writes: crawl, import, index, nightly.
struct Run {
  std::int64_t id = 0;
  std::string command;
  Instant started;
  std::optional<Instant> ended;  // none: running, or killed
  std::string result;            // "ok", "failed: ...", "cancelled"
};

/// An outlet in a period: what was planned, asked, seen and stored.
struct OutletSummary {
  std::string outlet;
  std::string name;
  std::int64_t doors = 0;          // active now, in feeds.txt or another list
  std::int64_t doors_planned = 0;  // of these, in feeds.txt
  std::int64_t doors_polled = 0;   // of these, asked at least once in the period
  std::int64_t doors_failed =
      0;  // of these, the last poll in the period was neither success nor block
  std::int64_t doors_blocked = 0;  // of these, it was a block
  std::int64_t polls = 0;
  std::int64_t entries_seen = 0;  // sum over the period's polls
  std::int64_t entries_new = 0;
  std::int64_t pages_stored = 0;
  std::int64_t pages_updated = 0;         // new versions of pages stored before
  std::int64_t pages_failed = 0;          // fetches without success and without block
  std::int64_t pages_blocked = 0;         // fetches that met a block
  std::int64_t pages_waiting = 0;         // in the frontier now
  std::uint64_t bytes = 0;                // polls and fetches
  std::optional<Instant> last_stored;     // ever
  std::optional<Instant> last_new_entry;  // ever
};

/// An outlet's local day, for the usual number and its band.
struct OutletDay {
  std::string outlet;
  Day day;
  std::int64_t doors_planned = 0;  // stood in feeds.txt
  std::int64_t doors_polled = 0;   // of all doors, asked at least once
  std::int64_t polls = 0;
  std::int64_t polls_failed = 0;  // neither success nor block
  std::int64_t polls_blocked = 0;
  std::optional<std::int64_t> entries_seen;  // none: no poll was answered with a list
  std::optional<std::int64_t> entries_new;
  std::int64_t pages_stored = 0;
  std::int64_t pages_updated = 0;
  std::int64_t pages_blocked = 0;
  std::int64_t pages_failed = 0;

  friend bool operator==(const OutletDay&, const OutletDay&) = default;
};

/// A door with its state and its last trouble, for `saola status`.
struct DoorHealth {
  Door door;
  DoorState state;
  std::string last_message;  // of the last poll
  std::string list;          // as Ledger::set_doors
};

/// A page and the kinds of doors that listed it.
struct Sighting {
  Instant at;              // published as its door says; else when it was first seen
  std::uint8_t kinds = 0;  // DoorKind bits
  bool is_stored = false;
};

}  // namespace saola::store
