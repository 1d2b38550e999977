// query/remote_matches.h
//
// Asking a shard that a stock xapian-tcpsrv serves. Such a server knows Xapian's own operators and none of our posting
// sources: those parts of a query are worked out here, document by document over the network, and put together with the
// parts that it answers.
//
// Source: docs/index-schema.md, "Shards". Xapian's exceptions pass.

#pragma once

#include <vector>

#include "store/index_db.h"

namespace saola::query {

/// Whether any shard of the index is on another machine.
[[nodiscard]] bool has_remote(const Xapian::Database& db);

/// Every match in one remote shard, by its own numbers, ascending.
/// @cost  one question for each part of the query without our own sources; for one with them a few round trips for each
///        document that the rest of its words leave.
[[nodiscard]] std::vector<Xapian::docid> remote_matches(const Xapian::Database& shard,
                                                        const Xapian::Query& query);

/// A query in Xapian's own operators that finds at least what `query` finds, and weighs it in any shard of `db` as one
/// database of all would.
[[nodiscard]] Xapian::Query native_superset(const Xapian::Database& db, const Xapian::Query& query);

}  // namespace saola::query
