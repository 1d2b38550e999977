// text/common_syllables.h
//
// How common a Vietnamese syllable is, as far as telling encodings apart and mending damaged words needs it.
//
// Source: the project's own Vietnamese texts, counted by scripts/make-syllables.

#pragma once

#include <string_view>

namespace saola::text {

/// 2: used often, 1: used; 0: not seen, though it may be well spelt. Only syllables with a mark are counted.
/// @param word  lower case, NFC, any tone style.
[[nodiscard]] int commonness(std::u32string_view word);

}  // namespace saola::text
