// indexer/index_folder.h
//
// The index's folder while another is made: that one grows beside it and then takes its place.
//
// Source: docs/index-schema.md, "Rebuilding".

#pragma once

#include <filesystem>

#include "base/result.h"

namespace saola::indexer {

/// "…/index" -> "…/index.new": a whole new index; and "…/index.next": a copy with other concepts, which a later run
/// may go on with.
[[nodiscard]] std::filesystem::path new_index_beside(const std::filesystem::path& index);
[[nodiscard]] std::filesystem::path next_index_beside(const std::filesystem::path& index);

/// Removes what a rebuild or a copy that was killed left behind, and makes the folder above. Where the system cannot
/// exchange two folders in one step and was killed between its two, the old index is put back. @error  Code::io.
[[nodiscard]] Result<void> tidy_index_folder(const std::filesystem::path& index);

/// Puts `fresh` in the place of the index, in one step where the system can, and removes the old. Readers that have
/// the old one open go on reading it. @error  Code::io: the old one is still in place.
[[nodiscard]] Result<void> take_new_index(const std::filesystem::path& index,
                                          const std::filesystem::path& fresh);

/// @error  Code::io.
[[nodiscard]] Result<void> remove_folder(const std::filesystem::path& path);
[[nodiscard]] Result<void> move_folder(const std::filesystem::path& from,
                                       const std::filesystem::path& to);

}  // namespace saola::indexer
