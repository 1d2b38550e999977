#include "text/look_alikes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"

namespace saola::text {
namespace {

struct Pair {
  char32_t from;
  char32_t to;
};

constexpr Pair kCyrillic[] = {
    {0x0410, 'A'}, {0x0430, 'a'}, {0x0412, 'B'}, {0x0415, 'E'}, {0x0435, 'e'}, {0x041A, 'K'},
    {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'}, {0x043E, 'o'}, {0x0420, 'P'}, {0x0440, 'p'},
    {0x0421, 'C'}, {0x0441, 'c'}, {0x0422, 'T'}, {0x0425, 'X'}, {0x0445, 'x'}, {0x0423, 'Y'},
    {0x0443, 'y'}, {0x0406, 'I'}, {0x0456, 'i'}, {0x0408, 'J'}, {0x0458, 'j'}, {0x0405, 'S'},
    {0x0455, 's'}, {0x04BA, 'H'}, {0x04BB, 'h'}};

char32_t from_cyrillic(char32_t point) {
  if (point < 0x0400 || point > 0x04FF) return point;
  const auto* found = std::find_if(std::begin(kCyrillic), std::end(kCyrillic),
                                   [point](const Pair& pair) { return pair.from == point; });
  return found == std::end(kCyrillic) ? point : found->to;
}

bool is_latin(char32_t point) {
  const char32_t small = point | 0x20;
  return (small >= 'a' && small <= 'z') ||
         (point >= 0xC0 && point < 0x250 && point != 0xD7 && point != 0xF7) ||
         (point >= 0x1E00 && point < 0x1F00);
}

/// Ð, ð, Ɖ, ɖ to the Vietnamese letter: windows-1258 and VISCII have đ where Latin-1 has ð.
char32_t from_eth(char32_t point) {
  switch (point) {
    case 0xD0:
    case 0x189:
      return U'Đ';
    case 0xF0:
    case 0x256:
      return U'đ';
    default:
      return point;
  }
}

/// ƣ is ư in damaged fonts.
char32_t from_oi(char32_t point) { return point == 0x1A2 ? U'Ư' : point == 0x1A3 ? U'ư' : point; }

char32_t for_matching(char32_t point) {
  switch (point) {
    case 0xB5:
      return 0x3BC;  // micro sign: Greek mu
    case 0xB9:
      return '1';
    case 0xB2:
      return '2';
    case 0xB3:
      return '3';
    case 0x130:
      return 'I';
    case 0x131:
      return 'i';
    case 0x274:
      return 'n';
    default:
      break;
  }
  const bool is_fullwidth = (point >= 0xFF10 && point <= 0xFF19) ||
                            (point >= 0xFF21 && point <= 0xFF3A) ||
                            (point >= 0xFF41 && point <= 0xFF5A);
  return is_fullwidth ? point - 0xFEE0 : point;
}

void expand_for_matching(std::u32string& word) {
  std::u32string made;
  for (const char32_t point : word) {
    if (point >= 0xFE00 && point <= 0xFE0F)
      continue;  // variation selectors say nothing about the word
    constexpr std::array<std::u32string_view, 5> kLigatures = {U"ff", U"fi", U"fl", U"ffi", U"ffl"};
    if (point >= 0xFB00 && point < 0xFB00 + kLigatures.size()) {
      made.append(kLigatures[point - 0xFB00]);
    } else {
      made.push_back(for_matching(point));
    }
  }
  word = std::move(made);
}

}  // namespace

Tone tone_of_mark(char32_t mark) {
  switch (mark) {
    case 0x300:
      return Tone::huyen;
    case 0x301:
      return Tone::sac;
    case 0x309:
      return Tone::hoi;
    case 0x303:
      return Tone::nga;
    case 0x323:
      return Tone::nang;
    default:
      return Tone::ngang;
  }
}

Quality quality_of_mark(char32_t mark) {
  switch (mark) {
    case 0x302:
      return Quality::circumflex;
    case 0x306:
      return Quality::breve;
    case 0x31B:
      return Quality::horn;
    default:
      return Quality::none;
  }
}

bool map_look_alikes(std::u32string& word, Form form) {
  const std::u32string before = word;
  if (form == Form::canonical) expand_for_matching(word);
  for (char32_t& point : word) point = from_oi(point);
  if (std::any_of(word.begin(), word.end(), is_latin))
    for (char32_t& point : word) point = from_cyrillic(point);
  for (std::size_t i = 0; i < word.size() && (i == 0 || form == Form::canonical); ++i)
    word[i] = from_eth(word[i]);
  return word != before;
}

void append_punctuation(char32_t point, Form form, std::u32string& out) {
  if (form == Form::display || point < 0x80) return out.push_back(point);
  switch (point) {
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
      return out.push_back('"');
    case 0xB4:
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
      return out.push_back('\'');
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2043:
    case 0x2212:
      return out.push_back('-');
    case 0x2026:
      return void(out.append(U"..."));
    case 0xBA:
      return out.push_back(0xB0);
    default:
      return out.push_back(point);
  }
}

void append_fold_letter(char32_t point, std::string& out) {
  switch (point) {
    case 0xDF:
      out += "ss";
      return;
    case 0xE6:
      out += "ae";
      return;
    case 0x153:
      out += "oe";
      return;
    case 0xF8:
      out += 'o';
      return;
    case 0xFE:
      out += "th";
      return;
    case 0x142:
      out += 'l';
      return;
    default:
      append_utf8(out, point);
  }
}

}  // namespace saola::text
