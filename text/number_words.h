// text/number_words.h
//
// Numbers as newspapers write them: "1.200", "1,5", "2,5 triệu", "hai mươi lăm", "two thousand".
//
// Source: docs/vietnamese.md#numbers.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "text/analyze.h"

namespace saola::text {

struct WrittenNumber {
  double value = 0;
  std::size_t tokens = 0;  // how many say it
};

/// A token of figures. Groups of three behind dots are thousands, and behind commas when `english` or when there are two
/// groups or more; else a comma or a dot begins decimals.
[[nodiscard]] std::optional<double> figures(std::string_view token, bool english);

/// The number that begins with the first token: figures or words, with what multiplies them (triệu, million).
/// @return  none: it begins no number. "năm" (five, but also year) and its like begin one: the caller knows the unit behind it.
[[nodiscard]] std::optional<WrittenNumber> number_at(std::span<const Token> tokens, bool english);

}  // namespace saola::text
