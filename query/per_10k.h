// query/per_10k.h
//
// The share of a topic or query among all articles, in the unit of the reports.

#pragma once

#include <cstdint>

#include "query/output.h"

namespace saola::query {

/// Articles per 10,000 of all articles, rounded half up to two digits as a spreadsheet does; unknown when there are none.
[[nodiscard]] inline Value per_10k(std::uint64_t articles, std::uint64_t all_articles) {
  if (all_articles == 0) return {};
  // In whole hundredths first: 0.625 is exact in binary and would be rounded to the even 0.62.
  const std::uint64_t hundredths = (2'000'000 * articles + all_articles) / (2 * all_articles);
  return Decimal{static_cast<double>(hundredths) / 100, 2};
}

}  // namespace saola::query
