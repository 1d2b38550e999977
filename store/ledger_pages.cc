// The frontier, the fetches and the revisits of store/ledger.h.

#include "base/page_key.h"
#include "store/ledger.h"
#include "store/ledger_values.h"

namespace saola::store {
namespace {

Result<void> done(const Result<std::int64_t>& result) {
  if (!result) return pass_on(result);
  return {};
}

Page page_at(const SqlRow& row) {
  Page page;
  page.canonical_url = row.text(0);
  page.url = row.text(1);
  page.door = row.text(2);
  page.outlet = row.text(3);
  page.state = page_state_from(row.text(4)).value_or(PageState::failed);
  page.attempts = static_cast<int>(row.integer(5));
  page.first_seen = instant_at(row, 6);
  page.next_try = instant_at(row, 7);
  page.entry_title = row.text(8);
  page.entry_summary = row.text(9);
  if (const auto time = parse_iso(row.text(10), kHomeOffset)) page.entry_published = *time;
  page.entry_author = row.text(11);
  page.stored_at = maybe_instant_at(row, 12);
  page.revisit_at = maybe_instant_at(row, 13);
  return page;
}

constexpr const char* kPageByUrl =
    "SELECT canonical_url, url, door, outlet, state, attempts, first_seen, next_try, entry_title, "
    "entry_summary, entry_published, entry_author, stored_at, revisit_at FROM pages "
    "WHERE canonical_url = ?";
constexpr const char* kPagesDue =
    "SELECT canonical_url, url, outlet FROM pages WHERE state = 'waiting' AND next_try <= ? "
    "ORDER BY first_seen, canonical_url";
constexpr const char* kForbidden =
    "SELECT canonical_url, url, outlet FROM pages WHERE state = 'forbidden' AND canonical_url >= "
    "?1 "
    "AND canonical_url < ?2 AND first_seen > ?3 AND next_try <= ?4 ORDER BY canonical_url";
constexpr const char* kRevisitsDue =
    "SELECT canonical_url, url, door, outlet, state, attempts, first_seen, next_try, entry_title, "
    "entry_summary, entry_published, entry_author, stored_at, revisit_at FROM pages "
    "WHERE state = 'stored' AND revisit_at <= ? ORDER BY revisit_at, canonical_url";

/// Where a page stands after a fetch.
PageState state_after(const Fetch& fetch, const std::optional<Instant>& next_try) {
  const bool stored = fetch.outcome == Outcome::ok || fetch.outcome == Outcome::not_modified ||
                      (fetch.outcome == Outcome::moved && !fetch.final_url.empty());
  if (stored) return PageState::stored;
  if (next_try) return PageState::waiting;
  if (fetch.outcome == Outcome::robots_denied) return PageState::forbidden;
  return is_block(fetch.outcome) ? PageState::blocked : PageState::failed;
}

std::string key_of(std::string_view canonical_url) {
  const auto url = parse_url(canonical_url);
  return url ? page_key(*url) : std::string(canonical_url);
}

Result<void> add_alias(Database& database, std::string_view url, std::string_view page) {
  return done(database.run("INSERT OR IGNORE INTO aliases (url, page) VALUES (?, ?)", {url, page}));
}

/// The page is known by its key as well, where that is another URL than its own.
Result<void> add_key(Database& database, std::string_view canonical_url) {
  const std::string key = key_of(canonical_url);
  if (key == canonical_url) return {};
  return add_alias(database, key, canonical_url);
}

Result<void> add_kind(Database& database, std::string_view canonical_url, DoorKind kind) {
  return done(database.run(
      "UPDATE pages SET seen_by = seen_by | ?2 WHERE canonical_url = ?1 AND seen_by & ?2 = 0",
      {canonical_url, static_cast<std::int64_t>(kind)}));
}

Result<std::int64_t> insert_page(Database& database, const Page& page) {
  const std::string published = page.entry_published ? to_iso(*page.entry_published) : "";
  return database.run(
      "INSERT OR IGNORE INTO pages (canonical_url, url, door, outlet, state, attempts, first_seen, "
      "next_try, entry_title, entry_summary, entry_published, entry_author, seen_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {page.canonical_url, page.url, page.door, page.outlet, sql(page.state), sql(page.attempts),
       sql(page.first_seen), sql(page.next_try), page.entry_title, page.entry_summary, published,
       page.entry_author, static_cast<std::int64_t>(page.listed_by)});
}

Result<void> insert_fetch(Database& database, const Fetch& fetch) {
  return done(database.run(
      "INSERT INTO fetches (canonical_url, url, final_url, door, outlet, at, outcome, http_status, "
      "bytes, milliseconds, etag, last_modified, message, body_digest, file, offset, group_bytes, "
      "revisit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {fetch.canonical_url, fetch.url, fetch.final_url, fetch.door, fetch.outlet, sql(fetch.at),
       sql(fetch.outcome), sql(fetch.http_status), sql(fetch.bytes), sql(fetch.duration),
       fetch.etag, fetch.last_modified, fetch.message, fetch.body_digest, file_of(fetch.archived),
       offset_of(fetch.archived), bytes_of(fetch.archived), sql(fetch.is_revisit)}));
}

