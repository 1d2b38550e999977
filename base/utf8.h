// base/utf8.h
//
// UTF-8 as bytes: which are valid (RFC 3629), one code point after another. What characters mean is text/'s.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace saola {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // 1 to 4; 0: not valid UTF-8 here
};

/// The code point at `at`; surrogates, overlong forms and values over U+10FFFF are not valid (RFC 3629, 3).
/// @param at  < text.size()
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at);

/// The byte offset of the first sequence that is not valid; none: all is.
[[nodiscard]] std::optional<std::size_t> find_bad_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t value);

}  // namespace saola
