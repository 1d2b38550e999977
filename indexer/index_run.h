// indexer/index_run.h
//
// `saola index`: brings the index up to date with the archive and the lexicons. The archive is read from where the index
// says it ends; that position is committed in the same Xapian transaction as the documents, so that a run killed at
// any moment is simply run again.
//
// Source: docs/index-schema.md.

#pragma once

#include <cstdint>

#include "base/result.h"
#include "indexer/index_env.h"

namespace saola::indexer {

/// Counts of one run. groups = articles + the seven that follow it.
struct IndexSummary {
  std::uint64_t groups = 0;
  std::uint64_t articles = 0;     // written as a document: new or in place of an earlier one
  std::uint64_t older = 0;        // a later fetch of the same page is in the index already
  std::uint64_t elsewhere = 0;    // an earlier one is in a shard on another machine, and stays
  std::uint64_t doors = 0;        // feeds, sitemaps, section pages, robots.txt
  std::uint64_t not_pages = 0;    // redirects, errors, pictures, records without an answer
  std::uint64_t no_articles = 0;  // pages that extraction found to be listings or something else
  std::uint64_t unreadable = 0;   // records that could not be understood; told to env.log
  std::uint64_t damaged = 0;      // places of the archive that were passed over; not groups

  std::uint64_t replaced = 0;         // of `articles`: the index held an earlier fetch or copy
  std::uint64_t undated = 0;          // of `articles`: counted in no period
  std::uint64_t annotated_again = 0;  // documents changed because lexicons changed
  std::uint64_t total = 0;            // documents in the index at the end
  bool was_stopped = false;
};

/// Does one run. However it ends, the index holds what it held before and whole commits of what is new.
///
/// With `rebuild`, the old index serves until the new one is whole and takes its place in one step; a rebuild that
/// fails or is stopped leaves the old one as it was.
///
/// With another `sharding` than the index has, the same is done as with `rebuild`.
///
/// @error  Code::locked (another process writes the index), outdated (another schema; hint: --rebuild), corrupt,
///         io (disk full and the like; hint what to do), cancelled (a rebuild was stopped).
[[nodiscard]] Result<IndexSummary> index_archive(const IndexOptions& options, const IndexEnv& env);

}  // namespace saola::indexer
