#include "query/beginnings.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "query/places.h"
#include "query/query_parser.h"
#include "query/unfolding.h"

namespace saola::query {

namespace {

std::size_t count_words(const Xapian::Database& db, const Node& leaf) {
  const std::string prefix(term_prefix(*leaf.field));
  const Word& word = leaf.words.front();
  if (leaf.lane == Lane::folded) {
    return unfold_beginning(db, prefix, word.folded).size();
  }
  std::size_t count = 0;
  const std::string begin = prefix + word.exact;
  for (auto term = db.allterms_begin(begin); term != db.allterms_end(begin); ++term) ++count;
  return count;
}

}  // namespace

std::string_view term_prefix(const store::Field& field) {
  return field.kind == store::FieldKind::part ? store::find_field("text")->prefix : field.prefix;
}

Result<void> check_beginnings(const Node& bound, const Query& query, const Definitions& definitions,
                              const Xapian::Database& db) {
  const Topic* topic =
      bound.kind == NodeKind::topic ? find_topic(definitions, bound.value) : nullptr;
  const Query& inside = topic == nullptr ? query : topic->query;
  if (topic != nullptr && bound.children.empty()) {
    return check_beginnings(inside.root, inside, definitions, db);
  }
  for (const Node& child : bound.children) {
    if (auto checked = check_beginnings(child, inside, definitions, db); !checked) return checked;
  }
  if (!bound.cut_off) return {};
  auto words = store::xapian_try("index", [&] { return count_words(db, bound); });
  if (!words) return pass_on(words);
  if (*words <= kMaxBeginnings) return {};
  return tl::unexpected<Error>(
      query_error(query.text, query.origin, bound.place,
                  fmt::format("{} stands for {} words of the index, and {} are the most",
                              printable(to_word(bound)), *words, kMaxBeginnings),
                  "write more of the word's letters"));
}

}  // namespace saola::query
