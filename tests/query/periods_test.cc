#include "query/periods.h"

#include <gtest/gtest.h>

#include <set>

namespace saola::query {
namespace {

using std::chrono::days;

Day day(int year, unsigned month, unsigned date) {
  return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date}};
}

TEST(Periods, HoldTheDayTheyAreOf) {
  for (Day at = day(2014, 12, 20); at < day(2022, 1, 10); at += days(1)) {
    for (Dimension dimension :
         {Dimension::day, Dimension::week, Dimension::month, Dimension::year}) {
      const Period period = period_of(dimension, at);
      EXPECT_LE(period.days.first, at);
      EXPECT_GE(period.days.last, at);
      // What a filter of that name means is the same days.
      EXPECT_EQ(parse_period(period.name).value(), period.days) << period.name;
    }
  }
}

TEST(Calendar, CoversARangeOnceAndInOrder) {
  const DayRange range{day(2018, 12, 20), day(2019, 2, 10)};
  for (const std::vector<Dimension>& by :
       {std::vector{Dimension::day}, std::vector{Dimension::week}, std::vector{Dimension::month},
        std::vector{Dimension::week, Dimension::month},
        std::vector{Dimension::year, Dimension::week}}) {
    const Calendar calendar(by, range);
    std::uint32_t before = 0;
    std::set<std::uint32_t> seen;
    for (Day at = range.first; at <= range.last; at += days(1)) {
      const std::uint32_t cell = calendar.cell_of(at);
      EXPECT_GE(cell, before);
      before = cell;
      seen.insert(cell);
      EXPECT_LE(calendar.cells()[cell].days.first, at);
      EXPECT_GE(calendar.cells()[cell].days.last, at);
    }
    EXPECT_EQ(seen.size(), calendar.cells().size());
  }
}

TEST(Calendar, HasOneCellWhenTimeIsNotAsked) {
  const Calendar calendar({}, {day(2018, 1, 1), day(2018, 1, 3)});
  EXPECT_EQ(calendar.cells().size(), 1U);
  EXPECT_EQ(calendar.cell_of(day(2018, 1, 3)), 0U);
}

}  // namespace
}  // namespace saola::query
