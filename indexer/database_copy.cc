#include "indexer/database_copy.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <system_error>

#include "base/file.h"
#include "indexer/index_folder.h"
#include "store/index_db.h"

namespace saola::indexer {

namespace fs = std::filesystem;

namespace {

constexpr const char* kHint = "see that the disk has room for a second copy of the index";

fs::path part_of(const fs::path& to) {
  fs::path part = to;
  part += kPartSuffix;
  return part;
}

// Shares the blocks; false: this file system does not.
bool clone_file(const fs::path& from, const fs::path& to) {
  const int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
  if (in < 0) return false;
  constexpr mode_t kMode = 0666;  // less what the user's mask takes, as Xapian makes them
  const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
  const bool done = out >= 0 && ::ioctl(out, FICLONE, in) == 0;
  if (out >= 0) ::close(out);
  ::close(in);
  return done;
}

Result<void> duplicate(const fs::path& from, const fs::path& to) {
  if (clone_file(from, to)) return sync_path(to);
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  if (error) {
    return fail(Code::io, fmt::format("{}: cannot be copied: {}", from.string(), error.message()),
                kHint);
  }
  return sync_path(to);
}

// What belongs to Xapian's database, but not its lock.
bool is_of_database(const fs::path& file) {
  return file.extension() == ".glass" || file.filename() == "iamglass";
}

Result<void> sync_files(const fs::path& folder) {
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    if (auto synced = sync_path(file.path()); !synced) return synced;
  }
  return sync_path(folder);
}

// Gives the finished copy its name, on the disk too.
Result<void> name_part(const fs::path& to) {
  if (auto synced = sync_files(part_of(to)); !synced) return synced;
  if (auto moved = move_folder(part_of(to), to); !moved) return moved;
  return sync_path(to.parent_path());
}

// After a failure the room is given back.
Result<void> or_remove_part(Result<void> done, const fs::path& to) {
  if (!done) (void)remove_folder(part_of(to));  // else the next run does it
  return done;
}

Result<void> copy_files(const fs::path& from, const fs::path& to) {
  if (auto made = make_folder(part_of(to)); !made) return made;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(from, error)) {
    if (!is_of_database(file.path())) continue;
    auto copied = duplicate(file.path(), part_of(to) / file.path().filename());
    if (!copied) return copied;
  }
  if (error) {
    return fail(Code::io, fmt::format("{}: cannot be read: {}", from.string(), error.message()));
  }
  return name_part(to);
}

Result<void> compact_files(const fs::path& from, const fs::path& to) {
  const auto original = store::open_database(from);
  if (!original) return pass_on(original);
  const std::string part = part_of(to).string();
  auto same = store::xapian_try(part, [&] {
    Xapian::Database source = *original;
    source.compact(part, Xapian::DBCOMPACT_NO_RENUMBER);
    Xapian::WritableDatabase compacted(part, Xapian::DB_OPEN);
    store::set_compacted(compacted, true);
    compacted.commit();
    return compacted.get_doccount() == source.get_doccount() &&
           compacted.get_total_length() == source.get_total_length();
  });
  if (!same) return pass_on(same);
  if (!*same) {
    return fail(Code::corrupt, fmt::format("{}: not every document is readable", from.string()),
                "run `saola index --rebuild`");
  }
  return name_part(to);
}

}  // namespace

Result<void> copy_database(const fs::path& from, const fs::path& to) {
  if (auto removed = remove_folder(part_of(to)); !removed) return removed;
  return or_remove_part(copy_files(from, to), to);
}

Result<void> compact_database(const fs::path& from, const fs::path& to) {
  if (auto removed = remove_folder(part_of(to)); !removed) return removed;
  return or_remove_part(compact_files(from, to), to);
}

}  // namespace saola::indexer
