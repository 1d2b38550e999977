#include "cli/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace saola::cli {
namespace {

namespace fs = std::filesystem;

bool is_workspace(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "feeds.txt", error);
}

Result<Workspace> named_workspace(const fs::path& root, std::string_view by) {
  if (is_workspace(root)) return Workspace{root};
  return fail(Code::not_found,
              fmt::format("{} ({}) is no workspace: it has no feeds.txt", root.string(), by),
              fmt::format("run `saola init {}` to lay one out", root.string()));
}

Result<void> copy_file_once(const fs::path& from, const fs::path& root, const fs::path& name,
                            InitSummary& summary) {
  std::error_code error;
  if (fs::exists(root / name, error)) {
    summary.kept.push_back(name.string());
    return {};
  }
  const auto bytes = read_file(from);
  if (!bytes) return pass_on(bytes);
  if (auto made = make_folder((root / name).parent_path()); !made) return made;
  if (auto written = write_whole(root / name, *bytes); !written) return written;
  summary.written.push_back(name.string());
  return {};
}

/// topics/ and lexicons/ hold .toml files and a README; both are part of what a user edits.
Result<void> copy_folder_once(const fs::path& shipped, const fs::path& root, const char* folder,
                              InitSummary& summary) {
  std::error_code error;
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(shipped / folder, error)) {
    if (entry.is_regular_file()) names.push_back(fs::path(folder) / entry.path().filename());
  }
  if (error) {
    return fail(Code::not_found,
                fmt::format("cannot read {}: {}", (shipped / folder).string(), error.message()),
                "install Saola again: its own files are incomplete");
  }
  std::sort(names.begin(), names.end());
  for (const auto& name : names) {
    if (auto copied = copy_file_once(shipped / name, root, name, summary); !copied) return copied;
  }
  return {};
}

}  // namespace

Result<Workspace> find_workspace(const Env& env) {
  if (!env.workspace.empty()) return named_workspace(env.workspace, "--workspace");
  if (const char* named = std::getenv("SAOLA_WORKSPACE"); named != nullptr && *named != '\0') {
    return named_workspace(named, "$SAOLA_WORKSPACE");
  }
  std::error_code error;
  for (fs::path folder = fs::current_path(error); !error; folder = folder.parent_path()) {
    if (is_workspace(folder)) return Workspace{folder};
    if (folder == folder.parent_path()) break;
  }
  return fail(
      Code::not_found, "no workspace here: no feeds.txt in this folder or above it",
      "run `saola init DIR` to lay one out, then name it with --workspace DIR or $SAOLA_WORKSPACE");
}

Result<FileLock> lock_workspace(const Workspace& workspace) {
  return FileLock::try_lock(workspace.root / ".lock");
}

Result<fs::path> shipped_files(const Env& env) {
  std::vector<fs::path> places = {env.executable.parent_path().parent_path() / "share" / "saola",
                                  fs::path(SAOLA_SOURCE_DIR)};
  for (const auto& place : places) {
    if (is_workspace(place)) return place;
  }
  return fail(Code::not_found,
              "the shipped feeds.txt, topics and lexicons are not beside the program",
              "install Saola with `cmake --install`, which puts them under share/saola");
}

Result<InitSummary> init_workspace(const fs::path& root, const fs::path& shipped) {
  InitSummary summary;
  if (auto made = make_folder(root); !made) return pass_on(made);
  for (const char* folder : {"archive", "coverage"}) {
    if (auto made = make_folder(root / folder); !made) return pass_on(made);
  }
  for (const char* folder : {"lexicons", "topics"}) {
    if (auto copied = copy_folder_once(shipped, root, folder, summary); !copied)
      return pass_on(copied);
  }
  // feeds.txt last: a folder is a workspace only once everything else is in it.
  const auto feeds = copy_file_once(shipped / "feeds.txt", root, "feeds.txt", summary);
  if (!feeds) return pass_on(feeds);
  return summary;
}

}  // namespace saola::cli
