// crawler/crawl_context.h
//
// What the parts of one run share: what was asked for, what it is done with, what is still to be asked, the counts, and
// the one way into the archive.

#pragma once

#include <string>

#include "crawler/crawl.h"
#include "crawler/http.h"
#include "crawler/job_queue.h"
#include "crawler/summary_book.h"
#include "store/archive_writer.h"
#include "store/capture_fields.h"
#include "store/ledger.h"

namespace saola::crawler {

/// One thread at a time.
struct CrawlContext {
  const CrawlOptions& options;
  const CrawlEnv& env;
  JobQueue queue;
  SummaryBook book;
  CrawlProgress progress;

  CrawlContext(const CrawlOptions& options_, const CrawlEnv& env_) : options(options_), env(env_) {}

  /// Whether an outlet takes part in this run (--only).
  [[nodiscard]] bool is_wanted(const std::string& outlet) const;

  /// The door with this URL; null: feeds.txt no longer has it.
  [[nodiscard]] const Door* find_door(const std::string& url) const;

  /// Writes request, response and metadata of an answer into the archive. @error as ArchiveWriter::append_group.
  [[nodiscard]] Result<store::Location> keep(const HttpAnswer& answer, store::CaptureFields fields);
};

/// What the archive's metadata says of a door.
[[nodiscard]] store::CaptureFields fields_of(const Door& door);

}  // namespace saola::crawler
