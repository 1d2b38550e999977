// store/archive_writer.h
//
// Adds to the archive. Every run writes files of its own, so what an earlier run closed is never touched again.
//
// Source: docs/archive-format.md (names, rotation, groups).

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/archive.h"
#include "store/warc_record.h"
#include "store/warc_writer.h"

namespace saola::store {

struct ArchiveOptions {
  Clock clock;                              // names of files, date of warcinfo records
  RecordIds ids;                            // for warcinfo records
  std::uint64_t rotate_bytes = 256u << 20;  // a file that has reached this gets no further group
  std::string software = "saola";           // "saola/0.1.0", into warcinfo
  NamedFields info;  // further warcinfo fields: robots, http-header-user-agent, operator
  int level = kCompressionLevel;
};

/// Where a group was written.
struct GroupPlace {
  Location group;
  std::vector<std::uint64_t> offsets;  // one for each record
};

/// Recipe: recover (store/recovery.h), open, append_group ..., sync now and then and at the end, and only after a sync
/// tell the ledger (store/commit.h does both). One thread at a time, one writer an archive (the workspace's lock).
/// After an error of append_group the file is as it was before the call and the writer may be used further; after an
/// error of sync, or when what was half written could not be removed, every call fails.
class ArchiveWriter {
 public:
  /// Makes the folder if need be; makes no file before the first group.
  /// @error  Code::io.
  [[nodiscard]] static Result<ArchiveWriter> open(const std::filesystem::path& folder,
                                                  ArchiveOptions options);

  /// Writes the records one behind the other into one file, each marked "Saola-Group: 2/3" if there are several, so
  /// that a half-written group can be told from a whole one. At least one record. Not yet safe on the disk.
  /// @error  Code::io, with the file and the system's reason ("No space left on device"): nothing of it is there.
  [[nodiscard]] Result<GroupPlace> append_group(std::span<const WarcRecord> records);

  /// Waits until all that was appended is on the disk. Cheap if nothing was.
  /// @return how many bytes of each file of this run are safe; files unchanged since the last sync are left out.
  /// @error  Code::io.
  [[nodiscard]] Result<Position> sync();

  /// Bytes appended and not yet synced; a measure for when to sync.
  [[nodiscard]] std::uint64_t unsynced_bytes() const;

  ArchiveWriter(ArchiveWriter&&) noexcept;
  ArchiveWriter& operator=(ArchiveWriter&&) noexcept;
  ~ArchiveWriter();  // closes without syncing: what was not synced is found again by recovery

 private:
  class Impl;
  explicit ArchiveWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saola::store
