#include "query/periods.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace saola::query {

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

Period month_of(Day day) {
  const year_month_day date{day};
  const auto month = date.year() / date.month();
  return {to_iso(day).substr(0, to_iso(day).size() - 3),
          {Day{month / 1}, Day{month / std::chrono::last}}};
}

Period year_of(Day day) {
  const auto year = year_month_day{day}.year();
  return {fmt::format("{:04}", int{year}),
          {Day{year / std::chrono::January / 1}, Day{year / std::chrono::December / 31}}};
}

Period week_of(Day day) {
  const IsoWeek week = iso_week_of(day);
  const Day monday = monday_of(week);
  return {to_string(week), {monday, monday + days(6)}};
}

TimeCell cell_around(const std::vector<Dimension>& dimensions, Day day) {
  TimeCell cell{{}, {Day::min(), Day::max()}};
  cell.names.reserve(dimensions.size());
  for (Dimension dimension : dimensions) {
    Period period = period_of(dimension, day);
    cell.names.push_back(std::move(period.name));
    cell.days.first = std::max(cell.days.first, period.days.first);
    cell.days.last = std::min(cell.days.last, period.days.last);
  }
  return cell;
}

}  // namespace

bool is_time(Dimension dimension) {
  return dimension == Dimension::day || dimension == Dimension::week ||
         dimension == Dimension::month || dimension == Dimension::year;
}

Period period_of(Dimension dimension, Day day) {
  assert(is_time(dimension));
  switch (dimension) {
    case Dimension::week:
      return week_of(day);
    case Dimension::month:
      return month_of(day);
    case Dimension::year:
      return year_of(day);
    default:
      return {to_iso(day), {day, day}};
  }
}

Calendar::Calendar(const std::vector<Dimension>& dimensions, DayRange range) : range_(range) {
  const auto all_days = std::max<std::int64_t>(0, (range.last - range.first).count() + 1);
  cell_of_day_.reserve(static_cast<std::size_t>(all_days));
  for (Day day = range.first; day <= range.last; day = range.first + days(cell_of_day_.size())) {
    cells_.push_back(cell_around(dimensions, day));
    // The overlap of periods that hold one day is one run of days: a cell ends once and for all.
    const Day last = std::min(cells_.back().days.last, range.last);
    cell_of_day_.resize(static_cast<std::size_t>((last - range.first).count()) + 1,
                        static_cast<std::uint32_t>(cells_.size() - 1));
  }
}

std::uint32_t Calendar::cell_of(Day day) const {
  assert(range_.first <= day && day <= range_.last);
  return cell_of_day_[static_cast<std::size_t>((day - range_.first).count())];
}

}  // namespace saola::query
