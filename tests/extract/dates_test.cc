// Which of a page's dates is the article's.

#include "indexer/extract/dates.h"

#include <gtest/gtest.h>

#include "indexer/extract/extract.h"

namespace saola::extract {
namespace {

constexpr std::string_view kTitle = "<h1>Thu giữ hai tạ ngà voi trong thùng gỗ ở Hải Phòng</h1>";
constexpr std::string_view kText =
    "<div class=noi-dung><p>Sáng nay lực lượng hải quan mở thùng gỗ đầu tiên và thấy bên trong là "
    "ngà voi đã cưa thành từng khúc ngắn, bọc kín bằng sáp và giấy bạc.</p><p>Lô hàng khai là hạt "
    "điều thô, đến cảng từ hai tuần trước, nhưng không có ai đến nhận dù đã được báo nhiều "
    "lần.</p></div>";

store::Article article_of(std::string_view head, std::string_view before, std::string_view after,
                          std::string_view fetched = {}) {
  const std::string page = "<html><head>" + std::string(head) + "</head><body>" +
                           std::string(before) + std::string(kText) + std::string(after) +
                           "</body></html>";
  Page input{page, "https://songhong.example.vn/nga-voi-1.html", {}, {}};
  if (!fetched.empty()) input.fetched = parse_iso(fetched, {})->utc;
  return extract_page(input)->article;
}

std::string date_of(std::string_view head, std::string_view before, std::string_view after = {},
                    std::string_view fetched = {}) {
  const store::Article article = article_of(head, before, after, fetched);
  if (!article.published) return "none";
  return article.published_from + " " + to_iso(*article.published).substr(0, 16);
}

std::string with_title(std::string_view line) { return std::string(kTitle) + std::string(line); }

TEST(Dates, TheTitleOfAnOldAbbreviationIsRead) {
  EXPECT_EQ(date_of("", with_title("<abbr class=published title='2013-04-04T18:52:11+07:00'>thứ "
                                   "năm</abbr>")),
            "time 2013-04-04T18:52");
}

TEST(Dates, ADublinCoreDateYieldsToTheTimeAndToThePrintedLine) {
  const char* head = "<meta name='DC.date' content='2018-10-01'>";
  EXPECT_EQ(date_of(head, with_title("<time datetime='2018-10-06T21:15+07:00'>6/10</time>")),
            "time 2018-10-06T21:15");
  EXPECT_EQ(date_of(head, with_title("<div>06/10/2018 21:15</div>")), "visible 2018-10-06T21:15");
  EXPECT_EQ(date_of(head, kTitle), "meta 2018-10-01T00:00");
}

TEST(Dates, MidnightTakesTheTimeOfALaterSourceOfTheSameDay) {
  const char* head = "<meta property='article:published_time' content='2018-10-06T00:00:00+07:00'>";
  EXPECT_EQ(date_of(head, with_title("<div>06/10/2018 21:15</div>")), "meta 2018-10-06T21:15");
  EXPECT_EQ(date_of(head, with_title("<div>07/10/2018 08:00</div>")), "meta 2018-10-06T00:00");
}

TEST(Dates, ALabelledLineFarBehindTheTextIsFound) {
  std::string after;
  for (int i = 0; i < 9; ++i) after += "<p>Mục " + std::to_string(i) + "</p>";
  EXPECT_EQ(date_of("", kTitle, after + "<p>Ngày đăng: 06/10/2018</p>"),
            "visible 2018-10-06T00:00");
}

TEST(Dates, ADateBeforeTheFirstSentenceIsTheArticles) {
  const std::string dated =
      "<h1>Ngà voi trong thùng gỗ</h1><div><p>6.10.2018 - Hải quan cảng cho biết lô hàng khai là "
      "hạt điều thô, đến cảng từ hai tuần trước, nhưng không có ai đến nhận.</p></div>";
  const auto extraction =
      extract_page({dated, "https://songhong.example.vn/nga-voi-1.html", {}, {}});
  ASSERT_TRUE(extraction->article.published);
  EXPECT_EQ(to_iso(*extraction->article.published).substr(0, 10), "2018-10-06");
}

TEST(Dates, ADayInsideASentenceIsNot) {
  const std::string told =
      "<h1>Ngà voi trong thùng gỗ</h1><div><p>Ngày 6/10/2018, hải quan cảng cho biết lô hàng khai "
      "là hạt điều thô, đến cảng từ hai tuần trước, nhưng không có ai đến nhận.</p></div>";
  EXPECT_FALSE(extract_page({told, "https://songhong.example.vn/nga-voi-1.html", {}, {}})
                   ->article.published);
}

TEST(Dates, ATeaserOfThePageItselfIsTheLastResort) {
  const char* own = "<ul><li><a href='/nga-voi-1.html'>06/10/2018 Ngà voi trong thùng gỗ</a></ul>";
  const char* other = "<ul><li><a href='/te-te-2.html'>07/10/2018 Tê tê ở bến xe</a></ul>";
  EXPECT_EQ(date_of("", kTitle, own), "visible 2018-10-06T00:00");
  EXPECT_EQ(date_of("", kTitle, other), "none");
}

TEST(Dates, DataInScriptsIsReadOnlyWhereAllAgree) {
  const char* one = R"(<script>{"published_at":"2018-10-06T21:15:00+07:00"}</script>)";
  const char* two = R"(<script>{"published_at":"2018-10-07T08:00:00+07:00"}</script>)";
  EXPECT_EQ(date_of("", kTitle, one), "script 2018-10-06T21:15");
  EXPECT_EQ(date_of("", kTitle, std::string(one) + two), "none");
}

TEST(Dates, AHeadersClockIsNoDate) {
  const std::string day = "<div>Thứ ba, 09/10/2018</div>" + std::string(kTitle);
  const std::string minute = "<div>Thứ ba, 09/10/2018 10:02</div>" + std::string(kTitle);
  EXPECT_EQ(date_of("", day, "", "2018-10-09T10:00:00+07:00"), "none");
  EXPECT_EQ(date_of("", minute, "", "2018-10-09T10:00:00+07:00"), "none");
  EXPECT_EQ(date_of("", minute + "<div>06/10/2018 21:15</div>", "", "2018-10-09T10:00:00+07:00"),
            "visible 2018-10-06T21:15");
}

TEST(Dates, ALineWithoutAYearTakesThatOfTheLastChange) {
  const char* head = "<meta property='article:modified_time' content='2018-01-02T08:00:00+07:00'>";
  const std::string line = with_title("<div class=date>21:15 - 31/12</div>");
  EXPECT_EQ(date_of(head, line), "visible 2017-12-31T21:15");
  EXPECT_EQ(date_of("", line), "none");
}

}  // namespace
}  // namespace saola::extract
