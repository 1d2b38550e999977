// cli/coverage.h
//
// The weekly report as `saola report` and `saola nightly` write it: which week, which folder, what is said on the way.

#pragma once

#include <filesystem>

#include "base/result.h"
#include "base/time.h"
#include "cli/env.h"
#include "cli/workspace.h"

namespace saola::cli {

struct CoverageOptions {
  IsoWeek week;
  Zone zone;
  std::filesystem::path folder;  // coverage/2026-W46 of the workspace by default
  bool force = false;
  bool byte_order_mark = true;
  bool live = false;  // topics as their files stand now
};

/// The week that the present lies in, in `zone`.
[[nodiscard]] IsoWeek week_of_now(const Env& env, const Zone& zone);

/// Writes both files and prints their paths and one line a topic.
[[nodiscard]] Result<void> write_coverage(const CoverageOptions& options,
                                          const Workspace& workspace, Env& env);

}  // namespace saola::cli
