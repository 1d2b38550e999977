// The frontier and the fetches of store/ledger.h.

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
  return page;
}

constexpr const char* kPageByUrl =
    "SELECT canonical_url, url, door, outlet, state, attempts, first_seen, next_try, entry_title, "
    "entry_summary, entry_published, entry_author FROM pages WHERE canonical_url = ?";
constexpr const char* kPagesDue =
    "SELECT canonical_url, url, door, outlet, state, attempts, first_seen, next_try, entry_title, "
    "entry_summary, entry_published, entry_author FROM pages "
    "WHERE state = 'waiting' AND next_try <= ? ORDER BY first_seen, canonical_url LIMIT ?";

/// Where a page stands after a fetch.
PageState state_after(const Fetch& fetch, const std::optional<Instant>& next_try) {
  const bool stored = fetch.outcome == Outcome::ok || fetch.outcome == Outcome::not_modified ||
                      (fetch.outcome == Outcome::moved && !fetch.final_url.empty());
  if (stored) return PageState::stored;
  if (next_try) return PageState::waiting;
  if (fetch.outcome == Outcome::robots_denied) return PageState::forbidden;
  return is_block(fetch.outcome) ? PageState::blocked : PageState::failed;
}

Result<std::int64_t> insert_page(Database& database, const Page& page) {
  const std::string published = page.entry_published ? to_iso(*page.entry_published) : "";
  return database.run(
      "INSERT OR IGNORE INTO pages (canonical_url, url, door, outlet, state, attempts, first_seen, "
      "next_try, entry_title, entry_summary, entry_published, entry_author) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {page.canonical_url, page.url, page.door, page.outlet, sql(page.state), sql(page.attempts),
       sql(page.first_seen), sql(page.next_try), page.entry_title, page.entry_summary, published,
       page.entry_author});
}

Result<void> insert_fetch(Database& database, const Fetch& fetch) {
  return done(database.run(
      "INSERT INTO fetches (canonical_url, url, final_url, door, outlet, at, outcome, http_status, "
      "bytes, milliseconds, message, body_digest, file, offset, group_bytes) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {fetch.canonical_url, fetch.url, fetch.final_url, fetch.door, fetch.outlet, sql(fetch.at),
       sql(fetch.outcome), sql(fetch.http_status), sql(fetch.bytes), sql(fetch.duration),
       fetch.message, fetch.body_digest, file_of(fetch.archived), offset_of(fetch.archived),
       bytes_of(fetch.archived)}));
}

/// The page that a redirect led to is known from now on, and not fetched again if it was waiting itself.
Result<void> enter_final_page(Database& database, const Fetch& fetch) {
  const auto alias = done(database.run("INSERT OR IGNORE INTO aliases (url, page) VALUES (?, ?)",
                                       {fetch.final_url, fetch.canonical_url}));
  if (!alias || fetch.outcome != Outcome::ok) return alias;
  return done(database.run(
      "UPDATE pages SET state = 'stored' WHERE canonical_url = ? AND state = 'waiting'",
      {fetch.final_url}));
}

}  // namespace

Result<bool> Ledger::page_known(std::string_view canonical_url) {
  bool known = false;
  const auto asked = database_.query(
      "SELECT 1 FROM pages WHERE canonical_url = ?1 UNION ALL SELECT 1 FROM aliases WHERE url = ?1",
      {canonical_url}, [&](const SqlRow&) { known = true; });
  if (!asked) return pass_on(asked);
  return known;
}

Result<bool> Ledger::add_page(const Page& page) {
  const auto known = page_known(page.canonical_url);
  if (!known || *known) return known ? Result<bool>(false) : known;
  const auto added = insert_page(database_, page);
  if (!added) return pass_on(added);
  return *added > 0;
}

Result<std::optional<Page>> Ledger::page(std::string_view canonical_url) {
  std::optional<Page> page;
  const auto asked =
      database_.query(kPageByUrl, {canonical_url}, [&](const SqlRow& row) { page = page_at(row); });
  if (!asked) return pass_on(asked);
  return page;
}

Result<std::vector<Page>> Ledger::pages_due(Instant now, std::size_t limit) {
  std::vector<Page> pages;
  const std::int64_t most = limit == 0 ? -1 : static_cast<std::int64_t>(limit);
  const auto asked = database_.query(kPagesDue, {sql(now), most},
                                     [&](const SqlRow& row) { pages.push_back(page_at(row)); });
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
    auto result = done(insert_page(database_, unknown));
    if (result) result = insert_fetch(database_, fetch);
    if (result) {
      result = done(database_.run(
          "UPDATE pages SET state = ?2, attempts = attempts + 1, next_try = ?3, message = ?4 "
          "WHERE canonical_url = ?1",
          {fetch.canonical_url, sql(state_after(fetch, next_try)), sql(next_try.value_or(fetch.at)),
           fetch.message}));
    }
    const bool elsewhere = !fetch.final_url.empty() && fetch.final_url != fetch.canonical_url;
    if (result && elsewhere && is_success(fetch.outcome)) {
      result = enter_final_page(database_, fetch);
    }
    return result;
  });
}

}  // namespace saola::store
