// query/query_xapian.h
//
// From a bound tree to a Xapian query. Xapian's exceptions pass: call inside store::xapian_try.
//
// Source: docs/query-language.md; terms as in store/terms.h.

#pragma once

#include <span>

#include "query/filters.h"
#include "query/listed_source.h"
#include "query/query_tree.h"
#include "store/index_db.h"

namespace saola::query {

enum class Purpose {
  count,  // which documents; nothing that only weighs
  rank,  // the same documents, weighed: the exact form above the folded one, the title above the text
};

/// @param db     what the query will be asked of, in the same revision: words without marks become the spellings it holds.
/// @param bound   as bind() made it.
/// @param within  the only documents of which it will be asked: others need not be looked at.
[[nodiscard]] Xapian::Query to_xapian(const Xapian::Database& db, const Node& bound,
                                      Purpose purpose, Within within = nullptr);

/// What limits an answer beside its query, all bound and without weight.
struct Limits {
  const Filters& filters;
  std::span<const Node> topics;  // any of them; empty: no limit
};

/// `query` within the limits. Dates leave undated documents out.
[[nodiscard]] Xapian::Query limited(const Xapian::Database& db, const Xapian::Query& query,
                                    const Limits& limits);

}  // namespace saola::query
