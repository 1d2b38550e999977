// store/descriptor.h
//
// An open file of the system (POSIX), closed when it goes out of scope. Only store/ uses it: places in files, and
// errors such as a full disk, have to be exact here.

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace saola::store {

/// Move-only. One thread at a time for writing; read_at may be called from several.
class Descriptor {
 public:
  /// @error  Code::not_found; Code::io.
  [[nodiscard]] static Result<Descriptor> open_to_read(const std::filesystem::path& path);
  /// Makes the file, to write at its end.  @error  Code::io, also when it exists already.
  [[nodiscard]] static Result<Descriptor> make_new(const std::filesystem::path& path);
  /// Opens an existing file to shorten it or add to it; makes it if `path` is not there.  @error  Code::io.
  [[nodiscard]] static Result<Descriptor> open_to_append(const std::filesystem::path& path);

  /// Reads up to `size` bytes from `offset`; fewer only at the file's end.  @error  Code::io.
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const;
  /// Writes all of it at the end.  @error  Code::io; a part may be written.
  [[nodiscard]] Result<void> write_all(std::string_view bytes);
  [[nodiscard]] Result<std::uint64_t> size() const;
  [[nodiscard]] Result<void> cut_to(std::uint64_t bytes);
  /// Waits until data and length are on the disk.
  [[nodiscard]] Result<void> sync();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

 private:
  Descriptor(int number, std::filesystem::path path) : number_(number), path_(std::move(path)) {}
  [[nodiscard]] static Result<Descriptor> open(const std::filesystem::path& path, int flags);
  int number_ = -1;
  std::filesystem::path path_;
};

}  // namespace saola::store
