#include "store/archive_writer.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "store/descriptor.h"

namespace saola::store {
namespace {

constexpr std::string_view kConformsTo =
    "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";
constexpr std::string_view kEnding = ".warc.gz";

/// 12 of "saola-20181006141500-00012.warc.gz"; 0 of other names.
int serial_of(std::string_view name) {
  if (!name.starts_with("saola-") || !name.ends_with(kEnding)) return 0;
  name.remove_suffix(kEnding.size());
  const auto digits = name.substr(name.rfind('-') + 1);
  int serial = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), serial);
  return serial;
}

}  // namespace

class ArchiveWriter::Impl {
 public:
  Impl(std::filesystem::path folder, ArchiveOptions options, int last_serial)
      : folder_(std::move(folder)),
        options_(std::move(options)),
        compressor_(options_.level),
        serial_(last_serial) {}

  Result<GroupPlace> append(std::span<const WarcRecord> records) {
    assert(!records.empty());
    if (failed_) return tl::unexpected<Error>(*failed_);
    if (!file_ || size_ >= options_.rotate_bytes) {
      if (const auto started = start_file(); !started) return pass_on(started);
    }
    GroupPlace place;
    packed_.clear();
    for (std::size_t i = 0; i < records.size(); ++i) {
      place.offsets.push_back(size_ + packed_.size());
      if (records.size() == 1) {
        compressor_.append(records[i], packed_);
        continue;
      }
      const NamedField mark{std::string(kGroupHeader), fmt::format("{}/{}", i + 1, records.size())};
      compressor_.append(records[i], packed_, &mark);
    }
    place.group = {name_, size_, packed_.size()};
    if (const auto written = write_packed(); !written) return pass_on(written);
    return place;
  }

  Result<Position> sync() {
    if (failed_) return tl::unexpected<Error>(*failed_);
    if (unsynced_ > 0) {
      if (const auto synced = sync_file(); !synced) return pass_on(synced);
    }
    return std::exchange(safe_, {});
  }

  [[nodiscard]] std::uint64_t unsynced() const { return unsynced_; }

 private:
  Result<void> start_file() {
    if (unsynced_ > 0) {
      if (const auto synced = sync_file(); !synced) return synced;
    }
    file_.reset();
    const Instant now = options_.clock();
    name_ = fmt::format("saola-{}-{:05}{}", to_14_digits(now), serial_ + 1, kEnding);
    auto file = Descriptor::make_new(folder_ / name_);
    if (!file) return pass_on(file);
    NamedFields info{{"software", options_.software},
                     {"format", "WARC File Format 1.1"},
                     {"conformsTo", std::string(kConformsTo)}};
    info.insert(info.end(), options_.info.begin(), options_.info.end());
    packed_.clear();
    compressor_.append(make_warcinfo(options_.ids(), now, name_, info), packed_);
    file_ = std::move(*file);
    size_ = 0;
    new_in_folder_ = true;
    if (const auto written = write_packed(); !written) {
      file_.reset();
      std::error_code ignored;  // an empty file left behind does no harm
      std::filesystem::remove(folder_ / name_, ignored);
      return written;
    }
    ++serial_;
    return {};
  }

  /// All of packed_ or nothing of it.
  Result<void> write_packed() {
    const auto written = file_->write_all(packed_);
    if (!written) {
      const auto cut = file_->cut_to(size_);
      if (!cut) failed_ = cut.error();
      return written;
    }
    size_ += packed_.size();
    unsynced_ += packed_.size();
    return {};
  }

  Result<void> sync_file() {
    auto synced = file_->sync();
    if (synced && new_in_folder_) synced = sync_path(folder_);
    if (!synced) {  // what is on the disk is unknown now (fsync(2)): nothing more may build on it
      failed_ = synced.error();
      return synced;
    }
    new_in_folder_ = false;
    unsynced_ = 0;
    safe_[name_] = size_;
    return {};
  }

  std::filesystem::path folder_;
  ArchiveOptions options_;
  WarcCompressor compressor_;
  int serial_;
  std::optional<Descriptor> file_;
  std::string name_;
  std::uint64_t size_ = 0;
  std::uint64_t unsynced_ = 0;
  bool new_in_folder_ = false;  // the folder does not hold the file's name safely yet
  Position safe_;               // synced since the last sync() of the caller
  std::string packed_;          // the group being written
  std::optional<Error> failed_;
};

Result<ArchiveWriter> ArchiveWriter::open(const std::filesystem::path& folder,
                                          ArchiveOptions options) {
  if (const auto made = make_folder(folder); !made) return pass_on(made);
  const auto names = Archive(folder).files();
  if (!names) return pass_on(names);
  if (names->empty()) {  // perhaps the folder itself is new: its name has to be safe as well
    const auto parent = std::filesystem::absolute(folder).lexically_normal().parent_path();
    if (const auto synced = sync_path(parent); !synced) return pass_on(synced);
  }
  int last_serial = 0;
  for (const auto& name : *names) last_serial = std::max(last_serial, serial_of(name));
  return ArchiveWriter(std::make_unique<Impl>(folder, std::move(options), last_serial));
}

ArchiveWriter::ArchiveWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<GroupPlace> ArchiveWriter::append_group(std::span<const WarcRecord> records) {
  return impl_->append(records);
}

Result<Position> ArchiveWriter::sync() { return impl_->sync(); }

std::uint64_t ArchiveWriter::unsynced_bytes() const { return impl_->unsynced(); }

}  // namespace saola::store
