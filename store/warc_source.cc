#include "store/warc_source.h"

#include <new>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

#include "store/descriptor.h"

namespace saola::store {
namespace {

constexpr std::size_t kStep = 64u << 10;  // bytes read or unpacked at a time
constexpr int kGzipWindow = 15 + 16;  // gzip wrapper only, checksums checked (zlib.h, inflateInit2)
constexpr std::string_view kRecordStart = "WARC/";

/// zlib's state for unpacking.
class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, kGzipWindow) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  void begin_member() { inflateReset(&stream_); }

  struct Step {
    int code;          // zlib's
    std::size_t used;  // of `in`
    std::size_t made;  // in `out`
  };
  Step step(std::string_view in, char* out, std::size_t room) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    return {code, in.size() - stream_.avail_in, room - stream_.avail_out};
  }
  [[nodiscard]] const char* reason() const { return stream_.msg ? stream_.msg : "no reason given"; }

 private:
  z_stream stream_{};
};

bool looks_like_member(std::string_view bytes) {
  return bytes.size() >= 4 && bytes.starts_with("\x1f\x8b\x08") &&
         (static_cast<unsigned char>(bytes[3]) & 0xe0) == 0;  // RFC 1952, 2.3.1.2: reserved bits
}

}  // namespace

class WarcSource::Impl {
 public:
  Impl(Descriptor file, std::uint64_t start) : file_(std::move(file)), start_(start) {}

  Result<void> look_at_start() {
    char first[5];
    const auto got = file_.read_at(0, first, sizeof first);
    if (!got) return pass_on(got);
    const std::string_view magic(first, *got);
    const std::string name = file_.path().filename().string();
    if (magic.starts_with("\x1f\x8b")) {
      packed_ = true;
    } else if (!magic.empty() && magic == kRecordStart.substr(0, magic.size())) {
      packed_ = false;
    } else if (name.ends_with(".warc.gz")) {
      packed_ = true;  // damaged or empty
    } else if (!name.ends_with(".warc")) {
      return fail(Code::bad_input,
                  fmt::format("{}: not a WARC file: begins neither with \"WARC/\" nor as gzip does",
                              file_.path().string()));
    }
    const auto size = file_.size();
    if (!size) return pass_on(size);
    file_bytes_ = *size;
    seek(start_);
    return {};
  }

  Result<Event> read(std::string& out) { return packed_ ? read_packed(out) : read_plain(out); }

  Result<bool> skip_member() {
    std::string window;
    for (std::uint64_t at = member_offset_ + 1;;) {
      window.resize(kStep);
      const auto got = file_.read_at(at, window.data(), window.size());
      if (!got) return pass_on(got);
      window.resize(*got);
      for (auto hit = window.find('\x1f'); hit != std::string::npos;
           hit = window.find('\x1f', hit + 1)) {
        const auto begins = begins_record(std::string_view(window).substr(hit), at + hit);
        if (!begins) return pass_on(begins);
        if (!*begins) continue;
        seek(at + hit);
        return true;
      }
      if (window.size() < kStep) break;
      at += window.size() - 3;  // a member's first four bytes may lie across the border
    }
    seek(file_bytes_);
    return false;
  }

  [[nodiscard]] std::uint64_t offset() const { return buffer_offset_ + used_; }

  Descriptor file_;
  std::uint64_t start_;
  bool packed_ = false;
  std::uint64_t member_offset_ = 0;
  std::uint64_t file_bytes_ = 0;
  std::string damage_;

  void seek(std::uint64_t offset) {
    buffer_.clear();
    used_ = 0;
    buffer_offset_ = offset;
    member_offset_ = offset;
    in_member_ = false;
    ended_ = false;
  }

 private:
  /// Reads on when the buffer is used up; false at the file's end.
  Result<bool> fill() {
    if (used_ < buffer_.size()) return true;
    buffer_offset_ += buffer_.size();
    used_ = 0;
    buffer_.resize(kStep);
    const auto got = file_.read_at(buffer_offset_, buffer_.data(), kStep);
    buffer_.resize(got ? *got : 0);
    if (!got) return pass_on(got);
    return *got > 0;
  }

