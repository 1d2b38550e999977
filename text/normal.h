// text/normal.h
//
// Unicode normalisation of code points, by ICU.
//
// Source: Unicode Standard Annex 15.

#pragma once

#include <string>

namespace saola::text {

/// Composes `points` (NFC). Costs nothing when all of them are ASCII or Vietnamese letters.
void to_nfc(std::u32string& points);

/// Decomposes `points` (NFD).
void to_nfd(std::u32string& points);

}  // namespace saola::text
