// text/quantities.h
//
// The numbers that an article on a case says: how heavy, how many animals, pieces and people, how long in prison, how much
// money. Vietnamese and English, in figures and in words.
//
// Source: docs/vietnamese.md#numbers. Vietnamese writes 1.200 and 1,5 where English writes 1,200 and 1.5.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyze.h"

namespace saola::text {

enum class Measure {
  weight,   // kg
  animals,  // con, cá thể, animals
  pieces,   // tusks, horns, skins, teeth
  people,   // người, đối tượng, bị cáo
  prison,   // months
  dong,     // VND
  dollars,  // USD
};

/// "kg", "animals", "pieces", "people", "months of prison", "VND", "USD"
[[nodiscard]] std::string_view unit_of(Measure measure);

struct Quantity {
  Measure measure = Measure::weight;
  double low = 0;
  double high = 0;          // equal to low unless a range is said: "10-12 kg"
  std::uint32_t first = 0;  // tokens [first, last) that say it, number and unit
  std::uint32_t last = 0;
};

/// All that `tokens` say, in order, none inside another.
///
/// @param tokens  of an Analyzer.
/// @param text    what was analysed: a $ before a number is no token.
/// @example  "hơn 1,2 tấn ngà voi" -> 1200 kg; "hai năm sáu tháng tù" -> 30 months of prison
[[nodiscard]] std::vector<Quantity> find_quantities(std::span<const Token> tokens,
                                                    std::string_view text);

/// "1200 kg", "10-12 animals", "0.5 kg": a decimal point, three digits behind it at most, no thousands' marks.
[[nodiscard]] std::string to_string(const Quantity& quantity);

}  // namespace saola::text
