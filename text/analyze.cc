#include "text/analyze.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "base/utf8.h"
#include "text/address.h"
#include "text/char_kind.h"
#include "text/term_cache.h"

namespace saola::text {
namespace {

/// After these a dot ends no sentence ("TP. HCM", "GS. TS. Nguyễn"); lower case.
constexpr std::array<std::string_view, 26> kAbbreviations = {
    "tp", "tx", "tt", "gs", "pgs",  "ts",  "ths", "bs",  "ks", "ls",  "nxb",  "mr", "mrs",
    "ms", "dr", "st", "no", "prof", "gen", "sen", "col", "jr", "sgt", "capt", "đd", "vd"};

bool is_word_kind(CharKind kind) {
  return kind == CharKind::letter || kind == CharKind::digit || kind == CharKind::mark;
}

constexpr std::uint64_t each_byte(std::uint64_t byte) { return byte * 0x0101010101010101U; }

/// The lowest `count` bytes; fewer than eight.
constexpr std::uint64_t low_bytes(std::size_t count) { return (std::uint64_t{1} << count * 8) - 1; }

/// How many of eight bytes, from the lowest, are ASCII letters, digits or beyond ASCII.
std::size_t word_bytes(std::uint64_t bytes) {
  const std::uint64_t ascii = bytes & each_byte(0x7F);
  const std::uint64_t small = ascii | each_byte(0x20);
  const std::uint64_t letters =
      (small + each_byte(0x80 - 'a')) & ~(small + each_byte(0x80 - 'z' - 1));
  const std::uint64_t digits =
      (ascii + each_byte(0x80 - '0')) & ~(ascii + each_byte(0x80 - '9' - 1));
  const std::uint64_t others = ~(letters | digits | bytes) & each_byte(0x80);
  return static_cast<std::size_t>(std::countr_zero(others)) / 8;
}

bool is_stop(char32_t point) {
  return point == '.' || point == '!' || point == '?' || point == 0x2026;
}

/// One text on its way to tokens.
class Scan {
 public:
  Scan(std::string_view text, TermCache& cache, std::vector<Token>& tokens)
      : text_(text), kinds_(char_kinds().data()), cache_(cache), tokens_(tokens) {}

  void run() {
    while (at_ < text_.size()) {
      if (take_known_word()) continue;
      const Seen seen = look(at_);
      if (seen.kind == CharKind::letter || seen.kind == CharKind::digit) {
        take_word();
      } else {
        pass(seen);
      }
    }
  }

 private:
  struct Seen {
    char32_t point = 0;
    CharKind kind = CharKind::separator;
    std::uint32_t size = 1;
  };

