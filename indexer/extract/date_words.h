// indexer/extract/date_words.h
//
// The words dates are written with. All are given and looked up folded: lower case, without marks ("märz" is "marz").
//
// Source: CLDR month names of the languages named in date_words.cc; docs/vietnamese.md, "Dates".

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace saola::extract {

/// 1 to 12, or 0.
[[nodiscard]] int month_of_word(std::string_view folded);

/// "muoi mot" to 11, "gieng" to 1, "chap" to 12; 0 when it is none.
[[nodiscard]] int vietnamese_month(std::string_view folded);

/// Words inside a date that say nothing: "de", "nam", "of", "th".
[[nodiscard]] bool is_date_filler(std::string_view folded);

/// The offset that a zone's name means. "gmt" and "utc" are zero; a sign may follow them.
[[nodiscard]] std::optional<std::chrono::minutes> zone_of_word(std::string_view folded);

/// The length of "phut", "gio", "hours"; zero when it is no unit of time.
[[nodiscard]] std::chrono::seconds unit_of_word(std::string_view folded);

/// Whether a line speaks of a change rather than of the publication: "cap nhat", "updated", "geandert". @param folded  whole line.
[[nodiscard]] bool says_updated(std::string_view folded);

}  // namespace saola::extract
