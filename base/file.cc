#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace saola {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_;
};

std::string_view hint_for(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
      return "the disk is full: free some space and run it again";
    case EACCES:
    case EPERM:
    case EROFS:
      return "check who owns the folder and whether it may be written";
    case ENOENT:
      return "check the path";
    default:
      return "";
  }
}

tl::unexpected<Error> system_failure(std::string_view what, const std::filesystem::path& path) {
  const int number = errno;
  return fail(
      number == ENOENT ? Code::not_found : Code::io,
      fmt::format("cannot {} {}: {}", what, path.string(), std::generic_category().message(number)),
      std::string(hint_for(number)));
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(descriptor, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

/// Whether the open file is the one of that name: another process may have renamed it meanwhile.
bool is_named(int descriptor, const std::filesystem::path& path) {
  struct stat ours = {};
  struct stat named = {};
  return ::fstat(descriptor, &ours) == 0 && ::stat(path.c_str(), &named) == 0 &&
         ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

/// A draft that is ours alone until it has its name: another process that writes the same file waits for it, and what a killed
/// one has left is written over. Where the file system knows no locks there is none.
Descriptor open_draft(const std::filesystem::path& draft) {
  for (;;) {
    Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    if (!file.open()) return file;
    const bool interrupted = ::flock(file.get(), LOCK_EX) != 0 && errno == EINTR;
    if (!interrupted && is_named(file.get(), draft)) return file;
  }
}

/// Closes what was written. The draft is renamed before it lets go of it.
Result<void> fill(Descriptor file, std::string_view bytes, const std::filesystem::path& draft,
                  const std::filesystem::path& path) {
  if (!file.open()) return system_failure("write", draft);
  struct stat status = {};
  const bool is_left = ::fstat(file.get(), &status) == 0 && status.st_size > 0;
  const bool is_written = (!is_left || ::ftruncate(file.get(), 0) == 0) &&
                          write_all(file.get(), bytes) && ::fsync(file.get()) == 0;
  if (is_written && ::rename(draft.c_str(), path.c_str()) == 0) return {};
  auto failure = system_failure("write", is_written ? path : draft);
  ::unlink(draft.c_str());
  return failure;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return system_failure("read", path);
  std::string bytes;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("read", path);
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > limit_bytes) {
      return fail(Code::refused,
                  fmt::format("{} is larger than {} bytes", path.string(), limit_bytes));
    }
  }
}

Result<void> write_whole(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path draft = path;
  draft += ".tmp";
  if (auto written = fill(open_draft(draft), bytes, draft, path); !written) return written;
  const auto folder = path.parent_path();
  return sync_path(folder.empty() ? "." : folder);
}

Result<void> make_folder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error && std::filesystem::is_directory(path, error)) return {};
  errno = error ? error.value() : ENOTDIR;
  return system_failure("make the folder", path);
}

Result<void> sync_path(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open() || ::fsync(file.get()) != 0) return system_failure("sync", path);
  return {};
}

Result<FileLock> FileLock::try_lock(const std::filesystem::path& path) {
  int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0 && errno == EISDIR) descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_failure("open the lock", path);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return FileLock(descriptor);
  const bool held = errno == EWOULDBLOCK;
  auto failure = system_failure("lock", path);
  ::close(descriptor);
  if (!held) return failure;
  return fail(Code::locked,
              fmt::format("another saola is working here ({} is locked)", path.string()),
              "wait until it has ended, or look for it with `pgrep -a saola`");
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace saola
