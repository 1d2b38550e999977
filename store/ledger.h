// store/ledger.h
//
// state.db: what was asked, when, and what came back. It can be rebuilt from the archive (store/recovery.h); what the
// archive does not hold (failed polls and fetches, waiting pages) is then lost.
//
// Schema, versions and durability: docs/ledger.md.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/archive.h"
#include "store/backlog.h"
#include "store/ledger_rows.h"
#include "store/sqlite.h"

namespace saola::store {

inline constexpr int kLedgerVersion = 4;  // of the schema, in user_version

/// Recipe: open; begin; record ... ; commit (with the archive: store/commit.h). Outside begin/commit each call is a
/// transaction of its own. One thread at a time. Every call may fail with the errors of store/sqlite.h; a failed call
/// has changed nothing, and the open transaction can be rolled back or gone on with.
class Ledger {
 public:
  /// Opens or makes the ledger; an older schema is brought up to date in one transaction (read_write), a newer one is
  /// Code::outdated with the hint to use the newer program. read_only: no ledger is Code::not_found.
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& path,
                                           OpenMode mode = OpenMode::read_write);

  // Transactions. -------------------------------------------------------------------------------------------------
  /// Nothing if one is open. commit() after a transaction that SQLite has given up itself (full disk) is Code::io:
  /// what was recorded since begin() is gone; rollback() makes the ledger usable again.
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> commit();
  [[nodiscard]] Result<void> rollback();

  // Doors and polls. ----------------------------------------------------------------------------------------------
  /// Takes in a list of doors: new ones are added, known ones updated; those that stood in the same list and do no more
  /// are set inactive (their history stays). Doors of other lists are left alone.
  /// @param list  empty: the workspace's feeds.txt, whose doors are planned to be polled; else the name of another file,
  ///              whose doors nobody plans to poll again. A door in both is the workspace's.
  [[nodiscard]] Result<void> set_doors(std::span<const Door> doors, Instant now,
                                       std::string_view list = {});
  /// The state of a door; all unknown if it was never polled or never set.
  [[nodiscard]] Result<DoorState> door_state(std::string_view url);
  [[nodiscard]] Result<void> set_trust_validators(std::string_view door, bool trust);
  /// Adds the poll and updates the door's state: validators on ok (empty clears them), failures, last_*, not_before.
  /// A cancelled poll is not recorded.
  [[nodiscard]] Result<void> record_poll(const Poll& poll);

  // Pages: the frontier. ------------------------------------------------------------------------------------------
  /// The page known under this canonical URL, in any state: its own, one of a redirect from or to it, or one with the same
  /// page_key (a mobile or AMP twin). None: not known.
  [[nodiscard]] Result<std::optional<std::string>> page_behind(std::string_view canonical_url);
  [[nodiscard]] Result<bool> page_known(std::string_view canonical_url);
  /// Adds a page as waiting. @return false: it was known already; only `listed_by` is added to it.
  [[nodiscard]] Result<bool> add_page(const Page& page);
  [[nodiscard]] Result<std::optional<Page>> page(std::string_view canonical_url);
  /// Hands over the waiting pages with next_try <= now, one by one (there may be millions), until `goes_on` is false;
  /// oldest first_seen first, then by URL. `goes_on` must not write into the ledger.
  [[nodiscard]] Result<void> pages_due(Instant now,
                                       const std::function<bool(DuePage page)>& goes_on);
  /// The pages of an origin ("https://a.vn") that robots.txt forbids, first seen after `since` and to be looked at again
  /// by `now`; by URL.
  [[nodiscard]] Result<std::vector<DuePage>> forbidden_pages(std::string_view origin, Instant since,
                                                             Instant now);
  /// Gives up, or puts off until `next_try`, without a fetch: robots.txt, rules.
  [[nodiscard]] Result<void> set_page_state(std::string_view canonical_url, PageState state,
                                            std::string_view message,
                                            std::optional<Instant> next_try = {});
  /// Adds the fetch and updates its page (which is added if unknown): ok -> stored; else attempts + 1 and waiting
  /// until `next_try`, or, without `next_try`, given up: blocked, forbidden or failed by the outcome. moved -> stored
  /// if final_url is known or given. A cancelled fetch is not recorded.
  /// A revisit is recorded, its page keeps its state, and the next one is planned (next_revisit).
  [[nodiscard]] Result<void> record_fetch(const Fetch& fetch, std::optional<Instant> next_try = {});

