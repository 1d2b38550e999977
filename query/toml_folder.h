// query/toml_folder.h
//
// The definition files of one folder.

#pragma once

#include <atomic>
#include <filesystem>
#include <future>
#include <vector>

#include "base/result.h"

namespace saola::query {

/// The *.toml of `folder`, by name; none for an absent folder. @error Code::io when it cannot be listed.
[[nodiscard]] Result<std::vector<std::filesystem::path>> toml_files(
    const std::filesystem::path& folder);

/// What `read` makes of each file, in their order. A second thread reads, too, as a short question waits for nothing else
/// as long. @param read  path -> a Result; called from both threads.
template <typename Read>
[[nodiscard]] auto read_each(const std::vector<std::filesystem::path>& paths, const Read& read) {
  std::vector<decltype(read(paths.front()))> files(paths.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < paths.size(); i = next++) files[i] = read(paths[i]);
  };
  const auto other = std::async(work);  // where there is no second thread, nothing is left for it
  work();
  other.wait();
  return files;
}

}  // namespace saola::query
