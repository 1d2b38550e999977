// query/toml_folder.h
//
// The definition files of one folder.

#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"

namespace saola::query {

/// The *.toml of `folder`, by name; none for an absent folder. @error Code::io when it cannot be listed.
[[nodiscard]] Result<std::vector<std::filesystem::path>> toml_files(
    const std::filesystem::path& folder);

}  // namespace saola::query
