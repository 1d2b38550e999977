#include "query/value_notes.h"

#include <fmt/format.h>

#include <optional>

#include "base/printable.h"
#include "query/matches.h"
#include "query/query_xapian.h"

namespace saola::query {

namespace {

/// The days of the first article and of the last, as the index has them: "20181006".
struct KnownDays {
  std::string first;  // empty: no article has a day
  std::string last;
};

KnownDays known_days(const Xapian::Database& db) {
  return {db.get_value_lower_bound(store::kDaySlot), db.get_value_upper_bound(store::kDaySlot)};
}

std::string written(const std::string& key) {
  return fmt::format("{}-{}-{}", key.substr(0, 4), key.substr(4, 2), key.substr(6));
}

// @param asked  as the query or option says it.
std::optional<std::string> days_note(const Xapian::Database& db, const DayRange& days,
                                     const std::string& asked) {
  const KnownDays known = known_days(db);
  if (known.first.empty()) return std::nullopt;
  const bool overlaps =
      store::day_key(days.first) <= known.last && known.first <= store::day_key(days.last);
  if (overlaps) return std::nullopt;
  return fmt::format("{}: the articles of the index are of {} to {}", asked, written(known.first),
                     written(known.last));
}

// A whole value that articles are told by; a facet's are entries of a lexicon, and binding knows these.
bool is_value(const Node& node) {
  return node.kind == NodeKind::keyword && node.field->kind == store::FieldKind::keyword;
}

void add_notes(const Xapian::Database& db, const Node& node, std::vector<std::string>& notes) {
  if (node.kind == NodeKind::days) {
    if (auto note = days_note(db, node.days, to_word(node))) notes.push_back(std::move(*note));
  }
  const bool is_author = node.kind == NodeKind::words && node.field->name == "author";
  if ((is_author || is_value(node)) && !finds_any(db, to_xapian(db, node, Purpose::count))) {
    notes.push_back(fmt::format("the index holds no article with {}", printable(to_word(node))));
  }
  for (const Node& child : node.children) add_notes(db, child, notes);
}

}  // namespace

std::vector<std::string> value_notes(const Xapian::Database& db, const Query& query) {
  std::vector<std::string> notes;
  add_notes(db, query.root, notes);
  return notes;
}

std::vector<std::string> value_notes(const Xapian::Database& db, const Filters& filters) {
  std::vector<std::string> notes;
  for (const std::string& outlet : filters.outlets) {
    add_notes(db, keyword_node("outlet", outlet), notes);
  }
  for (const std::string& language : filters.languages) {
    add_notes(db, keyword_node("language", language), notes);
  }
  if (!filters.since && !filters.until) return notes;
  // The filters' days are cut in a zone of their own: a day more on either side is no mistake.
  DayRange days{Day{std::chrono::year(1) / 1 / 1}, Day{std::chrono::year(9999) / 12 / 31}};
  if (filters.since) days.first = filters.since->first - std::chrono::days(1);
  if (filters.until) days.last = filters.until->last + std::chrono::days(1);
  if (auto note = days_note(db, days, "--since and --until")) notes.push_back(std::move(*note));
  return notes;
}

}  // namespace saola::query
