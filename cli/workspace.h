// cli/workspace.h
//
// A workspace: the folder with feeds.txt, topics/, lexicons/, reviews.csv, archive/, index/, state.db and coverage/.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "cli/env.h"

namespace saola::cli {

struct Workspace {
  std::filesystem::path root;

  [[nodiscard]] std::filesystem::path feeds() const { return root / "feeds.txt"; }
  [[nodiscard]] std::filesystem::path topics() const { return root / "topics"; }
  [[nodiscard]] std::filesystem::path lexicons() const { return root / "lexicons"; }
  [[nodiscard]] std::filesystem::path archive() const { return root / "archive"; }
  [[nodiscard]] std::filesystem::path index() const { return root / "index"; }
  [[nodiscard]] std::filesystem::path ledger() const { return root / "state.db"; }
  [[nodiscard]] std::filesystem::path reviews() const { return root / "reviews.csv"; }
  [[nodiscard]] std::filesystem::path coverage() const { return root / "coverage"; }
};

/// --workspace, else $SAOLA_WORKSPACE, else the nearest folder upwards of the current one that has a feeds.txt.
/// @error  Code::not_found, with the hint to run `saola init DIR`.
[[nodiscard]] Result<Workspace> find_workspace(const Env& env);

/// Taken by every command that writes. @error  Code::locked.
[[nodiscard]] Result<FileLock> lock_workspace(const Workspace& workspace);

/// Where feeds.txt, topics/ and lexicons/ as shipped lie: PREFIX/share/saola beside an installed program, else the source
/// tree that a program was built from. @error  Code::not_found.
[[nodiscard]] Result<std::filesystem::path> shipped_files(const Env& env);

/// What init_workspace did: file names relative to the workspace, sorted.
struct InitSummary {
  std::vector<std::string> written;
  std::vector<std::string> kept;  // were there already
};

/// Lays out a workspace; what is there already is left as it is. @error  Code::io, not_found.
[[nodiscard]] Result<InitSummary> init_workspace(const std::filesystem::path& root,
                                                 const std::filesystem::path& shipped);

}  // namespace saola::cli
