// indexer/index_bigrams.h
//
// The common bigrams of an index from what stands in it: learned from its articles, and told by those of its documents that
// were written before they were known.
//
// Source: docs/index-schema.md#bigrams.

#pragma once

#include <cstdint>

#include "base/result.h"
#include "indexer/bigram_learner.h"
#include "indexer/database_writer.h"
#include "indexer/document.h"
#include "store/bigrams.h"
#include "store/index_db.h"

namespace saola::indexer {

/// Reads the articles of a database until so many have been read in all. @error  of Xapian; Code::corrupt.
[[nodiscard]] Result<void> learn_from(const Xapian::Database& db, std::uint32_t articles,
                                      BigramLearner& learner);

/// Lets the documents tell their bigrams that do not, within the writer's transaction. A database that has another list than
/// this stays as it is. @param maker  uses the list. @error  of Xapian; Code::corrupt.
[[nodiscard]] Result<void> tell_missing_bigrams(DatabaseWriter& writer,
                                                const store::BigramList& list,
                                                DocumentMaker& maker);

}  // namespace saola::indexer
