// text/word.h
//
// One word (a run of letters, digits and marks) and one gap (what stands between two words) in display and canonical form,
// lower case and folded. Whole texts and single tokens are both made of these, so that they cannot differ.
//
// Source: docs/vietnamese.md#equal; Unicode Standard Annex 15 (NFC, by ICU).

#pragma once

#include <string>
#include <string_view>

namespace saola::text {

enum class Form { display, canonical };

/// The end of the word that begins at `begin`, a letter or digit: letters, digits, their marks and ignorable characters,
/// and a dot or comma between two digits. Ignorable characters at its end are not part of it.
[[nodiscard]] std::size_t word_end(std::string_view text, std::size_t begin);

/// The first letter or digit at or after `begin`, or the size of the text.
[[nodiscard]] std::size_t next_word(std::string_view text, std::size_t begin);

/// Appends the word to `out`. In display form only what damages a Vietnamese word is mended; in canonical form all
/// look-alikes are mapped and the tone stands in its old-style place.
void append_word(std::string_view word, Form form, std::string& out);

/// The code points that append_word appends, in the place of what `points` held.
void read_word(std::string_view word, Form form, std::u32string& points);

/// Appends the gap to `out`, which ends with what came before it. Line breaks become LF, other spaces U+0020; in canonical
/// form quotes, dashes and the ellipsis become ASCII. Broken bytes become U+FFFD.
void append_gap(std::string_view gap, Form form, std::string& out);

/// Appends the canonical text in lower case.
void append_lower(std::u32string_view canonical, std::string& out);

/// Appends the canonical text folded: lower case, without tone, quality and bar.
void append_folded(std::string_view canonical, std::string& out);
void append_folded(std::u32string_view canonical, std::string& out);

}  // namespace saola::text
