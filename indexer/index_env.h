// indexer/index_env.h
//
// What a run of `saola index` is told and given.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "store/index_db.h"
#include "text/lexicon.h"

namespace saola::indexer {

/// Writes what is derived from documents and their concepts (the topics' marks), in the transaction that commits them.
///
/// @param db       one database of the index, within a transaction: what has been written reads as written. It may be
///                 searched and changed, its metadata too; documents may be replaced, not added or removed. The
///                 transaction may be given up and the call made again, on a copy.
/// @param written  the documents new or replaced since the last commit, ascending; empty: nothing was written.
/// @return  whether it changed anything; with neither that nor documents the transaction is not committed.
using BeforeCommit = std::function<Result<bool>(Xapian::WritableDatabase& db,
                                                std::span<const Xapian::docid> written)>;

/// How the index lies on the disk.
enum class Sharding {
  none,  // one database
  year,  // a database for each year, and one for what is undated
};

struct IndexOptions {
  bool rebuild =
      false;  // from the archive's beginning, into a new index that then replaces the old
  std::optional<Sharding> sharding = {};  // none: as the index is; another: a rebuild
  bool compact = false;                   // then write it without the free room that updates leave
  std::uint64_t commit_every =
      1'000;  // documents; measured: faster and leaner than 10,000 (docs/index-schema.md)
  std::uint32_t learn_bigrams_from =
      2'000;  // articles of the index, which then keeps the list of common bigrams
  std::uint64_t max_troubles_told =
      20;  // warnings about damage and unreadable records; the rest is counted
};

struct IndexProgress {
  std::uint64_t groups = 0;       // groups of archive records gone through in this run
  std::uint64_t documents = 0;    // articles written
  std::uint64_t bytes_done = 0;   // of the archive
  std::uint64_t bytes_to_do = 0;  // of the archive, when the run began
};

/// What a run is done with; everything must outlive the call.
struct IndexEnv {
  std::filesystem::path archive;  // folder; absent: an empty archive
  std::filesystem::path index;    // the database's folder; made if absent
  std::span<const text::Lexicon> lexicons;
  std::span<const std::string> stamps;  // of the lexicons, in their order: store::lexicon_stamp
  const Log& log;
  std::function<bool()> is_stopped;                    // asked after each group; may be empty
  std::function<void(const IndexProgress&)> progress;  // after each commit; may be empty
  BeforeCommit before_commit = {};  // once for each database in every run that is not stopped, and
                                    // before every commit of documents; an error of it ends the
                                    // run; may be empty
};

/// The stamps as the index keeps them.
[[nodiscard]] store::LexiconStamps stamps_of(const IndexEnv& env);

}  // namespace saola::indexer