/// The pages that redirects led through and to are known from now on; the last one is not fetched again if it was
/// waiting itself.
Result<void> enter_final_page(Database& database, const Fetch& fetch) {
  for (const std::string& url : fetch.via) {
    if (auto added = add_alias(database, url, fetch.canonical_url); !added) return added;
  }
  auto result = add_alias(database, fetch.final_url, fetch.canonical_url);
  const std::string key = key_of(fetch.final_url);
  if (result) result = add_alias(database, key, fetch.canonical_url);
  if (!result || fetch.outcome != Outcome::ok) return result;
  return done(database.run(
      "UPDATE pages SET state = 'stored' WHERE canonical_url = ? AND state = 'waiting'",
      {fetch.final_url}));
}

}  // namespace

Result<std::optional<std::string>> Ledger::page_behind(std::string_view canonical_url) {
  std::optional<std::string> page;
  const std::string key = key_of(canonical_url);
  const auto asked = database_.query(
      "SELECT canonical_url FROM pages WHERE canonical_url = ?1 "
      "UNION ALL SELECT page FROM aliases WHERE url = ?1 "
      "UNION ALL SELECT canonical_url FROM pages WHERE canonical_url = ?2 "
      "UNION ALL SELECT page FROM aliases WHERE url = ?2 LIMIT 1",
      {canonical_url, key}, [&](const SqlRow& row) { page = row.text(0); });
  if (!asked) return pass_on(asked);
  return page;
}

Result<bool> Ledger::page_known(std::string_view canonical_url) {
  const auto page = page_behind(canonical_url);
  if (!page) return pass_on(page);
  return page->has_value();
}

Result<bool> Ledger::add_page(const Page& page) {
  const auto known = page_behind(page.canonical_url);
  if (!known) return pass_on(known);
  if (*known) {
    const auto added = add_kind(database_, **known, page.listed_by);
    if (!added) return pass_on(added);
    return false;
  }
  const auto added = insert_page(database_, page);
  if (!added) return pass_on(added);
  if (const auto keyed = add_key(database_, page.canonical_url); !keyed) return pass_on(keyed);
  return *added > 0;
}

Result<std::optional<Page>> Ledger::page(std::string_view canonical_url) {
  std::optional<Page> page;
  const auto asked =
      database_.query(kPageByUrl, {canonical_url}, [&](const SqlRow& row) { page = page_at(row); });
  if (!asked) return pass_on(asked);
  return page;
}

Result<void> Ledger::pages_due(Instant now, const std::function<bool(DuePage)>& goes_on) {
  return database_.query_while(kPagesDue, {sql(now)}, [&](const SqlRow& row) {
    return goes_on({row.text(0), row.text(1), row.text(2)});
  });
}

Result<std::vector<DuePage>> Ledger::forbidden_pages(std::string_view origin, Instant since,
                                                     Instant now) {
  std::vector<DuePage> pages;
  const std::string first = std::string(origin) + "/";
  const std::string behind = std::string(origin) + "0";  // the character after "/"
  const auto asked =
      database_.query(kForbidden, {first, behind, sql(since), sql(now)}, [&](const SqlRow& row) {
        pages.push_back({row.text(0), row.text(1), row.text(2)});
      });
  if (!asked) return pass_on(asked);
  return pages;
}