  Result<Event> read_plain(std::string& out) {
    const auto more = fill();
    if (!more) return pass_on(more);
    if (!*more) return Event::end;
    out.append(buffer_, used_);
    used_ = buffer_.size();
    return Event::data;
  }

  Result<Event> read_packed(std::string& out) {
    if (ended_) {
      ended_ = false;
      return Event::member_end;
    }
    while (true) {
      const auto more = fill();
      if (!more) return pass_on(more);
      if (!*more && !in_member_) return Event::end;
      if (!*more) return damaged("the file ends inside a record");
      if (!in_member_) begin_member();
      const std::size_t before = out.size();
      out.resize(before + kStep);
      const auto step =
          inflater_.step(std::string_view(buffer_).substr(used_), out.data() + before, kStep);
      out.resize(before + step.made);
      used_ += step.used;
      if (step.code == Z_STREAM_END) {
        in_member_ = false;
        ended_ = step.made > 0;
        return ended_ ? Event::data : Event::member_end;
      }
      if (step.code != Z_OK && step.code != Z_BUF_ERROR) {
        return damaged(fmt::format("damaged gzip data ({})", inflater_.reason()));
      }
      if (step.made > 0) return Event::data;
    }
  }

  void begin_member() {
    in_member_ = true;
    member_offset_ = offset();
    inflater_.begin_member();
  }

  Event damaged(std::string reason) {
    damage_ = std::move(reason);
    return Event::damage;
  }

  /// Whether a gzip member at `offset`, of which `bytes` is the beginning, unpacks to a WARC record's first bytes.
  Result<bool> begins_record(std::string_view bytes, std::uint64_t offset) {
    if (bytes.size() >= 4 && !looks_like_member(bytes)) return false;
    char packed[1024];  // a member's head may hold a file name
    const auto got = file_.read_at(offset, packed, sizeof packed);
    if (!got) return pass_on(got);
    const std::string_view in(packed, *got);
    if (!looks_like_member(in)) return false;
    char start[kRecordStart.size()];
    inflater_.begin_member();
    const auto step = inflater_.step(in, start, sizeof start);
    return std::string_view(start, step.made) == kRecordStart;
  }

  Inflater inflater_;
  std::string buffer_;  // of the file, from buffer_offset_
  std::uint64_t buffer_offset_ = 0;
  std::size_t used_ = 0;
  bool in_member_ = false;
  bool ended_ = false;  // the member's end was met with its last bytes and is still to be told
};

Result<WarcSource> WarcSource::open(const std::filesystem::path& path, std::uint64_t start) {
  auto file = Descriptor::open_to_read(path);
  if (!file) return pass_on(file);
  auto impl = std::make_unique<Impl>(std::move(*file), start);
  if (const auto known = impl->look_at_start(); !known) return pass_on(known);
  return WarcSource(std::move(impl));
}

WarcSource::WarcSource(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WarcSource::WarcSource(WarcSource&&) noexcept = default;
WarcSource& WarcSource::operator=(WarcSource&&) noexcept = default;
WarcSource::~WarcSource() = default;

Result<WarcSource::Event> WarcSource::read(std::string& out) { return impl_->read(out); }
Result<bool> WarcSource::skip_member() { return impl_->skip_member(); }
void WarcSource::seek(std::uint64_t offset) { impl_->seek(offset); }
std::uint64_t WarcSource::file_bytes() const { return impl_->file_bytes_; }
bool WarcSource::is_packed() const { return impl_->packed_; }
std::uint64_t WarcSource::member_offset() const { return impl_->member_offset_; }
std::uint64_t WarcSource::offset() const { return impl_->offset(); }
const std::string& WarcSource::damage() const { return impl_->damage_; }

}  // namespace saola::store
