// crawler/crawl.h
//
// One run of the crawler: poll the doors, find pages not seen before, ask robots.txt, fetch them politely, put every
// answer into the archive and write down in the ledger what was asked and what came back.
//
// Sources: docs/operations.md (conduct); RFC 9110 (HTTP), 9111 (conditional requests), 9309 (robots.txt).

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "crawler/budget.h"
#include "crawler/feed_list.h"
#include "store/warc_record.h"

namespace saola::store {
class ArchiveWriter;
class Ledger;
}  // namespace saola::store

namespace saola::crawler {

/// What a run may take, and where it gives up. The defaults are what docs/operations.md promises.
struct CrawlLimits {
  std::uint64_t page_bytes = 4u << 20;   // of a body, also after decompression
  std::uint64_t door_bytes = 16u << 20;  // feeds, sitemaps and section pages
  std::uint64_t header_bytes = 64u << 10;
  std::size_t header_lines = 500;
  std::chrono::seconds connect_time{15};
  std::chrono::seconds total_time{60};  // of one request
  std::chrono::seconds slow_time{20};   // this long under slow_bytes_per_second ends a request
  std::uint64_t slow_bytes_per_second = 200;
  int redirects = 5;              // hops of one page or door
  int connections = 48;           // at once, each to another registrable domain
  int entries_per_door = 50'000;  // more are dropped and the drop is reported
  int section_parts = 5;          // of a section page in a night, the first included
  int page_attempts = 5;          // over all runs, then the page is given up
  int retries_in_run = 2;         // of one page after 429 or 503
  int failures_until_break = 5;   // in a row on one host: its other pages wait for the next run
  Budget budget{10'000, 2'000'000'000};  // of a registrable domain whose doors say nothing else
  std::chrono::milliseconds run_time{std::chrono::hours(6)};  // then nothing more is begun
  std::chrono::seconds longest_retry_after{600};  // a longer one leaves the domain for the next run
  std::chrono::seconds backoff{30};  // after 429 or 503 without Retry-After; doubled each time
};

struct CrawlOptions {
  std::vector<Door> doors;  // as parse_feed_list gave them
  std::string list;  // the file they are from; empty: the workspace's feeds.txt (Ledger::set_doors)
  bool doors_only = false;        // poll the doors and fetch no page
  std::vector<std::string> only;  // outlet keys; empty: all
  std::uint64_t max_pages =
      0;  // pages to ask for in this run; 0: no limit. The others wait in the ledger
  std::chrono::milliseconds pause{1000};  // between two requests to one registrable domain
  std::vector<std::string> connect_to;    // curl's HOST:PORT:ADDR:PORT
  bool allow_private = false;  // the hosts of doors and the targets of connect_to may be private
  std::string ca_file;  // PEM certificates to trust instead of the system's; empty: the system's
  std::string version = "0.1";  // of Saola, in the User-Agent header
  std::string contact;          // URL or mail address in the User-Agent header; must not be empty
  CrawlLimits limits;
};

struct CrawlProgress {
  std::uint64_t doors = 0, doors_done = 0;
  std::uint64_t pages = 0, pages_done = 0;  // pages: known so far
  std::uint64_t bytes = 0;                  // of bodies, unpacked
};

/// Whether a page with this title and lead is worth fetching again (UTF-8, plain; either may be empty).
using IsWatched = std::function<bool(std::string_view title, std::string_view lead)>;

/// What a crawl is done with; everything must outlive the call.
struct CrawlEnv {
  store::ArchiveWriter& archive;  // opened after store's recovery
  store::Ledger& ledger;
  store::RecordIds ids;
  Clock clock;  // wall clock, for the ledger and the archive
  const Log& log;
  std::function<bool()>
      is_stopped;  // asked several times a second; true ends the run; may be empty
  std::function<void(const CrawlProgress&)> progress;  // after each answer; may be empty
  IsWatched is_watched;                                // empty: no page is fetched again
};

/// What happened with one outlet in this run.
struct OutletSummary {
  std::string outlet;                 // key
  std::string name;                   // from feeds.txt; may be empty
  std::uint64_t doors = 0;            // that feeds.txt has for it
  std::uint64_t doors_answered = 0;   // 200 and readable
  std::uint64_t doors_unchanged = 0;  // 304
  std::uint64_t doors_failed = 0;     // forbidden, blocked, unreachable, unreadable
  std::uint64_t entries = 0;          // listed by the doors that answered
  std::uint64_t new_entries = 0;      // of them never seen before
  std::uint64_t stored = 0;           // pages fetched and archived
  std::uint64_t revisited = 0;        // stored pages asked for again
  std::uint64_t updated = 0;          // of them changed: the new version is in the archive
  std::uint64_t withdrawn = 0;        // of them gone
  std::uint64_t known = 0;            // redirected to a page that was already there
  std::uint64_t forbidden = 0;        // by robots.txt
  std::uint64_t blocked = 0;          // 401, 403, 429, challenge pages, consent walls
  std::uint64_t failed = 0;           // 404, 5xx, time-outs, too large, private addresses
  std::uint64_t waiting =
      0;  // left for the next run: --max-pages, Retry-After, robots.txt unreachable, stopped
  std::vector<std::string>
      troubles;  // one line each, in the order they came, at most kMaxTroubles; URLs printable
};

inline constexpr std::size_t kMaxTroubles = 20;

struct CrawlSummary {
  std::vector<OutletSummary> outlets;  // by key
  OutletSummary total;                 // outlet and troubles empty
  std::uint64_t requests = 0;          // all, robots.txt and redirects too
  std::uint64_t bytes = 0;             // of bodies, unpacked
  std::chrono::milliseconds took{0};
  bool was_stopped = false;  // by is_stopped
};

/// Checks what the options promise: a pause under one second only with allow_private, a contact, `only` names outlets
/// that have doors.
/// @error Code::usage, with a hint.
[[nodiscard]] Result<void> check_options(const CrawlOptions& options);

/// Does one run. A door or a page that fails never ends it: that is counted, written into the ledger and told in the
/// summary. However it ends, what was fetched is in the archive and committed.
///
/// @error  as check_options; Code::io, Code::corrupt: the archive or the ledger cannot be written. What was committed
///         before stays.
[[nodiscard]] Result<CrawlSummary> crawl(const CrawlOptions& options, const CrawlEnv& env);

inline constexpr std::string_view kProductToken = "Saola";  // in robots.txt

/// "Saola/0.1 (+https://example.org/saola; news monitoring)": what servers see.
[[nodiscard]] std::string user_agent(const CrawlOptions& options);

}  // namespace saola::crawler
