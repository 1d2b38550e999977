// text/syllable.h
//
// The spelling rules of one Vietnamese syllable: onset, rhyme, tone, and the letter that carries the tone mark.
//
// Two styles place the tone of open rhymes oa, oe and uy differently (old hòa, khỏe, thủy; new hoà, khoẻ, thuỷ); terms are
// in the old style, which 98.6 % of newspaper text uses where no tool rewrote it. Every other syllable has one right place.
//
// Source: Vietnamese orthography as set out in docs/vietnamese.md#syllables (onsets, rhymes, tone placement).

#pragma once

#include <string>
#include <string_view>

#include "text/letters.h"

namespace saola::text {

struct SyllableParts {
  std::u32string_view onset;   // "" or one of 27; "qu" and "gi" before a vowel
  std::u32string_view vowels;  // one to three vowel letters
  std::u32string_view coda;    // "" or one of c ch m n ng nh p t
};

/// Cuts a lower-case word without tones. False if it does not have the shape of a syllable.
/// @param toneless  kept by the parts, which view into it.
[[nodiscard]] bool cut_syllable(std::u32string_view toneless, SyllableParts& parts);

/// Whether the lower-case word (NFC) is spelt as a Vietnamese syllable can be: a known rhyme that goes with the onset,
/// the tone in its old-style or new-style place, stop endings only with sắc or nặng. About 13,000 words pass.
[[nodiscard]] bool is_well_formed(std::u32string_view word);

/// Whether the lower-case ASCII word is some well-formed syllable with its marks left out: "duong", "nguoi".
[[nodiscard]] bool is_folded_syllable(std::string_view word);

/// Moves the tone mark of `word` (letters of any case, NFC) to its old-style place: hoà to hòa, and what is wrong in both
/// styles too (qúa, tóan, ngưòi). Words with no tone, with two, or of another shape than onset, vowels, final stay as they are.
void place_tone(std::u32string& word);

}  // namespace saola::text
