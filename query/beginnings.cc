#include "query/beginnings.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "query/places.h"
#include "query/query_parser.h"

namespace saola::query {

namespace {

std::uint64_t count_terms(const Xapian::Database& db, const std::string& prefix) {
  std::uint64_t count = 0;
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) ++count;
  return count;
}

}  // namespace

std::string_view term_prefix(const store::Field& field, Lane lane) {
  const store::Field* with_terms =
      field.kind == store::FieldKind::part ? store::find_field("text") : &field;
  return lane == Lane::exact ? with_terms->prefix : with_terms->folded_prefix;
}

Result<void> check_beginnings(const Node& bound, const Query& query, const Definitions& definitions,
                              const Xapian::Database& db) {
  const Topic* topic =
      bound.kind == NodeKind::topic ? find_topic(definitions, bound.value) : nullptr;
  const Query& inside = topic == nullptr ? query : topic->query;
  for (const Node& child : bound.children) {
    if (auto checked = check_beginnings(child, inside, definitions, db); !checked) return checked;
  }
  if (!bound.cut_off) return {};
  const bool exact = bound.lane == Lane::exact;
  const std::string prefix = std::string(term_prefix(*bound.field, bound.lane)) +
                             (exact ? bound.words.front().exact : bound.words.front().folded);
  auto words = store::xapian_try("index", [&] { return count_terms(db, prefix); });
  if (!words) return pass_on(words);
  if (*words <= kMaxBeginnings) return {};
  return tl::unexpected<Error>(
      query_error(query.text, query.origin, bound.place,
                  fmt::format("{} stands for {} words of the index, and {} are the most",
                              printable(to_word(bound)), *words, kMaxBeginnings),
                  "write more of the word's letters"));
}

}  // namespace saola::query
