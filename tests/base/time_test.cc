#include "base/time.h"

#include <gtest/gtest.h>

namespace saola {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

Day day(int y, unsigned m, unsigned d) {
  return Day(std::chrono::year(y) / static_cast<int>(m) / static_cast<int>(d));
}

Timestamp iso(std::string_view text) { return parse_iso(text, kHomeOffset).value(); }

TEST(Iso8601, EveryShapeOfOneMomentIsThatMoment) {
  const Timestamp expected = iso("2018-10-06T21:15:00+07:00");
  EXPECT_EQ(to_iso(expected.utc), "2018-10-06T14:15:00Z");
  for (const char* text :
       {"2018-10-06T21:15", "2018-10-06 21:15:00", "2018-10-06T21:15:00.123+0700",
        "2018-10-06T21:15+07", "2018-10-06T21:15:00 +07:00"}) {
    EXPECT_EQ(iso(text), expected) << text;
  }
  EXPECT_EQ(iso("2018-10-06T14:15:00Z").utc, expected.utc);
}

TEST(Iso8601, ADateAloneIsItsMidnightInTheDefaultOffset) {
  EXPECT_EQ(to_iso(iso("2018-10-06")), "2018-10-06T00:00:00+07:00");
}

TEST(Iso8601, TwentyFourHundredIsTheNextMidnight) {
  EXPECT_EQ(to_iso(iso("2018-12-31T24:00")), "2019-01-01T00:00:00+07:00");
}

TEST(Iso8601, WhatIsNotADateIsAnError) {
  for (const char* text : {"", "2018", "2018-13-01", "2018-02-30", "2018-10-06T25:00",
                           "2018-10-06T21:15:00+15:00", "2018-10-06T21:15 hôm nay", "06/10/2018",
                           "2018-10-06T24:01", "2018-10-06T", "2018-10-06T21"}) {
    EXPECT_FALSE(parse_iso(text, kHomeOffset)) << text;
  }
}

TEST(Iso8601, WritingKeepsTheOffset) {
  EXPECT_EQ(to_iso(iso("2018-10-06T01:00:00-03:30")), "2018-10-06T01:00:00-03:30");
  EXPECT_EQ(to_14_digits(iso("2018-10-06T14:15:09Z").utc), "20181006141509");
}

TEST(Iso8601, WritesYearsOfFewerAndOfMoreDigits) {
  EXPECT_EQ(to_iso(day(0, 1, 9)), "0000-01-09");
  EXPECT_EQ(to_iso(day(987, 12, 31)), "0987-12-31");
  EXPECT_EQ(to_iso(day(9999, 10, 10)), "9999-10-10");
  EXPECT_EQ(to_iso(day(12345, 2, 3)), "12345-02-03");
}

TEST(Zone, AnEveningInUtcIsTheNextDayInHaNoi) {
  const Zone home = Zone::open(kHomeZone).value();
  EXPECT_EQ(home.day_of(iso("2018-10-06T16:59:59Z").utc), day(2018, 10, 6));
  EXPECT_EQ(home.day_of(iso("2018-10-06T17:00:00Z").utc), day(2018, 10, 7));
  EXPECT_EQ(to_iso(home.midnight(day(2018, 10, 7))), "2018-10-06T17:00:00Z");
}

// Viet Nam has had one offset since 13 June 1975, which Zone knows; earlier times are the database's.
TEST(Zone, TheHomeZoneIsThatOfTheDatabaseAtAllTimes) {
  const Zone home = Zone::open(kHomeZone).value();
  const Zone same = Zone::open("Asia/Saigon").value();  // the same zone under its old name
  for (int year = 1900; year < 2040; ++year) {
    for (const Day at : {day(year, 1, 1), day(year, 6, 13), day(year, 12, 31)}) {
      const Instant midday{at.time_since_epoch() + 12h};
      EXPECT_EQ(home.at(midday), same.at(midday)) << to_iso(midday);
      EXPECT_EQ(home.midnight(at), same.midnight(at)) << to_iso(at);
    }
  }
  EXPECT_EQ(home.at(iso("1970-01-01T00:00:00Z").utc).offset, 8h);
  EXPECT_EQ(home.at(iso("1976-01-01T00:00:00Z").utc).offset, 7h);
}

TEST(Zone, SummerTimeIsFollowedWhereThereIsSome) {
  const Zone paris = Zone::open("Europe/Paris").value();
  EXPECT_EQ(paris.at(iso("2018-07-01T00:00:00Z").utc).offset, 120min);
  EXPECT_EQ(paris.at(iso("2018-12-01T00:00:00Z").utc).offset, 60min);
}

TEST(Zone, AnUnknownNameIsAnErrorWithAHint) {
  const auto nowhere = Zone::open("Asia/Hanoi-Old-Town");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, Code::not_found);
}

TEST(IsoWeek, YearBordersFollowTheThursdayRule) {
  EXPECT_EQ(to_string(iso_week_of(day(2018, 12, 31))), "2019-W01");
  EXPECT_EQ(to_string(iso_week_of(day(987, 6, 1))), "0987-W22");
  EXPECT_EQ(to_string(iso_week_of(day(12345, 1, 20))).substr(0, 7), "12345-W");
  EXPECT_EQ(to_string(iso_week_of(day(2021, 1, 3))), "2020-W53");
  EXPECT_EQ(to_string(iso_week_of(day(2016, 1, 1))), "2015-W53");
  EXPECT_EQ(to_string(iso_week_of(day(2017, 1, 1))), "2016-W52");
}

TEST(IsoWeek, EveryDayOfThirtyYearsLiesInItsOwnWeek) {
  for (Day d = day(2000, 1, 1); d < day(2030, 1, 1); d += days(1)) {
    const IsoWeek week = iso_week_of(d);
    ASSERT_LE(monday_of(week), d);
    ASSERT_LT(d, monday_of(week) + days(7));
    ASSERT_EQ(parse_iso_week(to_string(week)).value(), week);
  }
}

TEST(IsoWeek, AWeekThatTheYearDoesNotHaveIsRefused) {
  EXPECT_TRUE(parse_iso_week("2020-W53"));
  for (const char* text : {"2018-W53", "2018-W00", "2018-W54", "2018W41", "2018-w41", "2018-W4x"}) {
    EXPECT_FALSE(parse_iso_week(text)) << text;
  }
}

TEST(Period, YearMonthWeekAndDayGiveTheirFirstAndLastDay) {
  EXPECT_EQ(parse_period("2018").value(), (DayRange{day(2018, 1, 1), day(2018, 12, 31)}));
  EXPECT_EQ(parse_period("2020-02").value(), (DayRange{day(2020, 2, 1), day(2020, 2, 29)}));
  EXPECT_EQ(parse_period("2018-12").value(), (DayRange{day(2018, 12, 1), day(2018, 12, 31)}));
  EXPECT_EQ(parse_period("2018-W41").value(), (DayRange{day(2018, 10, 8), day(2018, 10, 14)}));
  EXPECT_EQ(parse_period("2018-10-06").value(), (DayRange{day(2018, 10, 6), day(2018, 10, 6)}));
}

TEST(Period, WhatIsNoPeriodIsAUsageError) {
  for (const char* text : {"", "18", "2018-", "2018-1", "2018-13", "2018-02-30", "2018-W60",
                           "hôm qua", "2018-10-6", "2018-10-06T00:00", "0000"}) {
    const auto wrong = parse_period(text);
    ASSERT_FALSE(wrong) << text;
    EXPECT_EQ(wrong.error().code, Code::usage);
  }
}

}  // namespace
}  // namespace saola
