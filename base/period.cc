// ISO weeks, and the periods that a filter names.

#include <fmt/format.h>

#include <charconv>

#include "base/digits.h"
#include "base/time.h"

namespace saola {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::weeks;
using std::chrono::years;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || at != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

Day day_of(std::chrono::year_month_day date) { return Day(date); }

tl::unexpected<Error> not_a_period(std::string_view text) {
  return fail(Code::usage, fmt::format("\"{}\" is not a date, week, month or year", text),
              "write 2018, 2018-10, 2018-W41 or 2018-10-06");
}

Result<DayRange> month_of(int year, int month, std::string_view text) {
  if (month < 1 || month > 12) return not_a_period(text);
  const auto first = std::chrono::year_month(std::chrono::year(year),
                                             std::chrono::month(static_cast<unsigned>(month)));
  return DayRange{day_of(first / 1), day_of((first + months(1)) / 1) - days(1)};
}

}  // namespace

IsoWeek iso_week_of(Day day) {
  const std::chrono::weekday weekday(day);
  const Day thursday = day - days(weekday.iso_encoding()) + days(4);
  const std::chrono::year year = std::chrono::year_month_day(thursday).year();
  const Day new_year(year / 1 / 1);
  return {static_cast<int>(year), static_cast<int>((thursday - new_year) / weeks(1)) + 1};
}

Day monday_of(IsoWeek week) {
  const Day fourth(std::chrono::year(week.year) / 1 / 4);  // always in week 1
  const std::chrono::weekday weekday(fourth);
  return fourth - days(weekday.iso_encoding() - 1) + weeks(week.week - 1);
}

std::string to_string(IsoWeek week) {
  if (week.year < 0 || week.year > 9999) return fmt::format("{:04}-W{:02}", week.year, week.week);
  std::string text = "0000-W00";
  put_digits(text, 3, static_cast<unsigned>(week.year));
  put_digits(text, 7, static_cast<unsigned>(week.week));
  return text;
}

Result<IsoWeek> parse_iso_week(std::string_view text) {
  const auto year = text.size() == 8 ? number(text.substr(0, 4)) : std::nullopt;
  const auto week = text.size() == 8 ? number(text.substr(6)) : std::nullopt;
  if (year && week && text.substr(4, 2) == "-W") {
    const IsoWeek found{*year, *week};
    if (iso_week_of(monday_of(found)) == found) return found;
  }
  return fail(Code::usage, fmt::format("\"{}\" is not an ISO week", text),
              "write it as 2018-W41; only long years have a week 53");
}

Result<DayRange> parse_period(std::string_view text) {
  const auto year = text.size() >= 4 ? number(text.substr(0, 4)) : std::nullopt;
  if (!year || *year < 1) return not_a_period(text);
  const std::chrono::year of(*year);
  if (text.size() == 4) return DayRange{day_of(of / 1 / 1), day_of(of / 12 / 31)};
  if (text.size() == 8 && text[5] == 'W') {
    const auto week = parse_iso_week(text);
    if (!week) return pass_on(week);
    return DayRange{monday_of(*week), monday_of(*week) + days(6)};
  }
  const auto month = text.size() >= 7 && text[4] == '-' ? number(text.substr(5, 2)) : std::nullopt;
  if (!month) return not_a_period(text);
  if (text.size() == 7) return month_of(*year, *month, text);
  const auto day = text.size() == 10 && text[7] == '-' ? number(text.substr(8)) : std::nullopt;
  if (!day) return not_a_period(text);
  const std::chrono::year_month_day date =
      of / static_cast<unsigned>(*month) / static_cast<unsigned>(*day);
  if (!date.ok()) return not_a_period(text);
  return DayRange{day_of(date), day_of(date)};
}

}  // namespace saola
