// text/canonical.h
//
// Two forms of one text: the display form, changed as little as possible, and the matching form, in which everything
// that means the same is written the same.
//
// Source: docs/vietnamese.md#equal.

#pragma once

#include <string>
#include <string_view>

namespace saola::text {

/// For showing and storing, changed as little as possible: NFC; invisible and control characters deleted; doubled and stray
/// tone marks mended; ƣ, Cyrillic letters in a Latin word, and Ð at the start of a word mapped to what was meant; odd spaces
/// made U+0020; line breaks LF. Bytes that are not UTF-8 become U+FFFD. Idempotent.
[[nodiscard]] std::string display_form(std::string_view text);

/// For matching: display form, and all look-alikes mapped (Ð, ﬁ, ², full-width letters), tones in their old-style place (hoà
/// to hòa), quotes, dashes and the ellipsis in ASCII. Case and the number of spaces stay. Idempotent; the same for a text,
/// its display form and its NFD.
[[nodiscard]] std::string canonical_form(std::string_view text);

/// The search fold: canonical form in lower case without tone, quality or bar: "Tòa án" to "toa an".
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace saola::text
