// query/matches.h
//
// All documents that a Xapian query finds, and their values: exact, never estimated. Xapian's exceptions pass: call
// inside store::xapian_try_reading.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "store/index_db.h"

namespace saola::query {

struct Match {
  Xapian::docid document = 0;
  double weight = 0;
};

/// Every match, by document, without weights. @cost  of the matching alone; no document is read.
[[nodiscard]] std::vector<Xapian::docid> all_matches(const Xapian::Database& db,
                                                     const Xapian::Query& query);

/// Whether any document matches. @cost  up to the first match, of a database without shards.
[[nodiscard]] bool finds_any(const Xapian::Database& db, const Xapian::Query& query);

/// "Q" + id of a document, without reading its data.
[[nodiscard]] std::string id_term(const Xapian::Database& db, Xapian::docid document);

/// Those of `documents` (ascending) that match.
[[nodiscard]] std::vector<Xapian::docid> matches_among(const Xapian::Database& db,
                                                       const Xapian::Query& query,
                                                       const std::vector<Xapian::docid>& documents);

/// The `most` matches of the highest weight, the highest first, of equals any; all when they are no more. As all_ranked, but
/// most documents need not be looked at.
[[nodiscard]] std::vector<Match> best_ranked(const Xapian::Database& db, const Xapian::Query& query,
                                             std::size_t most);

/// How many match, and a query that best_ranked weighs as `ranked`, without looking again for what has been found.
struct Counted {
  std::uint64_t matches = 0;
  Xapian::Query to_rank;
};
/// @param query   nothing in it only weighs.
/// @param ranked  finds the same documents.
[[nodiscard]] Counted count_to_rank(const Xapian::Database& db, const Xapian::Query& query,
                                    const Xapian::Query& ranked);

/// Every match, by document, with its BM25 weight (Xapian's own parameters).
[[nodiscard]] std::vector<Match> all_ranked(const Xapian::Database& db, const Xapian::Query& query);

/// Calls `visit(index, value)` for those of `documents` (ascending) that have a value in the slot.
template <typename Visit>
void visit_values(const Xapian::Database& db, std::span<const Xapian::docid> documents,
                  store::Slot slot, Visit&& visit) {
  auto value = db.valuestream_begin(slot);
  const auto end = db.valuestream_end(slot);
  for (std::size_t i = 0; i < documents.size() && value != end; ++i) {
    value.skip_to(documents[i]);
    if (value != end && value.get_docid() == documents[i]) visit(i, *value);
  }
}

}  // namespace saola::query
