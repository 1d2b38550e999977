// text/repair.h
//
// Text that is valid UTF-8 and wrong all the same, because someone decoded it with the wrong table before: UTF-8 read as
// windows-1252 ("Viá»‡t", once or twice), and Latin-1 letters read as windows-1258 ("hoang dă", "ṭa án").
//
// Source: docs/vietnamese.md#repair, with what it mends and how often it touches what was right.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saola::text {

/// The text mended, or none if nothing had to be. Text that is not Vietnamese is never changed.
/// @param text  valid UTF-8; one document (the second damage is judged over all of it).
[[nodiscard]] std::optional<std::string> repair(std::string_view text);

/// How Vietnamese the words with letters beyond ASCII look: between -1 (none is a syllable) and 2 (all are common ones);
/// 0 when there are none. The first 2,000 such words are looked at.
[[nodiscard]] double vietnamese_score(std::u32string_view text);

}  // namespace saola::text
