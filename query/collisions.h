// query/collisions.h
//
// What a query without marks really found: the words that fell together when marks were taken away, counted in our own
// index. And words without marks that stand in a query with some, where they are taken as written.
//
// Source: docs/query-language.md#lanes; why folding is imprecise: docs/vietnamese.md#folding.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/query_tree.h"
#include "store/index_db.h"

namespace saola::query {

/// A spelling that a folded word or phrase was found as.
struct FoundForm {
  std::string words;         // exact: "ngà voi"
  std::uint64_t places = 0;  // in the articles looked at
};

struct FoundForms {
  std::vector<FoundForm> forms;  // the most frequent first, then by spelling
  std::uint64_t articles = 0;    // that hold the folded words
  std::uint64_t looked_at = 0;   // of them, spread evenly over the index; at most kMaxLookedAt
};

inline constexpr std::size_t kMaxLookedAt = 60;  // articles; each is read and cut into words

/// @param leaf  words in the folded lane. Xapian's exceptions pass; documents that cannot be read are passed over.
[[nodiscard]] FoundForms found_forms(const Xapian::Database& db, const Node& leaf);

/// One sentence for each word or phrase whose reading should be told. Xapian's exceptions pass.
/// @param marked  the query carries a mark.
[[nodiscard]] std::vector<std::string> lane_notes(const Xapian::Database& db, const Node& bound,
                                                  bool marked);

}  // namespace saola::query
