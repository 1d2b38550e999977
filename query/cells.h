// query/cells.h
//
// The numbers of a count's answer, one cell a row. For query/count.cc.

#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace saola::query {

/// Which cell of the answer: of the calendar's cells, of the topics counted (0 when topic is no dimension), of the
/// combinations of outlet, language and so on.
struct CellKey {
  std::uint32_t time = 0;
  std::uint32_t topic = 0;
  std::uint32_t combination = 0;
};

/// Of one cell: articles; with --compare those of the first query, of the second, and of both.
using Numbers = std::array<std::uint64_t, 3>;

/// All cells, also those that stay 0.
class Cells {
 public:
  Cells() = default;
  Cells(std::size_t times, std::size_t topics, std::size_t combinations)
      : times_(times), topics_(topics), numbers_(times * topics * combinations) {}

  Numbers& operator[](const CellKey& key) {
    return numbers_[(key.combination * topics_ + key.topic) * times_ + key.time];
  }

 private:
  std::size_t times_ = 0;
  std::size_t topics_ = 0;
  std::vector<Numbers> numbers_;
};

}  // namespace saola::query
