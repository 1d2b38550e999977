// The oracle's calendar: the proleptic Gregorian one, counted from day numbers, and ISO 8601's weeks.

#include <array>
#include <cstdio>
#include <cstdlib>

#include "tests/query/oracle_tree.h"

namespace saola::query {

namespace {

bool is_leap(long year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

long days_of_month(long year, long month) {
  static constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Days since 1 January 1970, a Thursday; from 1970 on.
long number_of(long year, long month, long day) {
  long number = day - 1;
  for (long y = 1970; y < year; ++y) number += is_leap(y) ? 366 : 365;
  for (long m = 1; m < month; ++m) number += days_of_month(year, m);
  return number;
}

std::string written(long number) {
  long year = 1970;
  for (; number >= (is_leap(year) ? 366 : 365); ++year) number -= is_leap(year) ? 366 : 365;
  long month = 1;
  for (; number >= days_of_month(year, month); ++month) number -= days_of_month(year, month);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04ld-%02ld-%02ld", year, month, number + 1);
  return text.data();
}

long number_of(const std::string& day) {
  return number_of(std::strtol(day.c_str(), nullptr, 10), std::strtol(&day[5], nullptr, 10),
                   std::strtol(&day[8], nullptr, 10));
}

// The week that holds 4 January is the first.
long monday_of(long year, long week) {
  const long fourth = number_of(year, 1, 4);
  return fourth - (fourth + 3) % 7 + 7 * (week - 1);
}

bool is_week(const std::string& period) { return period.size() == 8 && period[5] == 'W'; }

long monday_of(const std::string& week) {
  return monday_of(std::strtol(week.c_str(), nullptr, 10), std::strtol(&week[6], nullptr, 10));
}

}  // namespace

std::string oracle_day(const std::string& published) {
  if (published.size() == 10) return published;
  const auto minutes_at = [&](std::size_t at) {
    return std::strtol(&published[at], nullptr, 10) * 60 +
           std::strtol(&published[at + 3], nullptr, 10);
  };
  constexpr long kVietNam = 7 * 60;
  const long offset = minutes_at(20) * (published.at(19) == '-' ? -1 : 1);
  const long minutes = number_of(published) * 24 * 60 + minutes_at(11) - offset + kVietNam;
  return written(minutes / (24 * 60));
}

std::string oracle_week(const std::string& day) {
  const long number = number_of(day);
  long year = std::strtol(day.c_str(), nullptr, 10) + 1;
  while (monday_of(year, 1) > number) --year;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04ld-W%02ld", year,
                1 + (number - monday_of(year, 1)) / 7);
  return text.data();
}

std::string oracle_first_day(const std::string& period) {
  if (is_week(period)) return written(monday_of(period));
  return period + (period.size() == 4 ? "-01-01" : period.size() == 7 ? "-01" : "");
}

std::string oracle_last_day(const std::string& period) {
  if (is_week(period)) return written(monday_of(period) + 6);
  if (period.size() == 10) return period;
  return period + (period.size() == 7 ? "-99" : "-99-99");
}

}  // namespace saola::query
