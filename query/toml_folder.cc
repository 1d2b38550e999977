#include "query/toml_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace saola::query {

Result<std::vector<std::filesystem::path>> toml_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return paths;
  std::filesystem::directory_iterator entry(folder, error);
  const std::filesystem::directory_iterator end;
  for (; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".toml") paths.push_back(entry->path());
  }
  if (error) {
    return fail(Code::io, fmt::format("cannot list {}: {}", folder.string(), error.message()));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace saola::query
