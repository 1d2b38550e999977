#include "indexer/extract/date_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/file.h"
#include "indexer/extract/extract.h"

namespace saola::extract {
namespace {

using namespace std::chrono_literals;

const DateHints kHome{kHomeOffset, true, false, std::nullopt, std::nullopt};

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
      {"18/06/2023 - 19:03", "2023-06-18T19:03:00+07:00"},
      {"Thứ hai, 14/3/2022, 06:52 (GMT+7)", "2022-03-14T06:52:00+07:00"},
      {"24/12/2021 21:36Kiểm lâm thả đàn khỉ", "2021-12-24T21:36:00+07:00"},
      {"Cập nhật lúc 20:41, Thứ năm, 05/09/2019 (GMT+7)", "2019-09-05T20:41:00+07:00"},
      {"05:49 29/02/2020", "2020-02-29T05:49:00+07:00"},
      {"16-10-2024 08:26 | Xã hội", "2024-10-16T08:26:00+07:00"},
      {"(15:18 | 04/07/2022)", "2022-07-04T15:18:00+07:00"},
      {"01/05/2025, 12:30 GMT+07:00", "2025-05-01T12:30:00+07:00"},
      {"08/11/2022, 04:25:57 PM", "2022-11-08T16:25:57+07:00"},
      {"Ngày đăng: 22/05/2015", "2015-05-22"},
      {"Ngày đăng : 17:44, 30/01/2024", "2024-01-30T17:44:00+07:00"},
      {"Thứ ba, ngày 08 tháng 11 năm 2022", "2022-11-08"},
      {"29 tháng 02 năm 2020", "2020-02-29"},
      {"ngày 24 tháng 12 , 2021", "2021-12-24"},
      {"NGÀY 14 THÁNG 3, 2022 | 23:08", "2022-03-14T23:08:00+07:00"},
      {"16 tháng Mười, 2024", "2024-10-16"},
      {"8 Tháng Mười Một, 2022", "2022-11-08"},
      {"24 Tháng Mười Hai, 2021", "2021-12-24"},
      {"30 Thg1 2024", "2024-01-30"},
      {"24 Thg12 2021", "2021-12-24"},
      {"CN, 18/06/2023", "2023-06-18"},
      {"June 18, 2023 | 09:14 pm GMT+7", "2023-06-18T21:14:00+07:00"},
      {"Thursday, September 5, 2019, 18:27 GMT+7", "2019-09-05T18:27:00+07:00"},
      {"Last updated: 10/16/2024 13:50", "2024-10-16T13:50:00+07:00"},
      {"12/24/2021 07:13:29 AM", "2021-12-24T07:13:29+07:00"},
      {"00:34 AM | 01/05/2025", "2025-05-01T00:34:00+07:00"},
      {"18-06-2023 - 20:55 PM", "2023-06-18T20:55:00+07:00"},
      {"22/05/2015 06:23 SA", "2015-05-22T06:23:00+07:00"},
      {"22/05/2015 03:46 CH", "2015-05-22T15:46:00+07:00"},
      {"17:21' 05/09/2019", "2019-09-05T17:21:00+07:00"},
      {"22:40 ngày 30-01-2024", "2024-01-30T22:40:00+07:00"},
      {"13:17 30/01/24", "2024-01-30T13:17:00+07:00"},
      {"7:4 16/10/2024", "2024-10-16T07:04:00+07:00"},
      {"29-02-2020T18:36", "2020-02-29T18:36:00+07:00"},
      {"2024-01-30T16:58", "2024-01-30T16:58:00+07:00"},
      {"2023-12-31T20:11:47Z", "2024-01-01T03:11:47+07:00"},
      {"Tue, 08 Nov 2022 23:56:13 +0700", "2022-11-08T23:56:13+07:00"},
      {"Fri, 24 Dec 2021 11:07:00 GMT+7", "2021-12-24T11:07:00+07:00"},
      {"Thứ 4, 16/10/2024 15:39:00 GMT+7", "2024-10-16T15:39:00+07:00"},
  };
  for (const Case& c : cases) EXPECT_EQ(iso(c.written), c.expected) << c.written;
}

TEST(DateText, ReadsOtherLanguages) {
  const DateHints hints;
  EXPECT_EQ(iso("3. März 2024, 14.05 Uhr", hints), "2024-03-03T14:05:00+00:00");
  EXPECT_EQ(iso("le 9 août 2021 à 18h05", hints), "2021-08-09T18:05:00+00:00");
  EXPECT_EQ(iso("11 de enero de 2025", hints), "2025-01-11");
  EXPECT_EQ(iso("2025年1月14日", hints), "2025-01-14");
  EXPECT_EQ(iso("April 28, 2023 1:53 p.m. EDT", hints), "2023-04-28T13:53:00-04:00");
}

TEST(DateText, TakesMonthFirstOnlyWhenToldOrForced) {
  DateHints us;
  us.month_first = true;
  EXPECT_EQ(iso("04/07/2022", us), "2022-04-07");
  EXPECT_EQ(iso("04/07/2022"), "2022-07-04");
  EXPECT_EQ(iso("22/05/2015", us), "2015-05-22");
}

TEST(DateText, RefusesWhatIsNoDate) {
  for (const char* text : {"", "12/6", "tỉ số 2:1", "31/02/2018", "45/13/2018", "số 1234/2018/QĐ",
                           "năm 2018", "1.234.567"})
    EXPECT_EQ(iso(text), "none") << text;
}

