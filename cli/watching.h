// cli/watching.h
//
// Which pages are worth fetching again: those whose title or lead names something of a lexicon marked `revisit`.
//
// Source: docs/operations.md#what-is-asked, lexicons/README.md.

#pragma once

#include "cli/env.h"
#include "cli/workspace.h"
#include "crawler/crawl.h"
#include "store/recovery.h"

namespace saola::cli {

/// For CrawlEnv. Lexicons that cannot be read are warned of and left out; empty when none is marked. Not thread-safe.
[[nodiscard]] crawler::IsWatched make_watch(const Workspace& workspace, const Env& env);

/// The same for pages that recovery finds in the archive; the lexicons are read when the first one is.
[[nodiscard]] store::RevisitPlan make_revisit_plan(const Workspace& workspace, const Env& env);

}  // namespace saola::cli
