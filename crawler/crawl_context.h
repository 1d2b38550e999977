// crawler/crawl_context.h
//
// What the parts of one run share: what was asked for, what it is done with, what is still to be asked, the counts, and
// the one way into the archive.

#pragma once

#include <functional>
#include <string>
#include <unordered_map>

#include "crawler/crawl.h"
#include "crawler/http.h"
#include "crawler/job_queue.h"
#include "crawler/summary_book.h"
#include "store/archive_writer.h"
#include "store/capture_fields.h"
#include "store/ledger.h"

namespace saola::crawler {

/// What was written of an answer.
struct Kept {
  store::Location place;
  std::optional<store::Original>
      original;  // of a response; none: a revisit record, nothing new came
};

/// One thread at a time.
struct CrawlContext {
  const CrawlOptions& options;
  const CrawlEnv& env;
  JobQueue queue;
  SummaryBook book;
  CrawlProgress progress;
  // Called now and then by whoever is at something long: the other requests go on meanwhile. True: the run is to end.
  std::function<bool()> breathe = [] { return false; };

  CrawlContext(const CrawlOptions& options_, const CrawlEnv& env_);

  /// Whether an outlet takes part in this run (--only).
  [[nodiscard]] bool is_wanted(const std::string& outlet) const;

  /// The door with this URL; null: feeds.txt no longer has it.
  [[nodiscard]] const Door* find_door(const std::string& url) const;

  /// Writes request, response and metadata of an answer into the archive; a revisit record instead of the response when the
  /// answer is a 304 or has the payload of `known`. @error as ArchiveWriter::append_group.
  [[nodiscard]] Result<Kept> keep(const HttpAnswer& answer, store::CaptureFields fields,
                                  const std::optional<store::Original>& known);

 private:
  std::unordered_map<std::string, const Door*> doors_;  // by URL
};

/// What the archive's metadata says of a door.
[[nodiscard]] store::CaptureFields fields_of(const Door& door);

}  // namespace saola::crawler
