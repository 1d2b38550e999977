// query/numbers.h
//
// Numbers in running text, in Vietnamese and in English figures.
//
// Source: docs/query-language.md#numbers.

#pragma once

#include <optional>
#include <string_view>

#include "query/query_tree.h"

namespace saola::query {

/// The value of a token such as "20", "7,2", "65.000", "1.234,5"; none for what is no number ("192.168.1.1", "24h").
/// Groups of three digits after a dot or comma are thousands; what follows one dot or comma otherwise, or a zero and one, is
/// the part behind the point.
///
/// @param token  text::Token::exact.
[[nodiscard]] std::optional<double> number_value(std::string_view token);

/// "20..50", "20..", "..50": from and to a number, both included. None: this is no range.
[[nodiscard]] std::optional<NumberRange> parse_number_range(std::string_view text);

/// Whether a word was meant as a range, right or not: ".." beside a figure. Three dots may end or begin a sentence.
[[nodiscard]] bool looks_like_range(std::string_view word);

[[nodiscard]] bool holds(const NumberRange& range, std::string_view token);

}  // namespace saola::query
