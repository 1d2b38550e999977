#include "text/char_kind.h"

#include <unicode/uchar.h>

namespace saola::text {
namespace {

CharKind by_category(char32_t point) {
  switch (u_charType(static_cast<UChar32>(point))) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
      return CharKind::letter;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharKind::digit;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return CharKind::mark;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return CharKind::space;
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return CharKind::ignorable;
    default:
      return CharKind::separator;
  }
}

CharKind compute(char32_t point) {
  switch (point) {
    case '\n':
    case '\r':
      return CharKind::line_break;
    case '\t':
    case '\v':
    case '\f':
    case 0x85:
      return CharKind::space;
    case 0xB9:
    case 0xB2:
    case 0xB3:
      return CharKind::digit;  // "100 m²" is "100 m2"
    case 0xAA:                 // ª and º stand for the degree sign, ʼ for an apostrophe
    case 0xBA:
    case 0x2BC:
      return CharKind::separator;
    default:
      return by_category(point);
  }
}

}  // namespace

const std::array<CharKind, kKindTableSize>& char_kinds() {
  static const auto kinds = [] {
    std::array<CharKind, kKindTableSize> made = {};
    for (char32_t point = 0; point < kKindTableSize; ++point) made[point] = compute(point);
    return made;
  }();
  return kinds;
}

CharKind char_kind(char32_t point) {
  if (point < kKindTableSize) return char_kinds()[point];
  return point > 0x10FFFF ? CharKind::separator : compute(point);
}

}  // namespace saola::text
