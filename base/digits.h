// base/digits.h
//
// Numbers of a fixed width in dates and weeks, of which a table holds thousands.

#pragma once

#include <string>

namespace saola {

/// Writes the number's digits over those of `text` so that the last stands at `last`; what stands before them stays.
/// @example  text "2018-W00", last 7, number 9 -> "2018-W09"
inline void put_digits(std::string& text, std::size_t last, unsigned number) {
  for (; number > 0; number /= 10) text[last--] = static_cast<char>('0' + number % 10);
}

}  // namespace saola
