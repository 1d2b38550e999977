#include "store/archive.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace saola::store {
namespace {

namespace fs = std::filesystem;

bool is_warc_name(std::string_view name) {
  return name.ends_with(".warc") || name.ends_with(".warc.gz");
}

/// "2/3": the second of three.
struct Mark {
  int number = 1;
  int of = 1;
};

Mark mark_of(const WarcRecord& record) {
  const auto text = record.header(kGroupHeader);
  Mark mark;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, mark.number);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '/') return {};
  const auto second = std::from_chars(first.ptr + 1, end, mark.of);
  const bool right = second.ec == std::errc{} && second.ptr == end && mark.number >= 1;
  return right && mark.number <= mark.of ? mark : Mark{};
}

tl::unexpected<Error> no_such_file(const fs::path& path) {
  return fail(Code::not_found, fmt::format("{}: no such archive file", path.string()),
              "look for it where old archive files are kept, and put it back");
}

bool is_plain_name(const std::string& file) {
  return is_warc_name(file) && file.find('/') == std::string::npos;
}

}  // namespace

std::optional<std::size_t> ArchiveGroup::find(WarcType type) const {
  const auto hit = std::find_if(records.begin(), records.end(),
                                [&](const WarcRecord& record) { return record.type() == type; });
  if (hit == records.end()) return std::nullopt;
  return static_cast<std::size_t>(hit - records.begin());
}

ArchiveCursor::ArchiveCursor(fs::path folder, std::vector<std::string> files, Position from,
                             DamageSink on_damage)
    : folder_(std::move(folder)),
      files_(std::move(files)),
      position_(std::move(from)),
      on_damage_(std::move(on_damage)) {}

Result<std::optional<ArchiveGroup>> ArchiveCursor::next() {
  while (true) {
    if (!reader_) {
      const auto opened = open_next_file();
      if (!opened) return pass_on(opened);
      if (!*opened) return std::optional<ArchiveGroup>{};
    }
    auto group = next_in_file();
    if (!group || *group) return group;
    reader_.reset();
  }
}

/// @return false: no file is left.
Result<bool> ArchiveCursor::open_next_file() {
  while (next_file_ < files_.size()) {
    file_ = files_[next_file_++];
    const auto found = position_.find(file_);
    const std::uint64_t start = found == position_.end() ? 0 : found->second;
    std::error_code error;
    const auto size = fs::file_size(folder_ / file_, error);
    if (error)
      return fail(Code::io, fmt::format("{}: {}", (folder_ / file_).string(), error.message()));
    if (size < start) {
      return fail(Code::corrupt,
                  fmt::format("{}: has {} bytes, but {} were read before",
                              (folder_ / file_).string(), size, start),
                  "restore the file from a copy, or run `saola index --rebuild`");
    }
    if (size == start) continue;
    WarcReaderOptions options;
    options.start = start;
    options.on_damage = on_damage_;
    auto reader = WarcReader::open(folder_ / file_, std::move(options));
    if (!reader) return pass_on(reader);
    reader_ = std::move(*reader);
    return true;
  }
  return false;
}

/// Fills ahead_ if it is empty.  @return false: the file's end.
Result<bool> ArchiveCursor::read_ahead() {
  if (ahead_) return true;
  auto entry = reader_->next();
  if (!entry) return pass_on(entry);
  ahead_ = std::move(*entry);
  ahead_end_ = reader_->position();
  return ahead_.has_value();
}

void ArchiveCursor::take_ahead(ArchiveGroup& group) {
  if (group.records.empty()) group.location = {file_, ahead_->offset, 0};
  group.location.bytes = ahead_end_ - std::min(ahead_end_, group.location.offset);
  group.offsets.push_back(ahead_->offset);
  group.records.push_back(std::move(ahead_->record));
  ahead_.reset();
}

Result<std::optional<ArchiveGroup>> ArchiveCursor::next_in_file() {
  while (true) {
    auto there = read_ahead();
    if (!there) return pass_on(there);
    if (!*there) return std::optional<ArchiveGroup>{};
    if (ahead_->record.type() != WarcType::warcinfo) break;
    position_[file_] = ahead_end_;
    ahead_.reset();
  }
  ArchiveGroup group;
  Mark mark = mark_of(ahead_->record);
  group.complete = mark.number == 1;
  std::uint64_t end = ahead_end_;
  take_ahead(group);
  for (; mark.number < mark.of; ++mark.number) {
    const auto there = read_ahead();
    if (!there) return pass_on(there);
    if (!*there) {
      if (on_damage_) {
        on_damage_({(folder_ / file_).string(), group.location.offset,
                    "the file ends inside a group of records"});
      }
      return std::optional<ArchiveGroup>{};
    }
    const Mark next = mark_of(ahead_->record);
    if (next.of != mark.of || next.number != mark.number + 1) {
      group.complete = false;
      break;
    }
    end = ahead_end_;
    take_ahead(group);
  }
  position_[file_] = end;
  return std::optional<ArchiveGroup>(std::move(group));
}

Result<std::vector<std::string>> Archive::files() const {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entries(folder_, error);
  if (error == std::errc::no_such_file_or_directory) return names;
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    std::string name = entries->path().filename().string();
    std::error_code ignored;  // a file that just went away is no regular file
    if (is_warc_name(name) && entries->is_regular_file(ignored)) names.push_back(std::move(name));
  }
  if (error) {
    return fail(Code::io, fmt::format("{}: cannot list: {}", folder_.string(), error.message()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<ArchiveCursor> Archive::read_from(const Position& from, DamageSink on_damage) const {
  auto names = files();
  if (!names) return pass_on(names);
  return ArchiveCursor(folder_, std::move(*names), from, std::move(on_damage));
}

ArchiveCursor Archive::read_file(const std::string& file, std::uint64_t offset,
                                 DamageSink on_damage) const {
  return ArchiveCursor(folder_, {file}, {{file, offset}}, std::move(on_damage));
}

Result<WarcEntry> Archive::read(const std::string& file, std::uint64_t offset) const {
  if (!is_plain_name(file)) return no_such_file(folder_ / file);
  auto entry = read_record_at(folder_ / file, offset);
  if (!entry && entry.error().code == Code::not_found) return no_such_file(folder_ / file);
  return entry;
}

Result<ArchiveGroup> Archive::read_group(const std::string& file, std::uint64_t offset) const {
  const auto first = read(file, offset);  // says what is wrong with the place
  if (!first) return pass_on(first);
  ArchiveCursor cursor = read_file(file, offset, {});
  auto group = cursor.next();
  if (!group) return pass_on(group);
  if (!*group || (*group)->location.offset != offset) {
    return fail(Code::corrupt, fmt::format("{}: at byte {}: no whole group of records",
                                           (folder_ / file).string(), offset));
  }
  return std::move(**group);
}

}  // namespace saola::store
