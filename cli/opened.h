// cli/opened.h
//
// What commands open before they call a stage: the workspace's definitions to ask questions, or its lock, ledger and
// archive to write.

#pragma once

#include <optional>

#include "base/file.h"
#include "base/result.h"
#include "cli/env.h"
#include "cli/workspace.h"
#include "query/definitions.h"
#include "store/archive_writer.h"
#include "store/ledger.h"
#include "store/warc_record.h"

namespace saola::cli {

/// Topics, lexicons and people's decisions of the workspace. Files that cannot be read are warned of, each once; the others work.
/// @param live  topics are asked as their files stand (--live).
[[nodiscard]] query::Definitions load_definitions(const Workspace& workspace, const Env& env,
                                                  bool live = false);

/// Lexicons and topics without decisions, for the index. Topics that cannot be read are warned of, and have no marks.
/// @error  the first lexicon that cannot be read: without it its concepts would be lost.
[[nodiscard]] Result<query::Definitions> load_for_index(const Workspace& workspace, const Env& env);

/// The same, for reports: what is written must not miss any.
/// @error  the first file that cannot be read.
[[nodiscard]] Result<query::Definitions> load_all_definitions(const Workspace& workspace);

/// The workspace opened for writing. The lock is held, and archive and ledger agree, as long as it lives.
struct Writing {
  Workspace workspace;
  FileLock lock;
  store::Ledger ledger;
  store::RecordIds ids;
  store::ArchiveWriter archive;
  std::int64_t run = 0;  // in the ledger
};

/// Locks, opens, recovers what an earlier run left (warnings say what), and notes the start of a run.
/// @param command  "crawl", "import", "index", "nightly": for the ledger.
/// @error  Code::locked, io, corrupt, outdated.
[[nodiscard]] Result<Writing> open_for_writing(const Workspace& workspace, std::string_view command,
                                               Env& env);

/// Notes the end of the run. Call it also when the run failed; the run's own error is the one to return.
void end_run(Writing& writing, const Result<void>& outcome, Env& env);

}  // namespace saola::cli
