#include "text/letters.h"

#include <unicode/uchar.h>

#include <array>
#include <string_view>

namespace saola::text {
namespace {

struct Row {
  char base;
  Quality quality;
  std::u16string_view lower;  // by Tone
  std::u16string_view upper;
};

constexpr std::array<Row, 12> kRows = {{
    {'a', Quality::none, u"aàáảãạ", u"AÀÁẢÃẠ"},
    {'a', Quality::circumflex, u"âầấẩẫậ", u"ÂẦẤẨẪẬ"},
    {'a', Quality::breve, u"ăằắẳẵặ", u"ĂẰẮẲẴẶ"},
    {'e', Quality::none, u"eèéẻẽẹ", u"EÈÉẺẼẸ"},
    {'e', Quality::circumflex, u"êềếểễệ", u"ÊỀẾỂỄỆ"},
    {'i', Quality::none, u"iìíỉĩị", u"IÌÍỈĨỊ"},
    {'o', Quality::none, u"oòóỏõọ", u"OÒÓỎÕỌ"},
    {'o', Quality::circumflex, u"ôồốổỗộ", u"ÔỒỐỔỖỘ"},
    {'o', Quality::horn, u"ơờớởỡợ", u"ƠỜỚỞỠỢ"},
    {'u', Quality::none, u"uùúủũụ", u"UÙÚỦŨỤ"},
    {'u', Quality::horn, u"ưừứửữự", u"ƯỪỨỬỮỰ"},
    {'y', Quality::none, u"yỳýỷỹỵ", u"YỲÝỶỸỴ"},
}};

constexpr char32_t kLimit = 0x1F00;  // past the last Vietnamese letter, U+1EF9

struct Table {
  std::array<VowelLetter, kLimit> letter = {};
  std::array<char16_t, kLimit> lower = {};
  std::array<char16_t, kLimit> toneless = {};

  Table() {
    for (char32_t point = 0; point < kLimit; ++point)
      lower[point] = static_cast<char16_t>(u_tolower(static_cast<UChar32>(point)));
    for (char32_t point = 0; point < kLimit; ++point)
      toneless[point] = static_cast<char16_t>(point);
    for (const Row& row : kRows) {
      for (std::size_t tone = 0; tone < row.lower.size(); ++tone) {
        letter[row.lower[tone]] = {row.base, row.quality, static_cast<Tone>(tone), false};
        letter[row.upper[tone]] = {row.base, row.quality, static_cast<Tone>(tone), true};
        toneless[row.lower[tone]] = row.lower[0];
        toneless[row.upper[tone]] = row.upper[0];
      }
    }
  }
};

const Table& table() {
  static const Table made;
  return made;
}

}  // namespace

VowelLetter vowel_letter(char32_t point) {
  return point < kLimit ? table().letter[point] : VowelLetter{};
}

char32_t compose(VowelLetter letter) {
  for (const Row& row : kRows) {
    if (row.base != letter.base || row.quality != letter.quality) continue;
    return (letter.upper ? row.upper : row.lower)[static_cast<std::size_t>(letter.tone)];
  }
  return 0;
}

bool is_marked_letter(char32_t point) {
  if (point == U'đ' || point == U'Đ') return true;
  return point >= 0x80 && static_cast<bool>(vowel_letter(point));
}

char32_t lower(char32_t point) {
  if (point < kLimit) return table().lower[point];
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(point)));
}

char32_t without_tone(char32_t point) { return point < kLimit ? table().toneless[point] : point; }

}  // namespace saola::text
