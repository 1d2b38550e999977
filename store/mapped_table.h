// store/mapped_table.h
//
// What the tables beside an index share: files that are mapped, hold a copy of what the database holds, and are believed
// only for one state of one database and only where their sums agree.
//
// Source: docs/index-schema.md#table.

#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/index_db.h"

namespace saola::store {

/// Which state of which database.
struct DatabaseState {
  std::string uuid;  // kUuidBytes long
  std::uint64_t revision = 0;
};

inline constexpr std::size_t kUuidBytes = 36;

/// None: not told, as of a shard on another machine.
[[nodiscard]] std::optional<DatabaseState> state_of(const Xapian::Database& db);

/// How each table begins, in the byte order of the machine.
struct TableHead {
  std::array<char, 16> magic{};
  std::uint32_t version = 0;
  std::uint32_t byte_order = 0;
  std::array<char, 40> uuid{};  // of the database
  std::uint64_t revision = 0;   // the same
};

/// @param magic  16 bytes.
[[nodiscard]] TableHead table_head(std::string_view magic, std::uint32_t version,
                                   const DatabaseState& state);

/// Whether a file that begins so is such a table of this state, written by a machine like this one.
[[nodiscard]] bool is_of(const TableHead& head, std::string_view magic, std::uint32_t version,
                         const DatabaseState& state);

/// Any flipped bit gives another sum.
[[nodiscard]] std::uint64_t checksum(std::string_view bytes);

template <typename Number>
[[nodiscard]] std::string_view bytes_of(const std::vector<Number>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

/// "documents-UUID.table" in the index's folder, for kind "documents".
[[nodiscard]] std::filesystem::path table_file(const std::filesystem::path& index,
                                               std::string_view kind, const std::string& uuid);

/// One kind of table, for bring_tables_up_to_date.
struct TableKind {
  std::string_view name;  // "documents"
  /// Whether the file is the table of this state, and whole.
  std::function<bool(const std::filesystem::path& file, const DatabaseState& state)> is_valid;
  /// The bytes of the table; empty: there is to be none. Xapian's exceptions pass.
  std::function<Result<std::string>(const Xapian::Database& db, const DatabaseState& state)> make;
};

/// Writes those tables of the index's databases that are missing or no longer valid, each whole or not at all, and removes
/// those of databases that are gone or are to have none; what cannot be removed is passed over by every reader. Of a shard on
/// another machine there is none. @error  as open_index; of `make`; Code::io.
[[nodiscard]] Result<void> bring_tables_up_to_date(const std::filesystem::path& index,
                                                   const TableKind& kind);

/// A file's bytes in memory, as long as this lives; none of a file that cannot be read.
class Mapping {
 public:
  explicit Mapping(const std::filesystem::path& file);
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping();

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace saola::store
