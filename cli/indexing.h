// cli/indexing.h
//
// Bringing the index up to date, as `saola index` and `saola nightly` do it.

#pragma once

#include <string>

#include "base/result.h"
#include "cli/env.h"
#include "cli/workspace.h"
#include "indexer/index_run.h"

namespace saola::cli {

/// The workspace's lock must be held. @error of index_archive; a lexicon that cannot be read.
[[nodiscard]] Result<indexer::IndexSummary> run_index(const Workspace& workspace,
                                                      const indexer::IndexOptions& options,
                                                      Env& env);

/// "index: 120 articles written, 3 of them undated; 5,012 in all"
[[nodiscard]] std::string summary_line(const indexer::IndexSummary& summary);

}  // namespace saola::cli
