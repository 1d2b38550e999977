// text/char_kind.h
//
// What each code point is to the tokenizer: part of a word, between words, or nothing at all. THE table that canonical
// form and analyser share; docs/vietnamese.md says it in prose.
//
// Source: Unicode general categories, with the tailorings named in char_kind.cc.

#pragma once

#include <array>
#include <cstdint>

namespace saola::text {

enum class CharKind : std::uint8_t {
  separator,  // punctuation, symbols, what is not UTF-8
  space,  // becomes U+0020; also U+2028, U+2029 and U+0085, which no page uses as a paragraph end
  line_break,  // LF, CR: ends sentence and paragraph
  letter,
  digit,      // decimal digits of any script, and ¹ ² ³
  mark,       // combining: belongs to the letter before it
  ignorable,  // deleted wherever it stands: ZWSP, soft hyphen, direction marks, controls
};

inline constexpr char32_t kKindTableSize = 0x3000;

/// The kinds of U+0000 to U+2FFF.
[[nodiscard]] const std::array<CharKind, kKindTableSize>& char_kinds();

/// The kind of any code point; U+FFFD, which stands for what is not UTF-8, is a separator.
[[nodiscard]] CharKind char_kind(char32_t point);

}  // namespace saola::text