  [[nodiscard]] Seen look(std::size_t at) const {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text_[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, kinds_[lead], 1};
    if (lead >= 0xC2 && lead < 0xE0 && at + 1 < text_.size() && (byte(1) & 0xC0) == 0x80) {
      const char32_t point = static_cast<char32_t>((lead & 0x1F) << 6 | (byte(1) & 0x3F));
      return {point, kinds_[point], 2};
    }
    if (lead == 0xE1 && at + 2 < text_.size() && (byte(1) & 0xC0) == 0x80 &&
        (byte(2) & 0xC0) == 0x80) {
      const char32_t point =
          static_cast<char32_t>(0x1000 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
      return {point, kinds_[point], 3};
    }
    const CodePoint point = decode_utf8(text_, at);
    return {point.value, char_kind(point.value), static_cast<std::uint32_t>(point.bytes)};
  }

  /// What stands at or after `at`, ignorable characters passed over; a separator at the end of the text.
  [[nodiscard]] Seen next_visible(std::size_t at) const {
    while (at < text_.size()) {
      const Seen seen = look(at);
      if (seen.kind != CharKind::ignorable) return seen;
      at += seen.size;
    }
    return {};
  }

  /// The usual case: at most fifteen letters and digits that were met before, then a space or a stop. Looks at eight bytes
  /// at a time; what is not so plain is left to take_word.
  bool take_known_word() {
    if constexpr (std::endian::native != std::endian::little) return false;
    if (at_ + 16 > text_.size()) return false;
    TermKey key;
    std::memcpy(&key.first, text_.data() + at_, 8);
    std::size_t size = word_bytes(key.first);
    if (size == 0) return false;
    if (size == 8) {
      std::memcpy(&key.second, text_.data() + at_ + 8, 8);
      const std::size_t more = word_bytes(key.second);
      if (more == 8) return false;
      key.second &= low_bytes(more);
      size += more;
    } else {
      key.first &= low_bytes(size);
    }
    const auto next = static_cast<unsigned char>(text_[at_ + size]);
    if (kinds_[next] == CharKind::ignorable ||
        (is_join(next) && is_ascii_digit(text_[at_ + size - 1])))
      return false;
    const Term* term = cache_.known(key, size);
    if (term == nullptr || !term->whole || term->unit_at != 0) return false;
    push(*term, at_, at_ + size);
    adjacent_ = true;
    at_ += size;
    if (next == ' ') {
      ++at_;
      adjacent_ = false;
      spaced_ = true;
    }
    return true;
  }

  static bool is_join(unsigned char byte) { return byte == '.' || byte == ','; }
  static bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

  /// The same end as word_end (text/word.h), in fewer steps.
  void take_word() {
    const std::size_t begin = at_;
    std::size_t end = at_;
    CharKind last = CharKind::letter;
    while (at_ < text_.size()) {
      const Seen seen = look(at_);
      if (is_word_kind(seen.kind)) {
        last = seen.kind;
        end = at_ += seen.size;
      } else if (seen.kind == CharKind::ignorable) {
        at_ += seen.size;
      } else if (last == CharKind::digit && (seen.point == '.' || seen.point == ',') &&
                 next_visible(at_ + 1).kind == CharKind::digit) {
        ++at_;
      } else {
        break;
      }
    }
    at_ = end;
    emit(begin, end);
  }

  void emit(std::size_t begin, std::size_t end) {
    const Term& term = cache_.find(text_.substr(begin, end - begin));
    if (term.unit_at > 0) {
      const std::size_t unit = begin + term.unit_at;
      const std::size_t number_end = trim(begin, unit);
      push(cache_.find(text_.substr(begin, number_end - begin)), begin, number_end);
      push(cache_.find(text_.substr(unit, end - unit)), unit, end);
    } else {
      push(term, begin, end);
    }
    adjacent_ = true;
  }

  /// The end of the number without ignorable characters after it.
  [[nodiscard]] std::size_t trim(std::size_t begin, std::size_t unit) const {
    std::size_t end = begin;
    for (std::size_t at = begin; at < unit;) {
      const Seen seen = look(at);
      at += seen.size;
      if (seen.kind != CharKind::ignorable) end = at;
    }
    return end;
  }

  void push(const Term& term, std::size_t begin, std::size_t end) {
    last_capital_ = term.capital;
    last_exact_ = term.exact();
    if (term.skipped) return;
    if (line_ended_ || (stopped_ && begins_sentence(term))) ++sentence_;
    if (line_ended_) ++paragraph_;
    line_ended_ = stopped_ = spaced_ = false;
    const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    tokens_.push_back({term.exact(), term.folded(), span, sentence_, paragraph_, term.marked,
                       term.capital, term.all_capitals, term.exact_hash, term.folded_hash});
  }

  /// After a stop: a capital or a figure; if no space parts them ("qua.Theo"), only after a word in small letters.
  [[nodiscard]] bool begins_sentence(const Term& term) const {
    const bool is_figure = term.bytes[0] >= '0' && term.bytes[0] <= '9';
    return spaced_ ? term.capital || is_figure : term.capital && !stop_after_capital_;
  }

  void pass(const Seen& seen) {
    if (seen.kind == CharKind::ignorable) {
      at_ += seen.size;
      return;
    }
    const bool adjacent = adjacent_;
    adjacent_ = false;
    if (adjacent && pass_address(seen)) return;
    if (seen.kind == CharKind::line_break) line_ended_ = !tokens_.empty();
    if (seen.kind == CharKind::space || seen.kind == CharKind::line_break) spaced_ = true;
    if (is_stop(seen.point) && !(adjacent && seen.point == '.' && is_abbreviated(at_))) {
      stopped_ = true;
      spaced_ = false;
      if (adjacent) stop_after_capital_ = last_capital_;
    }
    at_ += seen.size;
  }

  /// Whether the dot at `at` abbreviates the word before it.
  [[nodiscard]] bool is_abbreviated(std::size_t at) const {
    if (is_stop(next_visible(at + 1).point)) return false;  // an ellipsis
    if (last_capital_ && last_exact_.size() <= 3 &&
        decode_utf8(last_exact_, 0).bytes == last_exact_.size())
      return true;
    return std::find(kAbbreviations.begin(), kAbbreviations.end(), last_exact_) !=
           kAbbreviations.end();
  }

  /// At the character after a word: an address that began with it is passed over, its tokens taken back.
  bool pass_address(const Seen& seen) {
    if (seen.point != '@' && seen.point != ':' && (seen.point != '.' || last_exact_ != "www"))
      return false;
    const Address address = find_address(text_, at_, last_exact_, passed_);
    if (address.end == 0) return false;
    const std::size_t begin = seen.point == '@' ? address.begin : tokens_.back().span.begin;
    while (!tokens_.empty() && tokens_.back().span.begin >= begin) tokens_.pop_back();
    at_ = passed_ = address.end;
    return true;
  }

  std::string_view text_;
  const CharKind* kinds_;
  TermCache& cache_;
  std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  std::size_t passed_ = 0;  // end of the last address
  std::string_view last_exact_;
  std::uint32_t sentence_ = 0;
  std::uint32_t paragraph_ = 0;
  bool last_capital_ = false;
  bool adjacent_ = false;  // nothing visible since the last word
  bool line_ended_ = false;
  bool stopped_ = false;
  bool spaced_ = false;  // a space since the stop
  bool stop_after_capital_ = false;
};

}  // namespace

struct Analyzer::Buffers {
  TermCache cache;
  std::vector<Token> tokens;
};

Analyzer::Analyzer() : buffers_(std::make_unique<Buffers>()) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

std::span<const Token> Analyzer::analyze(std::string_view text) {
  buffers_->cache.start();
  buffers_->tokens.clear();
  Scan(text, buffers_->cache, buffers_->tokens).run();
  return buffers_->tokens;
}

}  // namespace saola::text