Result<void> Ledger::set_page_state(std::string_view canonical_url, PageState state,
                                    std::string_view message, std::optional<Instant> next_try) {
  return done(
      database_.run("UPDATE pages SET state = ?2, message = ?3, next_try = coalesce(?4, next_try) "
                    "WHERE canonical_url = ?1",
                    {canonical_url, sql(state), message, sql(next_try)}));
}

Result<void> Ledger::record_fetch(const Fetch& fetch, std::optional<Instant> next_try) {
  if (fetch.outcome == Outcome::cancelled) return {};
  return atomically(database_, [&]() -> Result<void> {
    Page unknown;
    unknown.canonical_url = fetch.canonical_url;
    unknown.url = fetch.url;
    unknown.door = fetch.door;
    unknown.outlet = fetch.outlet;
    unknown.first_seen = unknown.next_try = fetch.at;
    const auto inserted = insert_page(database_, unknown);
    auto result = done(inserted);
    if (result && *inserted > 0) result = add_key(database_, fetch.canonical_url);
    if (result) result = insert_fetch(database_, fetch);
    if (result && !fetch.is_revisit) {
      result = done(database_.run(
          "UPDATE pages SET state = ?2, attempts = attempts + 1, next_try = ?3, message = ?4, "
          "stored_at = CASE WHEN ?5 THEN coalesce(stored_at, ?6) ELSE stored_at END "
          "WHERE canonical_url = ?1",
          {fetch.canonical_url, sql(state_after(fetch, next_try)), sql(next_try.value_or(fetch.at)),
           fetch.message, sql(fetch.outcome == Outcome::ok), sql(fetch.at)}));
    }
    if (result && fetch.is_revisit) result = plan_next_revisit(fetch);
    const bool elsewhere = !fetch.final_url.empty() && fetch.final_url != fetch.canonical_url;
    if (result && elsewhere && is_success(fetch.outcome)) {
      result = enter_final_page(database_, fetch);
    }
    return result;
  });
}

Result<void> Ledger::plan_next_revisit(const Fetch& fetch) {
  const auto known = page(fetch.canonical_url);
  if (!known) return pass_on(known);
  if (!*known || !(*known)->revisit_at) return {};
  const Instant stored = (*known)->stored_at.value_or((*known)->first_seen);
  return set_revisit(fetch.canonical_url, next_revisit(stored, fetch.at));
}

Result<std::vector<Page>> Ledger::revisits_due(Instant now) {
  std::vector<Page> pages;
  const auto asked = database_.query(kRevisitsDue, {sql(now)},
                                     [&](const SqlRow& row) { pages.push_back(page_at(row)); });
  if (!asked) return pass_on(asked);
  return pages;
}

Result<void> Ledger::set_revisit(std::string_view canonical_url, std::optional<Instant> at) {
  const auto set = done(database_.run("UPDATE pages SET revisit_at = ?2 WHERE canonical_url = ?1",
                                      {canonical_url, sql(at)}));
  if (!set || at) return set;
  return done(database_.run("DELETE FROM originals WHERE url = ?", {canonical_url}));
}

Result<std::optional<Original>> Ledger::original(std::string_view url) {
  std::optional<Original> original;
  const auto asked = database_.query(
      "SELECT record_id, target_uri, at, payload_digest, etag, last_modified FROM originals "
      "WHERE url = ?",
      {url}, [&](const SqlRow& row) {
        original = Original{row.text(0), row.text(1), instant_at(row, 2),
                            row.text(3), row.text(4), row.text(5)};
      });
  if (!asked) return pass_on(asked);
  return original;
}

Result<void> Ledger::set_original(std::string_view url, const Original& original) {
  return done(database_.run(
      "INSERT OR REPLACE INTO originals (url, record_id, target_uri, at, payload_digest, etag, "
      "last_modified) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {url, original.record_id, original.target_uri, sql(original.at), original.payload_digest,
       original.etag, original.last_modified}));
}

}  // namespace saola::store
