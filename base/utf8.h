// base/utf8.h
//
// UTF-8 as bytes: which are valid, one code point after another, whole texts as code points and back. What characters mean
// is text/'s.
//
// Source: RFC 3629.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saola {

inline constexpr char32_t kReplacement = 0xFFFD;

struct CodePoint {
  char32_t value = kReplacement;
  std::uint8_t bytes = 1;  // 1 to 4
  bool valid = false;      // false: the byte is not part of UTF-8, and stands for one U+FFFD
};

/// The code point at `at`; surrogates, overlong forms and values over U+10FFFF are not valid (RFC 3629, 3).
/// @param at  < text.size()
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at);

/// The first byte at or after `at` that is not ASCII, or text.size().
/// @cost  eight bytes at a time: text on the web is mostly ASCII.
[[nodiscard]] std::size_t skip_ascii(std::string_view text, std::size_t at);

/// The byte offset of the first sequence that is not valid; none: all is.
[[nodiscard]] std::optional<std::size_t> find_bad_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t value);

/// The code points of `text`; each bad byte becomes a U+FFFD.
[[nodiscard]] std::u32string to_code_points(std::string_view text);

[[nodiscard]] std::string to_utf8(std::u32string_view code_points);

/// `bytes` with each bad byte replaced by U+FFFD.
[[nodiscard]] std::string mend_utf8(std::string_view bytes);

}  // namespace saola
