// store/commit.h
//
// Archive first, ledger second: what the ledger says is stored is on the disk, whenever the program is killed.
//
// Source: docs/ledger.md#durability.

#pragma once

#include "base/result.h"
#include "store/archive_writer.h"
#include "store/ledger.h"

namespace saola::store {

/// Appended bytes after which a writer of many records should commit: a sync costs some 5 to 30 ms on a hard disk.
inline constexpr std::uint64_t kCommitBytes = 16u << 20;

/// Syncs the archive, writes how far it is safe into the ledger's open transaction (or a new one), and commits.
/// Recipe for a crawl or import: ledger.begin(); per item append_group then record_...; when
/// archive.unsynced_bytes() >= kCommitBytes or a few seconds have passed: commit(), ledger.begin(); at the end: commit().
/// @error  of ArchiveWriter::sync and Ledger; the ledger's transaction is rolled back: recovery finds what is whole.
[[nodiscard]] Result<void> commit(ArchiveWriter& archive, Ledger& ledger);

}  // namespace saola::store
