#include "store/warc_reader.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "store/warc_source.h"

namespace saola::store {
namespace {

constexpr std::string_view kRecordStart = "WARC/";

/// "1.1" of "WARC/1.1"; empty if the line is none.
std::string_view version_of(std::string_view line) {
  if (!line.starts_with(kRecordStart)) return {};
  line.remove_prefix(kRecordStart.size());
  const auto digits = line.substr(0, line.find_first_not_of("0123456789."));
  return digits.size() <= 8 && digits.find('.') != std::string_view::npos ? digits
                                                                          : std::string_view{};
}

std::optional<std::uint64_t> length_from(std::string_view text) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return length;
}

bool is_line_break(char c) { return c == '\r' || c == '\n'; }

}  // namespace

std::string WarcDamage::message() const {
  return fmt::format("{}: at byte {}: {}", file, offset, reason);
}

/// A record is read in four steps: start (blank lines passed over), head, block, and what belongs behind it. `reason_`
/// is set by the step that finds damage.
class WarcReader::Impl {
 public:
  Impl(std::string path, WarcSource source, WarcReaderOptions options)
      : path_(std::move(path)),
        options_(std::move(options)),
        source_(std::move(source)),
        position_(options_.start),
        window_offset_(options_.start) {}

  Result<std::optional<WarcEntry>> next() {
    while (find_start()) {
      WarcEntry entry;
      entry.offset = offset_ = here();
      entry.in_member = source_.is_packed() ? in_member_ : 0;
      reason_.clear();
      std::uint64_t length = 0;
      const bool whole =
          read_head(entry.record, length) && read_block(entry.record, length) && read_tail(entry);
      if (whole) return std::optional<WarcEntry>(std::move(entry));
      if (!reason_.empty()) resynchronise();
    }
    if (error_) return tl::unexpected<Error>(*std::exchange(error_, std::nullopt));
    return std::optional<WarcEntry>{};
  }

  [[nodiscard]] std::uint64_t position() const { return position_; }

 private:
  enum class Stop { none, member_end, end, damage, error };

  [[nodiscard]] std::string_view rest() const { return std::string_view(window_).substr(used_); }

  void use(std::size_t bytes) {
    used_ += bytes;
    in_member_ += bytes;
  }

  /// @return how many bytes of line breaks were passed over.
  std::size_t skip_blank() {
    const auto text = rest();
    const auto blank = std::find_if_not(text.begin(), text.end(), is_line_break) - text.begin();
    use(static_cast<std::size_t>(blank));
    return static_cast<std::size_t>(blank);
  }

  /// Whether the rest begins with "WARC/"; a shorter rest is filled up first.
  bool begins_record() {
    while (rest().size() < kRecordStart.size() && more()) {
    }
    return rest().starts_with(kRecordStart);
  }

  /// The file's offset of what is used next, or of its gzip member.
  [[nodiscard]] std::uint64_t here() const {
    return source_.is_packed() ? source_.member_offset() : window_offset_ + used_;
  }

  void drop_used() {
    window_.erase(0, used_);
    window_offset_ += used_;
    used_ = 0;
  }

  /// Gets more bytes of the current member; false: stop_ says why not.
  bool more() {
    if (stop_ != Stop::none) return false;
    if (used_ > 0) drop_used();
    const auto event = source_.read(window_);
    if (!event) {
      error_ = event.error();
      stop_ = Stop::error;
      return false;
    }
    switch (*event) {
      case WarcSource::Event::data:
        return true;
      case WarcSource::Event::member_end:
        stop_ = Stop::member_end;
        return false;
      case WarcSource::Event::end:
        stop_ = Stop::end;
        return false;
      case WarcSource::Event::damage:
        stop_ = Stop::damage;
        return false;
    }
    return false;
  }

