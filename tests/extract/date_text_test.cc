#include "indexer/extract/date_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/file.h"

namespace saola::extract {
namespace {

using namespace std::chrono_literals;

const DateHints kHome{kHomeOffset, true, false, std::nullopt};

std::string iso(std::string_view text, const DateHints& hints = kHome) {
  const auto found = find_date(text, hints);
  if (!found) return "none";
  const std::string whole = to_iso(found->at(hints));
  return found->has_time ? whole : whole.substr(0, 10);
}

struct Case {
  const char* written;
  const char* expected;
};

TEST(DateText, ReadsWhatVietnameseSitesPrint) {
  const Case cases[] = {
      {"Thứ sáu, 6/8/2021, 01:08 (GMT+7)", "2021-08-06T01:08:00+07:00"},
      {"Cập nhật lúc 23:22, Thứ hai, 10/07/2017 (GMT+7)", "2017-07-10T23:22:00+07:00"},
      {"26/02/2013 - 07:27", "2013-02-26T07:27:00+07:00"},
      {"26-02-2013 09:48 | Pháp luật", "2013-02-26T09:48:00+07:00"},
      {"04:07 17/04/2017", "2017-04-17T04:07:00+07:00"},
      {"(13:35 | 03/05/2018)", "2018-05-03T13:35:00+07:00"},
      {"21/02/2019 19:14Bắt đường dây buôn ngà", "2019-02-21T19:14:00+07:00"},
      {"06/07/2010, 05:35:10 PM", "2010-07-06T17:35:10+07:00"},
      {"23/04/2015, 12:00 GMT+07:00", "2015-04-23T12:00:00+07:00"},
      {"Ngày đăng : 11:26, 14/07/2023", "2023-07-14T11:26:00+07:00"},
      {"Ngày đăng: 31/07/2014", "2014-07-31"},
      {"Thứ sáu, ngày 08 tháng 12 năm 2023", "2023-12-08"},
      {"Tuesday, April 12, 2016, 16:06 GMT+7", "2016-04-12T16:06:00+07:00"},
      {"July 31, 2016 | 04:43 pm GMT+7", "2016-07-31T16:43:00+07:00"},
      {"Last updated: 11/30/2010 14:00", "2010-11-30T14:00:00+07:00"},
      {"21 Tháng Mười Một, 2008", "2008-11-21"},
      {"5 tháng Mười, 2008", "2008-10-05"},
      {"21 tháng 09 năm 2025", "2025-09-21"},
      {"ngày 21 tháng 11 , 2016", "2016-11-21"},
      {"NGÀY 21 THÁNG 11, 2016 | 10:32", "2016-11-21T10:32:00+07:00"},
      {"10:32' 21/11/2016", "2016-11-21T10:32:00+07:00"},
      {"10:32 ngày 21-11-2016", "2016-11-21T10:32:00+07:00"},
      {"21-11-2016 - 14:32 PM", "2016-11-21T14:32:00+07:00"},
      {"00:15 AM | 21/11/2016", "2016-11-21T00:15:00+07:00"},
      {"11/21/2016 10:32:45 AM", "2016-11-21T10:32:45+07:00"},
      {"10:32 21/11/16", "2016-11-21T10:32:00+07:00"},
      {"9:5 21/11/2016", "2016-11-21T09:05:00+07:00"},
      {"21-11-2016T10:32", "2016-11-21T10:32:00+07:00"},
      {"2016-11-21T10:32", "2016-11-21T10:32:00+07:00"},
      {"2025-10-22T12:25:52Z", "2025-10-22T19:25:52+07:00"},
      {"Wed, 16 Jul 2025 09:30:00 GMT+7", "2025-07-16T09:30:00+07:00"},
      {"Tue, 14 Nov 2017 17:42:01 +0700", "2017-11-14T17:42:01+07:00"},
      {"Thứ 5, 28/05/2026 17:00:00 GMT+7", "2026-05-28T17:00:00+07:00"},
      {"21/11/2016 02:32 CH", "2016-11-21T14:32:00+07:00"},
      {"21/11/2016 10:32 SA", "2016-11-21T10:32:00+07:00"},
      {"21 Thg11 2016", "2016-11-21"},
      {"CN, 20/11/2016", "2016-11-20"},
  };
  for (const Case& c : cases) EXPECT_EQ(iso(c.written), c.expected) << c.written;
}

TEST(DateText, ReadsOtherLanguages) {
  const DateHints hints;
  EXPECT_EQ(iso("3. März 2024, 14.05 Uhr", hints), "2024-03-03T14:05:00+00:00");
  EXPECT_EQ(iso("le 5 août 2023 à 10h32", hints), "2023-08-05T10:32:00+00:00");
  EXPECT_EQ(iso("11 de enero de 2025", hints), "2025-01-11");
  EXPECT_EQ(iso("2025年1月14日", hints), "2025-01-14");
  EXPECT_EQ(iso("April 28, 2023 1:53 p.m. EDT", hints), "2023-04-28T13:53:00-04:00");
}

TEST(DateText, TakesMonthFirstOnlyWhenToldOrForced) {
  DateHints us;
  us.month_first = true;
  EXPECT_EQ(iso("03/05/2018", us), "2018-03-05");
  EXPECT_EQ(iso("03/05/2018"), "2018-05-03");
  EXPECT_EQ(iso("25/05/2018", us), "2018-05-25");
}

TEST(DateText, RefusesWhatIsNoDate) {
  for (const char* text : {"", "12/6", "tỉ số 2:1", "31/02/2018", "45/13/2018", "số 1234/2018/QĐ",
                           "năm 2018", "1.234.567"})
    EXPECT_EQ(iso(text), "none") << text;
}

TEST(DateText, ReadsRelativeTimesOnlyWithAClock) {
  EXPECT_EQ(iso("2 giờ trước"), "none");
  DateHints hints = kHome;
  hints.now = parse_iso("2018-10-06T12:00:00+07:00", 0min)->utc;
  EXPECT_EQ(iso("2 giờ trước", hints), "2018-10-06T10:00:00+07:00");
  EXPECT_EQ(iso("Hôm qua lúc 10:32", hints), "2018-10-05T10:32:00+07:00");
}

TEST(DateText, ReadsMachineFields) {
  const auto epoch = parse_date_field("1507300000", kHome);
  ASSERT_TRUE(epoch);
  EXPECT_EQ(to_iso(epoch->at(kHome)), "2017-10-06T21:26:40+07:00");
  EXPECT_EQ(to_iso(parse_date_field("20161121", kHome)->at(kHome)), "2016-11-21T00:00:00+07:00");
  EXPECT_FALSE(parse_date_field("0001-01-01T00:00:00", kHome));
}

TEST(DateText, ReadsUrls) {
  const auto at = [](std::string_view url) {
    const auto found = date_in_url(url);
    return found ? to_iso(found->at(kHome)) : std::string("none");
  };
  EXPECT_EQ(at("https://a.example/thu-hoi-nga-voi-20250919211145294.htm"),
            "2025-09-19T21:11:45+07:00");
  EXPECT_EQ(at("https://a.example/x-2009040207555493.htm"), "2009-04-02T07:55:54+07:00");
  EXPECT_EQ(at("https://a.example/2019/04/03/bai-viet/"), "2019-04-03T00:00:00+07:00");
  EXPECT_EQ(at("http://a.example/tin/20150323/bai/724115.html"), "2015-03-23T00:00:00+07:00");
  EXPECT_EQ(at("https://a.example/world/2024/feb/24/story"), "2024-02-24T00:00:00+07:00");
  EXPECT_EQ(at("https://a.example/bai-viet-4411872.html"), "none");
  EXPECT_EQ(at("https://a.example/x-99999999999999999.htm"), "none");
}

// The table of date strings beside the checkout, where it is present. Rows that need more than the string (a site's clock,
// a year from the article, relative times) are tested elsewhere.
TEST(DateText, ReadsEveryPatternOfTheTable) {
  const auto table = read_file(SAOLA_SHARED_DIR "/domain/tables/dates.tsv");
  if (!table) GTEST_SKIP() << "no table of dates beside the checkout";
  std::istringstream lines(*table);
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::string pattern, example, expected;
    std::getline(cells, pattern, '\t');
    std::getline(cells, example, '\t');
    std::getline(cells, expected, '\t');
    if (expected.size() < 10 || !isdigit(static_cast<unsigned char>(expected[0]))) continue;
    const auto wanted = parse_iso(expected, kHomeOffset);
    ASSERT_TRUE(wanted) << expected;
    const bool url = pattern.starts_with("URL");
    const auto found =
        url ? date_in_url(example.starts_with("...") ? "https://a.example" + example.substr(3)
                                                     : example)
            : parse_date_field(example, kHome);
    ASSERT_TRUE(found) << example;
    EXPECT_EQ(to_iso(found->at(kHome)), to_iso(*wanted)) << example;
    ++rows;
  }
  EXPECT_GE(rows, 50);
}

}  // namespace
}  // namespace saola::extract
