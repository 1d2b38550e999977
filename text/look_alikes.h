// text/look_alikes.h
//
// Characters that stand for others: foreign letters that look Vietnamese, Cyrillic inside Latin words, typographic quotes
// and dashes, and the letters that fold to more than one.
//
// Sources: docs/vietnamese.md#equal, where each is counted; Unicode confusables for the Cyrillic pairs.

#pragma once

#include <string>

#include "text/letters.h"
#include "text/word.h"

namespace saola::text {

/// The tone of a combining mark (U+0300 huyền ...), or ngang.
[[nodiscard]] Tone tone_of_mark(char32_t mark);

/// The quality of a combining mark (U+0302, U+0306, U+031B), or none.
[[nodiscard]] Quality quality_of_mark(char32_t mark);

/// Maps look-alikes in one word. In display form only ƣ, Cyrillic letters in a Latin word, and Ð ð Ɖ ɖ at its start, where
/// alone Vietnamese writes đ (Guðmundsson stays); in canonical form all of them.
/// @return whether anything changed.
bool map_look_alikes(std::u32string& word, Form form);

/// Appends a character that stands between words.
void append_punctuation(char32_t point, Form form, std::u32string& out);

/// Appends a lower-case letter without marks as the search fold writes it: ß as ss, ø as o.
void append_fold_letter(char32_t point, std::string& out);

}  // namespace saola::text
