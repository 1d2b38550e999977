#include "store/backlog.h"

namespace saola::store {

Result<Backlog> Backlog::open() {
  auto database = Database::open_temporary();
  if (!database) return pass_on(database);
  const auto made = database->script(
      "CREATE TABLE waiting (queue INTEGER NOT NULL, number INTEGER NOT NULL, canonical_url TEXT "
      "NOT NULL, url TEXT NOT NULL, outlet TEXT NOT NULL, PRIMARY KEY (queue, number)) "
      "STRICT, WITHOUT ROWID; BEGIN");
  if (!made) return pass_on(made);
  return Backlog(std::move(*database));
}

Result<void> Backlog::push(std::int64_t queue, const DuePage& page) {
  const auto added =
      database_.run("INSERT INTO waiting VALUES (?, ?, ?, ?, ?)",
                    {queue, ++pushed_, page.canonical_url,
                     page.url == page.canonical_url ? std::string_view() : page.url, page.outlet});
  if (!added) return pass_on(added);
  return {};
}

Result<std::vector<DuePage>> Backlog::pop(std::int64_t queue, std::size_t most) {
  std::vector<DuePage> pages;
  std::int64_t last = 0;
  const auto asked = database_.query(
      "SELECT number, canonical_url, url, outlet FROM waiting WHERE queue = ? ORDER BY number "
      "LIMIT ?",
      {queue, static_cast<std::int64_t>(most)}, [&](const SqlRow& row) {
        last = row.integer(0);
        pages.push_back({row.text(1), row.text(2), row.text(3)});
        if (pages.back().url.empty()) pages.back().url = pages.back().canonical_url;
      });
  if (!asked) return pass_on(asked);
  const auto gone =
      database_.run("DELETE FROM waiting WHERE queue = ? AND number <= ?", {queue, last});
  if (!gone) return pass_on(gone);
  return pages;
}

}  // namespace saola::store
