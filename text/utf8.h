// text/utf8.h
//
// Texts as code points and back. Bytes that are not UTF-8 count one by one, each as a U+FFFD.
//
// Source: RFC 3629, by base/utf8.h.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace saola::text {

inline constexpr char32_t kReplacement = 0xFFFD;
inline constexpr char32_t kBadByte =
    0xFFFFFFFF;  // what read_point gives for a byte that is not UTF-8

struct Point {
  char32_t value = kBadByte;
  std::size_t size = 1;  // bytes it takes in the text; 1 to 4
};

/// The code point at `at`, which must be inside `text`, or kBadByte.
[[nodiscard]] inline Point read_point(std::string_view text, std::size_t at) {
  const CodePoint point = decode_utf8(text, at);
  return point.bytes == 0 ? Point{} : Point{point.value, point.bytes};
}

/// The code points of `text`; bad bytes become U+FFFD.
[[nodiscard]] std::u32string to_code_points(std::string_view text);

[[nodiscard]] std::string to_utf8(std::u32string_view code_points);

/// `bytes` with each bad byte replaced by U+FFFD.
[[nodiscard]] std::string mend_utf8(std::string_view bytes);

}  // namespace saola::text
