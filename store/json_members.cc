#include "store/json_members.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/utf8.h"

namespace saola::store {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view json) : json_(json) {}

  std::optional<std::vector<JsonMember>> read() {
    std::vector<JsonMember> members;
    if (!take('{')) return std::nullopt;
    if (!take('}')) {
      do {
        JsonMember& member = members.emplace_back();
        if (!take('"') || !read_string(member.key) || !take(':') || !read_value(member)) {
          return std::nullopt;
        }
      } while (take(','));
      if (!take('}')) return std::nullopt;
    }
    skip_blanks();
    if (at_ != json_.size()) return std::nullopt;
    return members;
  }

 private:
  using Kind = JsonMember::Kind;

  void skip_blanks() {
    while (at_ < json_.size() && std::string_view(" \t\r\n").find(json_[at_]) != json_.npos) ++at_;
  }

  bool take(char wanted) {
    skip_blanks();
    if (at_ == json_.size() || json_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  bool read_value(JsonMember& member) {
    if (take('"')) {
      member.kind = Kind::string;
      return read_string(member.value);
    }
    const std::size_t begin = at_;  // take() has passed the blanks before it
    if (at_ == json_.size()) return false;
    const char first = json_[begin];
    if (first == '{' || first == '[') {
      member.kind = first == '{' ? Kind::object : Kind::other;
      if (!pass_nested()) return false;
    } else {
      at_ = std::min(json_.find_first_of(",}] \t\r\n", at_), json_.size());
      const std::string_view word = json_.substr(begin, at_ - begin);
      const bool is_name = word == "true" || word == "false" || word == "null";
      if (!is_name && !is_number(word)) return false;
      member.kind = is_name ? Kind::other : Kind::number;
    }
    member.value = json_.substr(begin, at_ - begin);
    return true;
  }

  static bool is_number(std::string_view word) {
    const std::size_t digits = word.starts_with('-') ? 1 : 0;
    const bool begins = digits < word.size() && word[digits] >= '0' && word[digits] <= '9';
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return begins && end == word.data() + word.size() && error != std::errc::invalid_argument;
  }

  // To behind the bracket that closes the one here.
  bool pass_nested() {
    std::string ignored;
    std::size_t open = 0;
    do {
      if (at_ == json_.size()) return false;
      const char c = json_[at_++];
      if (c == '"' && !read_string(ignored)) return false;
      if (c == '{' || c == '[') ++open;
      if (c == '}' || c == ']') --open;
    } while (open > 0);
    return true;
  }

  // What stands behind a quote, to behind the next.
  bool read_string(std::string& text) {
    text.clear();
    for (std::size_t begin = at_; at_ < json_.size(); begin = at_) {
      while (at_ < json_.size() && is_plain(json_[at_])) ++at_;
      text.append(json_, begin, at_ - begin);
      if (at_ == json_.size()) return false;
      const char stop = json_[at_++];
      if (stop == '"') return true;
      if (stop != '\\' || !read_escape(text)) return false;
    }
    return false;
  }

  static bool is_plain(char c) {
    return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
  }

  bool read_escape(std::string& text) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (at_ == json_.size()) return false;
    const char letter = json_[at_++];
    if (letter == 'u') return read_code_point(text);
    const std::size_t which = kLetters.find(letter);
    if (which == std::string_view::npos) return false;
    text += kMeanings[which];
    return true;
  }

  bool read_code_point(std::string& text) {
    auto point = read_hex();
    if (!point) return false;
    if (*point >= 0xD800 && *point < 0xDC00) {  // the first half of a pair
      if (json_.substr(at_, 2) != "\\u") return false;
      at_ += 2;
      const auto low = read_hex();
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
      point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
    } else if (*point >= 0xDC00 && *point <= 0xDFFF) {
      return false;
    }
    append_utf8(text, *point);
    return true;
  }

  std::optional<char32_t> read_hex() {
    const std::string_view digits = json_.substr(at_, 4);
    std::uint32_t value = 0;
    const char* const last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, value, 16);
    if (digits.size() < 4 || end != last || error != std::errc()) return std::nullopt;
    at_ += 4;
    return value;
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::vector<JsonMember>> json_members(std::string_view json) {
  if (find_bad_utf8(json)) return std::nullopt;
  return Reader(json).read();
}

}  // namespace saola::store
