// query/facets.h
//
// Facets: which animals, products, countries, provinces, institutions and stages of a case an article names. Their values are entries of a lexicon, so
// that nothing is written for them beside the lexicon's own terms; provinces are those of the article's day.
//
// Source: docs/query-language.md#facets; National Assembly resolution 202/2025/QH15 (34 provinces since 1 July 2025).

#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "query/query_tree.h"

namespace saola::query {

/// The first day on which an entry tagged "now:ID" is part of the entry ID.
inline constexpr Day kMergerDay{std::chrono::year(2025) / std::chrono::July / 1};

/// One name that makes an article have a value of a facet.
struct FacetEntry {
  std::string lexicon;
  std::string id;         // the lexicon's entry
  std::string value;      // of the facet: the same id, or what its tag "TAG:VALUE" says
  std::string now_value;  // for an article from kMergerDay on; else equal to value
};

/// All of a facet, in the lexicons' order. The second lexicon of a facet (Field::more) may be absent.
/// @error  Code::usage: the lexicon is not there; the message names it.
[[nodiscard]] Result<std::vector<FacetEntry>> facet_entries(const store::Field& facet,
                                                            const Definitions& definitions);

/// The tree of `facet:value`, of nothing but lexicon and day nodes. @param node  a keyword of a facet field.
/// @error  Code::usage without a caret: no such value; no lexicon, as above.
[[nodiscard]] Result<Node> facet_tree(const Node& node, const Definitions& definitions);

}  // namespace saola::query
