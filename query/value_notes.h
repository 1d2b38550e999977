// query/value_notes.h
//
// What is asked and no article of the index has: an outlet, section or author that is written otherwise, days before the
// first article or after the last. The 0 that answers then says nothing of the news.
//
// Source: docs/query-language.md#fields.

#pragma once

#include <string>
#include <vector>

#include "query/filters.h"
#include "query/query_tree.h"
#include "store/index_db.h"

namespace saola::query {

/// One sentence for each such part of the query, also under a NOT. It is looked at as it was written: what its topics and facets
/// stand for is not. Xapian's exceptions pass.
[[nodiscard]] std::vector<std::string> value_notes(const Xapian::Database& db, const Query& query);

/// The same for filters.
[[nodiscard]] std::vector<std::string> value_notes(const Xapian::Database& db,
                                                   const Filters& filters);

}  // namespace saola::query