  // Revisits. -----------------------------------------------------------------------------------------------------
  /// Stored pages to be fetched again by now, the longest due first, then by URL.
  [[nodiscard]] Result<std::vector<Page>> revisits_due(Instant now);
  /// When to fetch a stored page again. None: never more; its original is then forgotten.
  [[nodiscard]] Result<void> set_revisit(std::string_view canonical_url, std::optional<Instant> at);
  /// What revisit records of a door (its URL) or a page (its canonical URL) refer to.
  [[nodiscard]] Result<std::optional<Original>> original(std::string_view url);
  [[nodiscard]] Result<void> set_original(std::string_view url, const Original& original);

  // Old rows. -----------------------------------------------------------------------------------------------------
  /// Replaces polls and fetches of days that ended before `before` by one row a day (and door, or outlet and outcome),
  /// days cut at kHomeOffset, thirty days a transaction. The numbers of store/ledger_health.h stay the same; messages and
  /// places are gone.
  /// @param is_stopped  asked between transactions; true: the rest is left for the next time. May be empty.
  /// @return rows replaced.
  [[nodiscard]] Result<std::int64_t> compact(Instant before,
                                             const std::function<bool()>& is_stopped = {});

  // Imports. ------------------------------------------------------------------------------------------------------
  /// The digest under which `key` was last imported. None: never.
  [[nodiscard]] Result<std::optional<std::string>> import_digest(std::string_view key);
  /// Whether `key` was ever imported with this digest: a file that holds two versions of one article, imported again,
  /// brings nothing new.
  [[nodiscard]] Result<bool> import_known(std::string_view key, std::string_view digest);
  [[nodiscard]] Result<void> record_import(const Import& import);
  [[nodiscard]] Result<std::int64_t> import_count(Instant since, Instant until);

  // The archive's files. ------------------------------------------------------------------------------------------
  /// How many bytes of each file the ledger has accounted for.
  [[nodiscard]] Result<Position> committed();
  /// Sets these; other files keep what they had.
  [[nodiscard]] Result<void> set_committed(const Position& position);

  // robots.txt and hosts. -----------------------------------------------------------------------------------------
  [[nodiscard]] Result<std::optional<RobotsEntry>> robots(std::string_view origin);
  [[nodiscard]] Result<void> set_robots(const RobotsEntry& entry);
  [[nodiscard]] Result<std::optional<HostState>> host(std::string_view host);
  [[nodiscard]] Result<void> set_host(const HostState& state);
  /// What the runs of a day, cut at kHomeOffset, have asked of each site; by domain. Of other days nothing.
  [[nodiscard]] Result<std::vector<Spent>> spent_on(Day day);
  [[nodiscard]] Result<void> set_spent(const Spent& spent);

  // Runs. ---------------------------------------------------------------------------------------------------------
  [[nodiscard]] Result<std::int64_t> begin_run(std::string_view command, Instant at);
  [[nodiscard]] Result<void> end_run(std::int64_t id, Instant at, std::string_view result);
  [[nodiscard]] Result<std::vector<Run>> runs(Instant since);  // newest first

  // Questions of `saola status` and the nightly summary: store/ledger_health.h, through this. -----------------------
  [[nodiscard]] Database& database() { return database_; }

 private:
  explicit Ledger(Database database) : database_(std::move(database)) {}
  [[nodiscard]] Result<void> update_door(const Poll& poll);
  [[nodiscard]] Result<void> plan_next_revisit(const Fetch& fetch);
  [[nodiscard]] Result<void> still_open() const;
  Database database_;
  bool begun_ = false;  // by begin(), and neither committed nor rolled back
};

}  // namespace saola::store
