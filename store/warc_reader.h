// store/warc_reader.h
//
// Reads .warc and .warc.gz files record by record, Saola's own and others' (Common Crawl, Heritrix, wget). Damage never
// ends the reading: it is reported with its place, and reading goes on at the next gzip member or "WARC/" line that
// can be found.
//
// Sources: WARC 1.1, 4 and annex D; RFC 1952 (gzip); what other tools write: docs/archive-format.md#others.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "store/warc_record.h"

namespace saola::store {

/// A place where a file is not what it should be.
struct WarcDamage {
  std::string file;          // its path as it was opened
  std::uint64_t offset = 0;  // bytes from the file's start, where the bad record or member begins
  std::string reason;        // "the file ends inside a record"

  [[nodiscard]] std::string message()
      const;  // "a.warc.gz: at byte 1234: the file ends inside a record"
};

using DamageSink = std::function<void(const WarcDamage&)>;

struct WarcReaderOptions {
  std::uint64_t start = 0;  // byte to start at: the beginning of a record or member
  std::uint64_t max_block_bytes =
      64u << 20;  // a record with a longer block is passed over and reported
  std::uint64_t max_header_bytes = 256u << 10;  // the same for its head
  DamageSink on_damage;                         // may be empty: damage is passed over in silence
};

/// A record and where it lies.
struct WarcEntry {
  WarcRecord record;
  std::uint64_t offset = 0;  // of the record's first byte, or of the gzip member it is in
  std::uint64_t bytes = 0;  // up to the next record; 0: its gzip member holds more than this record
  std::uint64_t in_member =
      0;  // bytes before it inside its gzip member, unpacked; 0 in files made record by record
};

/// Recipe: open, then next() until it is empty. One thread at a time. Memory: the longest record, and 128 KiB.
class WarcReader {
 public:
  /// @error  Code::not_found, Code::io; Code::bad_input: neither gzip nor WARC by its first bytes nor by its name.
  [[nodiscard]] static Result<WarcReader> open(const std::filesystem::path& path,
                                               WarcReaderOptions options = {});

  /// The next record that is whole (in a file packed record by record: with a right checksum). Empty: the end.
  /// @error  Code::io: the file could not be read; calling again gives the end.
  [[nodiscard]] Result<std::optional<WarcEntry>> next();

  /// Behind the last record that next() gave (with the line breaks or the member's end that belong to it), and
  /// `start` before the first; inside a gzip member of several records, that member's beginning. What lies from here to the file's size at the end of reading is damage.
  [[nodiscard]] std::uint64_t position() const;

  WarcReader(WarcReader&&) noexcept;
  WarcReader& operator=(WarcReader&&) noexcept;
  ~WarcReader();

 private:
  class Impl;
  explicit WarcReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The one record that begins at `offset`.
/// @error  as open; Code::corrupt: no whole record there.
[[nodiscard]] Result<WarcEntry> read_record_at(const std::filesystem::path& path,
                                               std::uint64_t offset,
                                               WarcReaderOptions options = {});

}  // namespace saola::store
