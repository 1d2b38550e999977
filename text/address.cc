#include "text/address.h"

#include "base/utf8.h"
#include "text/char_kind.h"

namespace saola::text {
namespace {

constexpr char kWordChar = 'a';
constexpr char kNothing = ' ';  // an ignorable character
constexpr char kOther = '\0';

/// A character as canonical form will write it, so that a text and its canonical form hold the same addresses.
char plain(char32_t point) {
  switch (char_kind(point)) {
    case CharKind::letter:
    case CharKind::digit:
    case CharKind::mark:
      return kWordChar;
    case CharKind::ignorable:
      return kNothing;
    case CharKind::space:
    case CharKind::line_break:
      return kOther;
    default:
      break;
  }
  if (point < 0x80) return static_cast<char>(point);
  if ((point >= 0x2010 && point <= 0x2015) || point == 0x2043 || point == 0x2212) return '-';
  return point == 0x2026 ? '.' : kOther;
}

bool is_url_char(char c) {
  return c != kOther &&
         std::string_view("a -._~:/?#[]@!$&()*+,;=%").find(c) != std::string_view::npos;
}

bool is_mail_char(char c) {
  return c != kOther && std::string_view("a -._%+").find(c) != std::string_view::npos;
}

bool is_host_char(char c) { return c == kWordChar || c == kNothing || c == '-' || c == '.'; }

/// The end of the run of `is_part` characters, without punctuation at its end.
template <typename IsPart>
std::size_t run_end(std::string_view text, std::size_t at, IsPart is_part) {
  std::size_t end = at;
  while (at < text.size()) {
    const CodePoint point = decode_utf8(text, at);
    const char c = plain(point.value);
    if (!is_part(c)) break;
    at += point.bytes;
    if (c == kWordChar || c == '/' || c == '#' || c == '=' || c == '&' || c == '%') end = at;
  }
  return end;
}

/// The next visible characters at `at`, as plain ones; `at` is moved behind them.
bool pass_literal(std::string_view text, std::size_t& at, std::string_view literal) {
  std::size_t from = at;
  for (const char wanted : literal) {
    char c = kNothing;
    while (c == kNothing) {
      if (from >= text.size()) return false;
      const CodePoint point = decode_utf8(text, from);
      c = plain(point.value);
      from += point.bytes;
    }
    if (c != wanted) return false;
  }
  at = from;
  return true;
}

std::size_t url_end(std::string_view text, std::size_t at, std::string_view word) {
  if (word == "www") {
    std::size_t host = at;
    if (!pass_literal(text, host, ".a")) return 0;
    return run_end(text, at, is_url_char);
  }
  // Glued to the word before ("xemhttps://") that word is lost with the address: a slug's words would be the worse terms.
  if (!word.ends_with("http") && !word.ends_with("https") && word != "ftp") return 0;
  if (!pass_literal(text, at, "://")) return 0;
  return run_end(text, at, is_url_char);
}

std::size_t mailbox_begin(std::string_view text, std::size_t at, std::size_t floor) {
  while (at > floor) {
    std::size_t before = at - 1;
    while (before > floor && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
    const CodePoint point = decode_utf8(text, before);
    if (point.bytes != at - before || !is_mail_char(plain(point.value))) break;
    at = before;
  }
  return at;
}

/// A host with a dot inside: "baomau.vn".
std::size_t host_end(std::string_view text, std::size_t at) {
  const std::size_t end = run_end(text, at, is_host_char);
  bool has_dot = false;
  for (std::size_t i = at; i < end;) {
    const CodePoint point = decode_utf8(text, i);
    has_dot = has_dot || plain(point.value) == '.';
    i += point.bytes;
  }
  return has_dot ? end : 0;
}

}  // namespace

Address find_address(std::string_view text, std::size_t at, std::string_view word,
                     std::size_t floor) {
  if (text[at] != '@') return {at, url_end(text, at, word)};
  const std::size_t end = host_end(text, at + 1);
  return end == 0 ? Address{} : Address{mailbox_begin(text, at, floor), end};
}

}  // namespace saola::text
