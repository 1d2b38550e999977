// indexer/database_copy.h
//
// A second copy of a database of the index, as it is or compacted. A copy appears whole or not at all: it grows under its
// name and ".part".
//
// Source: docs/index-schema.md, "Shards" and "Compaction"; Xapian::Database::compact.

#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace saola::indexer {

inline constexpr std::string_view kPartSuffix = ".part";

/// Copies the database's files; where the file system can (btrfs, XFS), they share their blocks until one is written.
/// Nobody may write the original meanwhile. @error  Code::io.
[[nodiscard]] Result<void> copy_database(const std::filesystem::path& from,
                                         const std::filesystem::path& to);

/// The same documents, with the same numbers and metadata, without the free room that updates leave in the files.
/// @error  of Xapian; Code::corrupt when not every document arrives; io.
[[nodiscard]] Result<void> compact_database(const std::filesystem::path& from,
                                            const std::filesystem::path& to);

}  // namespace saola::indexer
