// indexer/extract/text_key.h
//
// Whether two texts say the same: compared by their letters and digits alone.

#pragma once

#include <string>
#include <string_view>

namespace saola::extract {

/// ASCII letters in lower case, digits, and every byte of other characters but spaces, dashes and quotes.
[[nodiscard]] std::string key_of(std::string_view text);

/// Words ("\\w+" runs) in `text`, white space and ASCII punctuation parting them.
[[nodiscard]] std::size_t count_words(std::string_view text);

/// Runs of digits in `text`.
[[nodiscard]] std::size_t count_numbers(std::string_view text);

}  // namespace saola::extract
