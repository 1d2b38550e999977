// query/posting_walk.h
//
// Which documents a Xapian query of plain terms finds, by walking their posting lists ourselves: several times as fast as a
// match in which nothing is ranked. Phrases stay with Xapian: what it reads positions by is not open to others.
//
// Source: docs/output.md#speed has the figures. Xapian 1.4 API; its exceptions pass.

#pragma once

#include <optional>
#include <vector>

#include "store/index_db.h"

namespace saola::query {

using Documents = std::vector<Xapian::docid>;  // ascending, each once

/// All documents that match, or none when the query has a part that only Xapian's matcher knows: a phrase, a range, a source
/// that looks at documents, a wildcard. Terms, AND, FILTER, OR, SYNONYM, AND_NOT, AND_MAYBE, weights and lists of documents
/// (these_documents) are walked.
[[nodiscard]] std::optional<Documents> walk_postings(const Xapian::Database& db,
                                                     const Xapian::Query& query);

/// Those of `documents` that match, or none as above. @cost  of a look at each of them.
[[nodiscard]] std::optional<Documents> walk_among(const Xapian::Database& db,
                                                  const Xapian::Query& query,
                                                  const Documents& documents);

/// The documents of one term.
[[nodiscard]] Documents documents_of(const Xapian::Database& db, const std::string& term);

}  // namespace saola::query