TEST(DateText, ReadsRelativeTimesOnlyWithAClock) {
  EXPECT_EQ(iso("3 giờ trước"), "none");
  DateHints hints = kHome;
  hints.now = parse_iso("2023-06-18T15:00:00+07:00", 0min)->utc;
  EXPECT_EQ(iso("3 giờ trước", hints), "2023-06-18T12:00:00+07:00");
  EXPECT_EQ(iso("Hôm qua lúc 21:05", hints), "2023-06-17T21:05:00+07:00");
}

TEST(DateText, ReadsDaysWithoutAYearOnlyWhereTheLatestDayIsKnown) {
  EXPECT_EQ(iso("sáng 31/1"), "none");
  DateHints hints = kHome;
  hints.latest = std::chrono::local_days(std::chrono::year(2018) / 3 / 1);
  EXPECT_EQ(iso("sáng 31/1", hints), "2018-01-31");
  EXPECT_EQ(iso("12/6", hints), "2017-06-12");
  EXPECT_EQ(iso("29-9", hints), "2017-09-29");
  EXPECT_EQ(iso("10h32 ngày 27/2", hints), "2018-02-27T10:32:00+07:00");
  EXPECT_EQ(iso("tỉ số 40/60", hints), "none");
}

TEST(DateText, ReadsDayAndYearPartedByStyleAlone) {
  EXPECT_EQ(iso("Apr 042013", DateHints{}), "2013-04-04");
}

TEST(DateText, ReadsMachineFields) {
  const auto epoch = parse_date_field("1507300000", kHome);
  ASSERT_TRUE(epoch);
  EXPECT_EQ(to_iso(epoch->at(kHome)), "2017-10-06T21:26:40+07:00");
  EXPECT_EQ(to_iso(parse_date_field("20240130", kHome)->at(kHome)), "2024-01-30T00:00:00+07:00");
  EXPECT_FALSE(parse_date_field("0001-01-01T00:00:00", kHome));
}

TEST(DateText, ReadsUrls) {
  const auto at = [](std::string_view url) {
    const auto found = date_in_url(url);
    return found ? to_iso(found->at(kHome)) : std::string("none");
  };
  EXPECT_EQ(at("https://a.example/tha-khi-ve-rung-20231127084512630.htm"),
            "2023-11-27T08:45:12+07:00");
  EXPECT_EQ(at("https://a.example/x-2012081316204871.htm"), "2012-08-13T16:20:48+07:00");
  EXPECT_EQ(at("https://a.example/2021/07/19/bai-viet/"), "2021-07-19T00:00:00+07:00");
  EXPECT_EQ(at("http://a.example/tin/20150323/bai/724115.html"), "2015-03-23T00:00:00+07:00");
  EXPECT_EQ(at("https://a.example/world/2024/feb/24/story"), "2024-02-24T00:00:00+07:00");
  EXPECT_EQ(at("https://a.example/bai-viet-4411872.html"), "none");
  EXPECT_EQ(at("https://a.example/x-99999999999999999.htm"), "none");
}

// The table of date strings in ../shared, where it is present: 62 patterns, all with their expected value.
class DateTable : public ::testing::Test {
 protected:
  // What the table's third column means when it is no date.
  static void check_words(const std::string& written, const std::string& expected) {
    DateHints hints = kHome;
    if (expected.starts_with("crawl")) {
      hints.now = parse_iso("2016-11-22T12:00:00+07:00", 0min)->utc;
      const bool hours = expected.starts_with("crawl time - 2 h");
      EXPECT_EQ(iso(written, hints),
                hours ? "2016-11-22T10:00:00+07:00" : "2016-11-21T10:32:00+07:00")
          << written;
    } else if (expected.starts_with("YEAR")) {
      hints.latest = std::chrono::local_days(std::chrono::year(2018) / 10 / 6);
      EXPECT_EQ(iso(written, hints).substr(0, 4), "2018") << written;
      EXPECT_EQ(iso(written), "none") << written;
    } else {
      ASSERT_TRUE(expected.starts_with("REJECT")) << expected;
      check_clock(written);
    }
  }

  // A clock in the header, on the day of the fetch.
  static void check_clock(const std::string& written) {
    const std::string page =
        "<div>" + written + "</div><h1>Bắt ba người buôn tê tê ở bến xe</h1>" +
        "<p>Công an tỉnh hôm nay bắt ba người buôn tê tê ở bến xe, thu giữ sáu con còn sống.</p>";
    const Instant fetched = find_date(written, kHome)->at(kHome).utc + std::chrono::hours(9);
    const auto extraction = extract_page({page, "https://a.example.vn/tin-1.html", {}, fetched});
    EXPECT_FALSE(extraction->article.published) << written;
  }
};

TEST_F(DateTable, ReadsEveryPattern) {
  const auto table = read_file(SAOLA_SHARED_DIR "/domain/tables/dates.tsv");
  if (!table) GTEST_SKIP() << "no ../shared/domain/tables/dates.tsv";
  std::istringstream lines(*table);
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::string pattern, example, expected;
    std::getline(cells, pattern, '\t');
    std::getline(cells, example, '\t');
    std::getline(cells, expected, '\t');
    if (pattern.starts_with("#") || pattern == "pattern") continue;
    ++rows;
    if (isdigit(static_cast<unsigned char>(expected[0])) == 0) {
      check_words(example, expected);
      continue;
    }
    const auto wanted = parse_iso(expected, kHomeOffset);
    ASSERT_TRUE(wanted) << expected;
    const bool url = pattern.starts_with("URL");
    const auto found =
        url ? date_in_url(example.starts_with("...") ? "https://a.example" + example.substr(3)
                                                     : example)
            : parse_date_field(example, kHome);
    ASSERT_TRUE(found) << example;
    EXPECT_EQ(to_iso(found->at(kHome)), to_iso(*wanted)) << example;
  }
  EXPECT_GE(rows, 60);
}

}  // namespace
}  // namespace saola::extract
