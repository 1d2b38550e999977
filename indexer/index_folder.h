// indexer/index_folder.h
//
// The index's folder while it is rebuilt: the new one grows beside it as index.new and then takes its place.
//
// Source: docs/index-schema.md, "Rebuilding".

#pragma once

#include <filesystem>

#include "base/result.h"

namespace saola::indexer {

/// "…/index" -> "…/index.new"
[[nodiscard]] std::filesystem::path new_index_beside(const std::filesystem::path& index);

/// Removes what a rebuild that was killed left behind, and makes the folder above. Where the system cannot exchange two
/// folders in one step and was killed between its two, the old index is put back. @error  Code::io.
[[nodiscard]] Result<void> tidy_index_folder(const std::filesystem::path& index);

/// Puts the new index in the place of the old, in one step where the system can, and removes the old. Readers that have
/// the old one open go on reading it. @error  Code::io: the old one is still in place.
[[nodiscard]] Result<void> take_new_index(const std::filesystem::path& index);

}  // namespace saola::indexer
