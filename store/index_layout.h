// store/index_layout.h
//
// An index cut into shards: the folder index/ then holds a stub file of Xapian's, XAPIANDB, that names a database for each
// year, and what lies beside it. Such a list is one generation of the index: databases that it names are never written
// again; a new generation is a new list, which takes the place of the old in one step. So a reader has all of one
// generation or all of another, and the list says, too, up to where the archive is in it.
//
// Source: docs/index-schema.md, "Shards"; Xapian 1.4, "stub database files".

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace saola::store {

/// Up to which byte each archive file has been indexed: file name -> offset. Files not named: not begun.
using IndexPosition = std::map<std::string, std::uint64_t>;

/// The shard of articles without a day.
inline constexpr std::string_view kUndatedShard = "undated";

/// One line of the list.
struct ShardLine {
  std::string folder;  // relative to index/: "2015.3"; empty: on another machine
  std::string host;    // that it is asked of
  unsigned port = 0;

  friend bool operator==(const ShardLine&, const ShardLine&) = default;
};

struct IndexLayout {
  std::vector<ShardLine> shards;
  IndexPosition position;
  std::string base;  // of a generation in the making: digest of the list that it was begun from

  friend bool operator==(const IndexLayout&, const IndexLayout&) = default;
};

/// "…/index/XAPIANDB", and the list of the generation in the making beside it.
[[nodiscard]] std::filesystem::path layout_file(const std::filesystem::path& index);
[[nodiscard]] std::filesystem::path next_layout_file(const std::filesystem::path& index);

/// @return  none: there is no such file, so that the index is one database, or there is no index.
/// @error   Code::corrupt with file and line; io.
[[nodiscard]] Result<std::optional<IndexLayout>> read_layout(const std::filesystem::path& file);

/// Appears whole or not at all. @error  Code::io.
[[nodiscard]] Result<void> write_layout(const std::filesystem::path& file,
                                        const IndexLayout& layout);

/// What a shard holds, by the name of its folder: "2015.3" -> "2015"; empty: no name of ours.
[[nodiscard]] std::string shard_key(std::string_view folder);

/// The shard of a day as in its value slot: "20150131" -> "2015"; "" -> kUndatedShard.
[[nodiscard]] std::string shard_of_day(std::string_view day_key);

}  // namespace saola::store
