// store/bigram_table.h
//
// In which documents each common bigram stands, in a file that is mapped: the bigrams of all documents (store/bigrams.h),
// turned round. A copy of value slots, never the only one: a table that is missing, damaged, or of another revision of the
// index is passed over, and positions give the same answers more slowly.
//
// Source: docs/index-schema.md#bigrams. Xapian's exceptions are caught here.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/index_db.h"
#include "store/mapped_table.h"

namespace saola::store {

/// Of one database, a whole index or a shard. Immutable; thread-safe.
class BigramTable {
 public:
  /// The table of the open revision of the database; else none.
  /// @param index  the folder that it was opened from, or its shard.
  [[nodiscard]] static std::optional<BigramTable> open(const std::filesystem::path& index,
                                                       const Xapian::Database& db);

  /// bring_tables_up_to_date. There is none of a database that has no list of bigrams, or whose table would be larger than
  /// kMostBytes. @error  as open_index; Code::io.
  [[nodiscard]] static Result<void> bring_up_to_date(const std::filesystem::path& index);

  static constexpr std::uint64_t kMostBytes = 1 << 28;  // about two million articles

  /// Which state the table is of.
  [[nodiscard]] const DatabaseState& state() const { return state_; }

  /// The documents, but for those of `unlisted`, in which the second word stands right behind the first in title or text,
  /// ascending; none: the bigram is in no list, or its list is damaged.
  [[nodiscard]] std::optional<std::vector<Xapian::docid>> documents(std::string_view first,
                                                                    std::string_view second) const;

  /// Documents that are in no list, whatever stands in them: the first ones, from which the bigrams were learned. Ascending.
  [[nodiscard]] std::span<const Xapian::docid> unlisted() const { return unlisted_; }

 private:
  struct Entry;
  BigramTable() = default;
  [[nodiscard]] bool read(const std::filesystem::path& path, const DatabaseState& state);
  [[nodiscard]] std::string_view name_of(const Entry& entry) const;

  std::unique_ptr<Mapping> mapping_;
  DatabaseState state_;
  std::span<const Entry> entries_;  // by name
  std::span<const Xapian::docid> unlisted_;
};

}  // namespace saola::store
