// crawler/ascii.h
//
// Bytes as US-ASCII, whatever the locale: what protocols and markup are made of.

#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace saola::crawler {

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char to_ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_ascii_alpha(char c) {
  return to_ascii_lower(c) >= 'a' && to_ascii_lower(c) <= 'z';
}
constexpr bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

[[nodiscard]] inline std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_ascii_lower);
  return out;
}

/// A view of `text` without white space at both ends.
[[nodiscard]] inline std::string_view ascii_trimmed(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

/// The value of a hexadecimal digit; -1 for another character.
constexpr int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  c = to_ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace saola::crawler