  /// The same, and on into the next member if that one does not begin a record: some tools cut gzip members at any
  /// place. Otherwise the rest of the window is the next record's start, and `split_` says so.
  bool more_of_record() {
    if (more()) return true;
    if (stop_ != Stop::member_end) return false;
    stop_ = Stop::none;
    drop_used();
    const std::size_t before = window_.size();
    while (window_.size() - before < kRecordStart.size() && more()) {
    }
    if (!std::string_view(window_).substr(before).starts_with(kRecordStart)) {
      return window_.size() > before;
    }
    used_ = before;
    in_member_ = 0;
    split_ = true;
    return false;
  }

  /// Passes over blank lines, members' ends and damaged members; false at the end or on an error.
  bool find_start() {
    split_ = false;
    while (true) {
      skip_blank();
      if (!rest().empty()) return true;
      if (more()) continue;
      if (stop_ == Stop::damage && !leave_damage()) return false;
      if (stop_ == Stop::end || stop_ == Stop::error) return false;
      stop_ = Stop::none;
      in_member_ = 0;
    }
  }

  bool leave_damage() {
    report(source_.member_offset(), source_.damage());
    window_.clear();
    used_ = 0;
    const auto found = source_.skip_member();
    if (!found) error_ = found.error();
    stop_ = !found ? Stop::error : *found ? Stop::none : Stop::end;
    return stop_ == Stop::none;
  }

  bool read_head(WarcRecord& record, std::uint64_t& length) {
    while (rest().size() < kRecordStart.size() && more_of_record()) {
    }
    const bool too_short = rest().size() < kRecordStart.size() && !split_;
    if (too_short && kRecordStart.starts_with(rest())) return cut("the record's head");
    if (!rest().starts_with(kRecordStart) || split_) return bad("no WARC record here");
    auto end = end_of_head(rest());
    while (!end && rest().size() <= options_.max_header_bytes && more_of_record()) {
      end = end_of_head(rest());
    }
    if (!end) return cut("the record's head");
    if (*end > options_.max_header_bytes) return bad("the record's head is too long");
    std::string_view head = rest().substr(0, *end);
    record.version = version_of(head.substr(0, head.find_first_of("\r\n")));
    if (record.version.empty()) return bad("no WARC version");
    head.remove_prefix(head.find('\n') + 1);
    record.headers = parse_named_fields_leniently(head);
    const auto text = value_of(record.headers, "Content-Length");
    const auto number = text ? length_from(*text) : std::nullopt;
    if (!number) return bad("no readable Content-Length");
    length = *number;
    remove_fields(record.headers, "Content-Length");
    use(*end);
    after_head_ = window_offset_ + used_;
    if (!source_.is_packed() &&
        length > source_.file_bytes() - std::min(source_.file_bytes(), after_head_)) {
      return bad("the record is cut off, or its Content-Length is wrong");
    }
    return true;
  }

  bool read_block(WarcRecord& record, std::uint64_t length) {
    const bool keep = length <= options_.max_block_bytes;
    std::uint64_t missing = length;
    while (missing > 0) {
      const auto part = rest().substr(
          0, static_cast<std::size_t>(std::min<std::uint64_t>(missing, rest().size())));
      if (keep) record.block.append(part);
      missing -= part.size();
      use(part.size());
      if (missing > 0 && !more_of_record()) {
        return cut("the record");
      }
    }
    if (keep) return true;
    report(offset_, fmt::format("passed over a record of {} bytes, more than the limit of {}",
                                length, options_.max_block_bytes));
    return false;  // nothing is damaged: go on behind it
  }

  /// The line breaks behind the block, and the member's end with its checksum.
  bool read_tail(WarcEntry& entry) {
    std::size_t breaks = 0;
    do {
      breaks += skip_blank();
    } while (rest().empty() && more());
    if (stop_ == Stop::damage || stop_ == Stop::error) return cut("the record");
    const bool to_end = rest().empty();
    if (!to_end && breaks == 0 && !begins_record()) return wrong_length();
    if (source_.is_packed()) {
      const bool alone = to_end && entry.in_member == 0 && entry.offset == source_.member_offset();
      entry.bytes = alone ? source_.offset() - entry.offset : 0;
      position_ = to_end ? source_.offset() : source_.member_offset();
    } else {
      position_ = window_offset_ + used_;
      entry.bytes = position_ - entry.offset;
    }
    return true;
  }

