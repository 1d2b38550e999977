#include "indexer/index_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/file.h"

namespace saola::indexer {

namespace fs = std::filesystem;

namespace {

fs::path beside(const fs::path& index, const char* suffix) {
  fs::path path = index;
  path += suffix;
  return path;
}

fs::path part_beside(const fs::path& folder) { return beside(folder, ".part"); }

fs::path old_index_beside(const fs::path& index) { return beside(index, ".old"); }

tl::unexpected<Error> failed(const char* what, const fs::path& path, const std::error_code& why) {
  return fail(Code::io, fmt::format("{}: {}: {}", path.string(), what, why.message()),
              "check the folder's permissions and the disk");
}

bool is_there(const fs::path& path) {
  std::error_code ignored;  // what cannot be looked at is treated as absent; opening it tells why
  return fs::exists(path, ignored);
}

// Both in one step, so that a reader finds one or the other at any moment. Not every file system can.
bool exchange(const fs::path& a, const fs::path& b) {
  return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
}

}  // namespace

fs::path new_index_beside(const fs::path& index) { return beside(index, ".new"); }
fs::path next_index_beside(const fs::path& index) { return beside(index, ".next"); }

Result<void> remove_folder(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return failed("cannot be removed", path, error);
  return {};
}

Result<void> move_folder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) return failed("cannot be renamed", from, error);
  return {};
}

Result<void> tidy_index_folder(const fs::path& index) {
  const fs::path old = old_index_beside(index);
  if (!is_there(index) && is_there(old)) {
    if (auto moved = move_folder(old, index); !moved) return moved;
  }
  const fs::path fresh = new_index_beside(index);
  const fs::path next = next_index_beside(index);
  for (const fs::path& left : {old, fresh, part_beside(fresh), part_beside(next)}) {
    if (!is_there(left)) continue;
    if (auto removed = remove_folder(left); !removed) return removed;
  }
  if (!index.has_parent_path()) return {};
  return make_folder(index.parent_path());
}

Result<void> take_new_index(const fs::path& index, const fs::path& fresh) {
  const fs::path old = old_index_beside(index);
  if (!is_there(index)) return move_folder(fresh, index);
  if (exchange(fresh, index)) return remove_folder(fresh);
  if (auto moved = move_folder(index, old); !moved) return moved;
  if (auto moved = move_folder(fresh, index); !moved) {
    if (auto back = move_folder(old, index); !back) return back;
    return moved;
  }
  return remove_folder(old);
}

}  // namespace saola::indexer
