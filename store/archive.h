// store/archive.h
//
// The archive folder for readers: its files in order, its records in order from a position on, or one record by its
// place. Readers take no lock. Writing: store/archive_writer.h.
//
// Source: docs/archive-format.md.

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/warc_reader.h"

namespace saola::store {

/// Up to which byte each file has been dealt with, by file name without folder. A file not in it: from its start.
using Position = std::map<std::string, std::uint64_t>;

/// Where something lies in the archive.
struct Location {
  std::string file;  // name without folder
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

/// Marks the records of a group: "2/3". A record without it is a group of its own.
inline constexpr std::string_view kGroupHeader = "Saola-Group";

/// Records written together: request, response, metadata of one fetch; or one imported article.
struct ArchiveGroup {
  Location location;                   // from the first record to the end of the last
  std::vector<std::uint64_t> offsets;  // one for each record
  std::vector<WarcRecord> records;     // in the order of writing; never empty
  bool complete = true;                // false: damage took a part of it

  /// Index of the first record of this type. None: there is none.
  [[nodiscard]] std::optional<std::size_t> find(WarcType type) const;
};

/// Goes through the groups of an archive. Warcinfo records are passed over. One thread at a time.
class ArchiveCursor {
 public:
  /// The next group, files in order of their names. Empty: the end.
  ///
  /// A group whose end is missing at the end of a file is not given but reported as damage: the next start of a
  /// writer cuts it off (store/recovery.h), and what it held is fetched again.
  /// @error  Code::io. The position stays behind the last group that was given.
  [[nodiscard]] Result<std::optional<ArchiveGroup>> next();

  /// Behind the last group that next() gave; start from here the next time. Damage at a file's end is not passed.
  [[nodiscard]] const Position& position() const { return position_; }

 private:
  friend class Archive;
  ArchiveCursor(std::filesystem::path folder, std::vector<std::string> files, Position from,
                DamageSink on_damage);
  [[nodiscard]] Result<bool> open_next_file();
  [[nodiscard]] Result<bool> read_ahead();
  [[nodiscard]] Result<std::optional<ArchiveGroup>> next_in_file();
  void take_ahead(ArchiveGroup& group);

  std::filesystem::path folder_;
  std::vector<std::string> files_;
  std::size_t next_file_ = 0;
  std::string file_;  // the one being read
  std::optional<WarcReader> reader_;
  std::optional<WarcEntry> ahead_;  // read but not yet given
  std::uint64_t ahead_end_ = 0;     // the byte behind it
  Position position_;
  DamageSink on_damage_;
};

/// A folder of WARC files. Immutable after open; thread-safe.
class Archive {
 public:
  /// The folder need not exist: it is then an empty archive.
  explicit Archive(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Names of its WARC files, sorted: saola-*.warc.gz and any other *.warc, *.warc.gz that was put there.
  /// @error  Code::io.
  [[nodiscard]] Result<std::vector<std::string>> files() const;

  /// Groups behind `from`. Files that come later are not seen; a file named in `from` but gone is no error.
  /// @error  Code::io; Code::corrupt: a file is shorter than `from` says (name and both sizes in the message).
  [[nodiscard]] Result<ArchiveCursor> read_from(const Position& from, DamageSink on_damage) const;

  /// Groups of one file from `offset` on.
  [[nodiscard]] ArchiveCursor read_file(const std::string& file, std::uint64_t offset,
                                        DamageSink on_damage) const;

  /// The record at a place. @error Code::not_found: no such file, or a name with a "/"; Code::corrupt; Code::io.
  [[nodiscard]] Result<WarcEntry> read(const std::string& file, std::uint64_t offset) const;

  /// The group that begins at a place. @error as read.
  [[nodiscard]] Result<ArchiveGroup> read_group(const std::string& file,
                                                std::uint64_t offset) const;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace saola::store