  bool bad(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  /// `what` ended too early. Damage of the gzip data is reported by find_start, with its own reason.
  bool cut(std::string_view what) {
    if (stop_ != Stop::error && stop_ != Stop::damage) {
      return bad(fmt::format("{} is cut off", what));
    }
    use(rest().size());
    return false;
  }

  /// The block ends in the middle of something: a plain file is gone through again from the head on, for the records
  /// that the block has swallowed.
  bool wrong_length() {
    if (!source_.is_packed()) {
      source_.seek(after_head_);
      window_.clear();
      used_ = 0;
      window_offset_ = after_head_;
      stop_ = Stop::none;
    }
    return bad("the Content-Length is wrong");
  }

  /// To the next line of this member that begins a record, or to the member's end.
  void resynchronise() {
    report(offset_, reason_);
    if (split_) return;  // the window begins with the next record
    const std::string start = fmt::format("\n{}", kRecordStart);
    while (true) {
      const auto hit = rest().find(start);
      if (hit != std::string_view::npos) return use(hit + 1);
      use(rest().size() - std::min(rest().size(), start.size() - 1));
      if (!more()) return use(rest().size());
    }
  }

  void report(std::uint64_t offset, const std::string& reason) {
    if (last_report_ == offset) return;  // one message a place
    last_report_ = offset;
    if (options_.on_damage) options_.on_damage({path_, offset, reason});
  }

  std::string path_;
  WarcReaderOptions options_;
  WarcSource source_;
  std::uint64_t position_;
  std::string window_;           // unpacked, not all used yet
  std::uint64_t window_offset_;  // of its first byte in a plain file
  std::size_t used_ = 0;
  std::uint64_t offset_ = 0;      // where the record begins that is being read
  std::uint64_t after_head_ = 0;  // where its block begins, in a plain file
  std::uint64_t in_member_ = 0;   // unpacked bytes of the member that were used
  Stop stop_ = Stop::none;
  bool split_ = false;
  std::string reason_;
  std::optional<Error> error_;
  std::optional<std::uint64_t> last_report_;
};

Result<WarcReader> WarcReader::open(const std::filesystem::path& path, WarcReaderOptions options) {
  auto source = WarcSource::open(path, options.start);
  if (!source) return pass_on(source);
  return WarcReader(std::make_unique<Impl>(path.string(), std::move(*source), std::move(options)));
}

WarcReader::WarcReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader& WarcReader::operator=(WarcReader&&) noexcept = default;
WarcReader::~WarcReader() = default;

Result<std::optional<WarcEntry>> WarcReader::next() { return impl_->next(); }
std::uint64_t WarcReader::position() const { return impl_->position(); }

Result<WarcEntry> read_record_at(const std::filesystem::path& path, std::uint64_t offset,
                                 WarcReaderOptions options) {
  std::string reason = "no record";
  options.start = offset;
  const DamageSink outer = options.on_damage;
  options.on_damage = [&](const WarcDamage& damage) {
    if (damage.offset == offset) reason = damage.reason;
    if (outer) outer(damage);
  };
  auto reader = WarcReader::open(path, std::move(options));
  if (!reader) return pass_on(reader);
  auto entry = reader->next();
  if (!entry) return pass_on(entry);
  if (!*entry || (*entry)->offset != offset) {
    return fail(Code::corrupt, fmt::format("{}: at byte {}: {}", path.string(), offset, reason));
  }
  return std::move(**entry);
}

}  // namespace saola::store
