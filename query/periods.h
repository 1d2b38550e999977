// query/periods.h
//
// The days of a range cut into days, ISO weeks, months and years, or into their overlaps.
//
// Source: ISO 8601-1:2019 (weeks); docs/output.md#count.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "query/dimensions.h"

namespace saola::query {

[[nodiscard]] bool is_time(Dimension dimension);

/// The whole period in which a day lies: its name ("2018-W41", "2018-10") and its first and last day.
struct Period {
  std::string name;
  DayRange days;
};

/// @param dimension  one of time.
[[nodiscard]] Period period_of(Dimension dimension, Day day);

/// One cell of time: a name for each dimension, and the days that lie in all of these periods.
struct TimeCell {
  std::vector<std::string> names;
  DayRange days;  // whole, also where the range asked about begins or ends within
};

/// All cells of a range, in order of time, without a gap. Immutable.
class Calendar {
 public:
  /// @param dimensions  those of time, in the order wanted. None: one cell for all days, named by nothing.
  Calendar(const std::vector<Dimension>& dimensions, DayRange range);

  /// The cell of a day within the range.
  [[nodiscard]] std::uint32_t cell_of(Day day) const;

  [[nodiscard]] const std::vector<TimeCell>& cells() const { return cells_; }
  [[nodiscard]] bool holds(Day day) const { return range_.first <= day && day <= range_.last; }

 private:
  DayRange range_;
  std::vector<TimeCell> cells_;
  std::vector<std::uint32_t> cell_of_day_;  // by days since range_.first
};

}  // namespace saola::query
