// text/language.h
//
// Which language a text is in, as far as Saola's users care: Vietnamese (with or without diacritics), English, or other.
//
// Source: our own counts of what words look like, docs/vietnamese.md#language.

#pragma once

#include <string_view>

namespace saola::text {

/// "vi", "en" or "other"; empty when the text is too short to say (fewer than three words).
/// @param text  UTF-8; a title or a whole article.
[[nodiscard]] std::string_view detect_language(std::string_view text);

}  // namespace saola::text
