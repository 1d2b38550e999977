#include "store/descriptor.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <system_error>

namespace saola::store {
namespace {

tl::unexpected<Error> system_failure(const std::filesystem::path& path, std::string_view doing,
                                     int number) {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  return fail(
      number == ENOENT ? Code::not_found : Code::io,
      fmt::format("{}: {}: {}", path.string(), doing, std::generic_category().message(number)),
      full ? "make room on the disk and run it again; what was stored before is safe" : "");
}

}  // namespace

Result<Descriptor> Descriptor::open(const std::filesystem::path& path, int flags) {
  const int number = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
  if (number < 0) return system_failure(path, "cannot open", errno);
  return Descriptor(number, path);
}

Result<Descriptor> Descriptor::open_to_read(const std::filesystem::path& path) {
  return open(path, O_RDONLY);
}

Result<Descriptor> Descriptor::make_new(const std::filesystem::path& path) {
  return open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND);
}

Result<Descriptor> Descriptor::open_to_append(const std::filesystem::path& path) {
  return open(path, O_WRONLY | O_CREAT | O_APPEND);
}

Result<std::size_t> Descriptor::read_at(std::uint64_t offset, char* to, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const auto got = ::pread(number_, to + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(path_, "cannot read", errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Result<void> Descriptor::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(number_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return system_failure(path_, "cannot write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

Result<std::uint64_t> Descriptor::size() const {
  struct stat status {};
  if (::fstat(number_, &status) != 0) return system_failure(path_, "cannot look at", errno);
  return static_cast<std::uint64_t>(status.st_size);
}

Result<void> Descriptor::cut_to(std::uint64_t bytes) {
  if (::ftruncate(number_, static_cast<off_t>(bytes)) != 0) {
    return system_failure(path_, "cannot shorten", errno);
  }
  return {};
}

Result<void> Descriptor::sync() {
  if (::fdatasync(number_) != 0) return system_failure(path_, "cannot sync", errno);
  return {};
}

Descriptor::Descriptor(Descriptor&& other) noexcept
    : number_(std::exchange(other.number_, -1)), path_(std::move(other.path_)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  std::swap(path_, other.path_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

}  // namespace saola::store
