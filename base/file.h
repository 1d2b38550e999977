// base/file.h
//
// Files whole: reading one, writing one so that it appears whole or not at all, and a lock that two processes respect.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace saola {

/// The bytes of `path`. @error Code::not_found; Code::io with the system's reason; Code::refused over `limit_bytes`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::uint64_t limit_bytes = 1ULL << 32);

/// Writes `bytes` to `path`.tmp, syncs, and renames: readers see the old file or the new one, never a part. Of two processes that
/// write one file the second waits. On failure the old file is untouched and the .tmp removed; what a killed process leaves
/// of it the next one writes over. @error Code::io.
[[nodiscard]] Result<void> write_whole(const std::filesystem::path& path, std::string_view bytes);

/// Makes the folder and those above it. @error Code::io.
[[nodiscard]] Result<void> make_folder(const std::filesystem::path& path);

/// Flushes a file's or folder's data to the disk. @error Code::io.
[[nodiscard]] Result<void> sync_path(const std::filesystem::path& path);

/// An advisory lock (flock) held while the object lives; a killed process leaves no lock behind. Move-only.
class FileLock {
 public:
  /// Takes the lock at once or not at all, of a folder or of a file, which is made if absent and never removed.
  /// @error  Code::locked when another process holds it; Code::io.
  [[nodiscard]] static Result<FileLock> try_lock(const std::filesystem::path& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace saola
