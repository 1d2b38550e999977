#include "base/printable.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace saola {
namespace {

bool is_bidi_control(char32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c <= 0x9f); }
bool is_line_break(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

// Printable ASCII at the beginning: what most cells of a table are.
std::size_t plain_bytes(std::string_view text) {
  const auto first = std::find_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f;
  });
  return static_cast<std::size_t>(first - text.begin());
}

std::string escaped(std::string_view text, bool keep_lines) {
  std::size_t at = plain_bytes(text);
  std::string out(text.substr(0, at));
  while (at < text.size()) {
    const CodePoint point = decode_utf8(text, at);
    const char32_t c = point.value;
    if (!point.valid) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else if (keep_lines && c == '\n') {
      out.push_back('\n');
    } else if (is_line_break(c) || c == '\t') {
      if (out.empty() || out.back() != ' ') out.push_back(' ');
    } else if (is_control(c)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else if (is_bidi_control(c)) {
      out += fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(c));
    } else {
      out += text.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) { return escaped(text, false); }

std::string printable_lines(std::string_view text) { return escaped(text, true); }

std::string printable_json(std::string_view json) {
  std::string out;
  for (std::size_t at = 0; at < json.size();) {
    const CodePoint point = decode_utf8(json, at);
    const char32_t c = point.value;
    if ((c >= 0x7f && c <= 0x9f) || is_bidi_control(c)) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += json.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return out;
}

std::string ellipsis(std::string_view text, std::size_t limit) {
  std::size_t at = 0;
  std::size_t cut = 0;  // where the text ends if one character makes room for the dots
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count + 1 == limit) cut = at;
    if (count == limit) return std::string(text.substr(0, cut)) + "…";
    at += decode_utf8(text, at).bytes;
  }
  return std::string(text);
}

}  // namespace saola
