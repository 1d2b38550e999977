// text/letters.h
//
// What each Vietnamese letter is made of: a plain vowel, a mark that makes another vowel of it (breve, circumflex, horn),
// a tone. "ệ" is e, circumflex, nặng. With đ and the capitals, 134 letters are not ASCII: the simple ones are among those
// that Latin languages share (U+00C0 to U+01B0), most stand in a block of their own (U+1EA0 to U+1EF9).
//
// Source: the Unicode Character Database, canonical decompositions; đ has none and is listed by hand.

#pragma once

#include <cstdint>

namespace saola::text {

enum class Tone : std::uint8_t { ngang, huyen, sac, hoi, nga, nang };
enum class Quality : std::uint8_t { none, circumflex, breve, horn };

struct VowelLetter {
  char base = 0;  // a e i o u y, lower case; 0: not a Vietnamese vowel letter
  Quality quality = Quality::none;
  Tone tone = Tone::ngang;
  bool upper = false;

  explicit operator bool() const { return base != 0; }
};

/// What `point` is made of; an empty VowelLetter if it is no Vietnamese vowel letter.
[[nodiscard]] VowelLetter vowel_letter(char32_t point);

/// The composed letter; 0 if there is none (i with a horn).
[[nodiscard]] char32_t compose(VowelLetter letter);

/// Whether `point` is one of the 134 letters of Vietnamese that are not ASCII.
[[nodiscard]] bool is_marked_letter(char32_t point);

/// Lower case by the simple mapping of Unicode; İ gives i. A table answers for Latin letters.
[[nodiscard]] char32_t lower(char32_t point);

/// The same letter without its tone.
[[nodiscard]] char32_t without_tone(char32_t point);

}  // namespace saola::text
