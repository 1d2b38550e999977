// indexer/annotate_database.h
//
// Brings the concept terms of one database up to date with lexicons that have changed, from the text stored in it,
// without the archive and without extraction. It is done on a copy that readers do not see, in many commits; a note in
// each says how far it is.
//
// Source: docs/index-schema.md, "Concepts".

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "indexer/database_writer.h"
#include "indexer/index_env.h"

namespace saola::indexer {

/// Whether the database's concepts are not, or not all, those of the lexicons of `env`.
[[nodiscard]] Result<bool> needs_annotation(const Xapian::Database& db, const IndexEnv& env);

/// Whether `copy` was begun as a copy of `original` as that is now.
[[nodiscard]] Result<bool> is_copy_of(const Xapian::Database& copy,
                                      const Xapian::Database& original);

/// Matches the lexicons that have changed, and only those, over every document that an earlier, unfinished call has not
/// done; only documents whose concepts differ are written.
///
/// @param writer  within a transaction; within another at the end.
/// @param commit_every  documents.
/// @return  how many documents this call changed; none: it was stopped, and what was done is committed.
/// @error   of Xapian; Code::corrupt for a document without readable data.
[[nodiscard]] Result<std::optional<std::uint64_t>> annotate_database(DatabaseWriter& writer,
                                                                     const IndexEnv& env,
                                                                     std::uint64_t commit_every);

}  // namespace saola::indexer
