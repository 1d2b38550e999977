// indexer/import.h
//
// `saola import`: articles of other collections (.jsonl) and archives of other tools (.warc, .warc.gz) into Saola's own
// archive, each once.
//
// Source: docs/archive-format.md (imports), docs/output.md (the JSON shape).

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "store/warc_record.h"

namespace saola::store {
class ArchiveWriter;
class Ledger;
}  // namespace saola::store

namespace saola::indexer {

struct ImportOptions {
  std::vector<std::string> files;            // "-" is standard input, read as .jsonl
  std::uint64_t max_line_bytes = 16u << 20;  // a longer line is bad
  std::uint64_t max_troubles_told =
      1'000'000;  // warnings about bad lines and damage for one file; the rest is counted
};

struct ImportProgress {
  std::string file;
  std::uint64_t items = 0;  // lines or records of this file so far
};

/// What an import is done with; everything must outlive the call.
struct ImportEnv {
  store::ArchiveWriter& archive;  // opened after store's recovery, under the workspace's lock
  store::Ledger& ledger;
  store::RecordIds ids;
  Clock clock;
  const Log& log;                                       // one warning a bad line: "FILE:LINE: what"
  std::function<bool()> is_stopped;                     // asked after each item; may be empty
  std::function<void(const ImportProgress&)> progress;  // after each 1,000 items; may be empty
};

/// Counts of one import; items = added + updated + unchanged + passed_over + bad.
struct ImportSummary {
  std::uint64_t items = 0;  // lines that are not blank, and records of WARC files
  std::uint64_t added = 0;  // never imported before
  std::uint64_t updated =
      0;  // imported before with other contents: both stay in the archive, the later counts
  std::uint64_t unchanged = 0;  // imported before, exactly so
  std::uint64_t passed_over =
      0;  // WARC records that hold no page: requests, metadata, redirects, pictures, ...
  std::uint64_t bad = 0;  // lines that are no article, damaged records
  bool was_stopped = false;
};

/// Takes the files in, in the order given. A bad line or damaged record is told to env.log, counted and passed over.
///
/// A killed import is simply run again: what it had written is found by store's recovery and not written twice.
///
/// @error  Code::not_found, io, bad_input (neither jsonl nor WARC), naming the file: found before anything is taken in,
///         where it can be. Code::io, corrupt: archive or ledger cannot be written; what was committed stays.
[[nodiscard]] Result<ImportSummary> import_files(const ImportOptions& options,
                                                 const ImportEnv& env);

}  // namespace saola::indexer
