#include "text/damage_signs.h"

#include <array>
#include <string>

#include "base/utf8.h"
#include "text/char_kind.h"
#include "text/legacy_charset.h"
#include "text/letters.h"
#include "text/normal.h"

namespace saola::text {
namespace {

constexpr char32_t kTableSize = 0x1F00;  // the last composed Latin letter is below it

bool is_letter(char32_t point) {
  const CharKind kind = char_kind(point);
  return kind == CharKind::letter || kind == CharKind::mark;
}

bool compute_toned_consonant(char32_t letter) {
  if (letter < 0x80 || is_marked_letter(letter) || !is_letter(letter)) return false;
  std::u32string parts(1, letter);
  to_nfd(parts);
  return parts.size() == 2 && is_consonant(parts[0]) && latin_of_mark(parts[1]) != 0;
}

const std::array<bool, kTableSize>& toned_consonants() {
  static const auto table = [] {
    std::array<bool, kTableSize> made = {};
    for (char32_t letter = 0; letter < kTableSize; ++letter)
      made[letter] = compute_toned_consonant(letter);
    return made;
  }();
  return table;
}

/// One character beyond ASCII with what stands around it.
struct Place {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;
  char32_t point = 0;

  /// The ASCII character so many bytes before; 0: none, or it is not ASCII.
  [[nodiscard]] char32_t ascii_before(std::size_t bytes) const {
    const char c = begin < bytes ? '\0' : text[begin - bytes];
    return static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : 0;
  }
  [[nodiscard]] char32_t before() const {
    std::size_t at = begin;
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) continue;
    return begin == 0 ? 0 : decode_utf8(text, at).value;
  }
  [[nodiscard]] char32_t after() const {
    return end == text.size() ? 0 : decode_utf8(text, end).value;
  }
};

/// Words that end as no syllable can (xă, quư), and consonants with a tone (ṭa).
bool shows_misreading(const Place& place) {
  switch (place.point) {
    case U'ă':
    case U'Ă':
      // The end of the text ends no word: a text cut off after forty characters ends in "nă" as easily as in "năm".
      return place.end < place.text.size() && !is_letter(place.after()) &&
             is_letter(place.before());
    case U'ư':
    case U'Ư':
      return lower(place.ascii_before(1)) == 'u' && lower(place.ascii_before(2)) == 'q';
    default:
      return latin_of_mark(place.point) != 0 ? is_consonant(place.before())
                                             : is_toned_consonant(place.point);
  }
}

}  // namespace

DamageSigns damage_signs(std::string_view text) {
  DamageSigns signs;
  for (std::size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
    const CodePoint read = decode_utf8(text, at);
    const Place place{text, at, at + read.bytes, read.value};
    at = place.end;
    const bool may_begin_pair = read.value >= 0xC2 && read.value <= 0xE1;
    signs.double_encoding =
        signs.double_encoding || (may_begin_pair && is_double_pair(read.value, place.after()));
    signs.misreading = signs.misreading || shows_misreading(place);
  }
  return signs;
}

bool is_double_pair(char32_t first, char32_t second) {
  if (first == 0xE1) return second == 0xBA || second == 0xBB;
  if (first != 0xC2 && first != 0xC3 && first != 0xC4 && first != 0xC6) return false;
  return second >= 0x80 && encode_windows_1252({&second, 1}).has_value();
}

char32_t latin_of_mark(char32_t mark) {
  switch (mark) {
    case 0x301:
      return U'ì';
    case 0x323:
      return U'ò';
    case 0x300:
      return U'Ì';
    case 0x309:
      return U'Ò';
    default:
      return 0;
  }
}

bool is_consonant(char32_t letter) {
  const char32_t small_letter = lower(letter);
  return (small_letter >= 'a' && small_letter <= 'z' && !vowel_letter(small_letter)) ||
         small_letter == U'đ';
}

bool is_toned_consonant(char32_t letter) {
  return letter < kTableSize && toned_consonants()[letter];
}

}  // namespace saola::text
