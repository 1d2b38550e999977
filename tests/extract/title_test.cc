#include "indexer/extract/title.h"

#include <gtest/gtest.h>

#include "indexer/extract/extract.h"

namespace saola::extract {
namespace {

std::string title_of(std::string_view head, std::string_view body) {
  const std::string page =
      "<html><head>" + std::string(head) + "</head><body>" + std::string(body) + "</body></html>";
  return extract_page({page, "https://www.songhong.example.vn/a-1.html", {}, {}})->article.title;
}

TEST(Title, SiteNamesGoBeforeAndBehind) {
  const std::string sites[] = {"Báo Ví Dụ"};
  EXPECT_EQ(without_site_name("Bắt kẻ buôn ngà voi | Báo Ví Dụ", sites), "Bắt kẻ buôn ngà voi");
  EXPECT_EQ(without_site_name("Báo Ví Dụ - Bắt kẻ buôn ngà voi", sites), "Bắt kẻ buôn ngà voi");
  EXPECT_EQ(without_site_name("Hà Nội - Huế: ba ngày đường", sites), "Hà Nội - Huế: ba ngày đường");
  EXPECT_EQ(without_site_name("", sites), "");
  EXPECT_EQ(without_site_name("Bắt kẻ buôn ngà voi – Báo Ví Dụ – 28/04/2023", sites),
            "Bắt kẻ buôn ngà voi");
  EXPECT_EQ(without_site_name("Báo Ví Dụ|Bắt kẻ buôn ngà voi", sites), "Bắt kẻ buôn ngà voi");
}

TEST(Title, TheHeadingThatTheHeadRepeatsWins) {
  EXPECT_EQ(title_of("<title>Bắt kẻ buôn ngà voi - Sông Hồng</title>",
                     "<h1>Sông Hồng</h1><h1>Bắt kẻ buôn ngà voi</h1><h1>Tin mới nhất</h1>"),
            "Bắt kẻ buôn ngà voi");
}

TEST(Title, AnHeadingThatLinksToTheFrontPageIsTheSitesName) {
  EXPECT_EQ(title_of("<title>Nhật ký rừng xanh » Bài viết » Bắt kẻ buôn ngà voi</title>",
                     "<h1><a href='/'>Nhật ký rừng xanh</a></h1><h2>Bắt kẻ buôn ngà voi</h2>"),
            "Bắt kẻ buôn ngà voi");
  EXPECT_EQ(title_of("<title>Bắt kẻ buôn ngà voi</title>",
                     "<h1><a href='/a-1.html'>Bắt kẻ buôn ngà voi</a></h1>"),
            "Bắt kẻ buôn ngà voi");
}

// Some sites put what they write for search engines into an h1 at the end of the breadcrumb.
TEST(Title, TheHeadingBelowABreadcrumbWinsWhereOgTitleShowsIt) {
  const char* trail =
      "<ol><li><a href='/'>Trang chủ</a></li><li><a href='/phap-luat'>Pháp luật</a></li>"
      "<li><h1>Ngà voi: hai người bị bắt ở cảng Hải Phòng</h1></li></ol>";
  const char* head =
      "<title>Ngà voi: hai người bị bắt ở cảng Hải Phòng</title>"
      "<meta property='og:title' content='Hai tạ ngà voi trong thùng gỗ'>";
  const std::string shown =
      "<h2><span>Phóng sự</span> <span>Hai tạ ngà voi trong thùng gỗ</span></h2>";
  EXPECT_EQ(title_of(head, trail + shown), "Hai tạ ngà voi trong thùng gỗ");
  EXPECT_EQ(title_of(head, trail), "Ngà voi: hai người bị bắt ở cảng Hải Phòng");
  EXPECT_EQ(title_of(head, "<h1>Ngà voi: hai người bị bắt ở cảng Hải Phòng</h1>" + shown),
            "Ngà voi: hai người bị bắt ở cảng Hải Phòng");
}

TEST(Title, KickersGo) {
  EXPECT_EQ(title_of("<meta property='og:title' content='Hai tạ ngà voi trong thùng gỗ'>",
                     "<h1>Phóng sự: Hai tạ ngà voi trong thùng gỗ</h1>"),
            "Hai tạ ngà voi trong thùng gỗ");
  EXPECT_EQ(
      title_of("<meta property='og:title' content='Hải Phòng: Hai tạ ngà voi trong thùng gỗ'>",
               "<h1>Phóng sự - Hai tạ ngà voi trong thùng gỗ</h1>"),
      "Hai tạ ngà voi trong thùng gỗ");
}

TEST(Title, WhatStandsBehindOgTitleInTheHeadingGoesUnlessTheHeadRepeatsIt) {
  const char* whole = "<h1>Hai tạ ngà voi trong thùng gỗ <span>Dành cho hội viên</span></h1>";
  EXPECT_EQ(title_of("<meta property='og:title' content='Hai tạ ngà voi trong thùng gỗ'>", whole),
            "Hai tạ ngà voi trong thùng gỗ");
  EXPECT_EQ(title_of("<meta property='og:title' content='Hai tạ ngà voi trong...'>", whole),
            "Hai tạ ngà voi trong thùng gỗ Dành cho hội viên");
  EXPECT_EQ(title_of("<meta property='og:title' content='Hai tạ ngà voi trong thùng gỗ'>"
                     "<title>Hai tạ ngà voi trong thùng gỗ dành cho hội viên</title>",
                     whole),
            "Hai tạ ngà voi trong thùng gỗ Dành cho hội viên");
}

TEST(Title, WhatStandsBeforeTheLastPartOfTheTitleElementGoes) {
  EXPECT_EQ(title_of("<title>Cục Kiểm lâm - Tin vắn - Thả voọc về rừng đặc dụng</title>",
                     "<h1>27.01.2022 Thả voọc về rừng đặc dụng</h1>"),
            "Thả voọc về rừng đặc dụng");
}

TEST(Title, OgTitleStandsInWhereJsonLdAgreesAndTheTitleElementDoesNotRepeatTheHeading) {
  const std::string head =
      "<meta property='og:title' content='Hai tạ ngà voi trong thùng gỗ ở Hải Phòng'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":"
      "\"Hai tạ ngà voi trong thùng gỗ ở Hải Phòng\"}</script>";
  const std::string shown = "<h1>Hai tạ ngà voi trong thùng gỗ</h1>";
  const std::string cut = "<h1>ngà voi trong thùng gỗ ở Hải Phòng</h1>";
  EXPECT_EQ(title_of(head, cut), "Hai tạ ngà voi trong thùng gỗ ở Hải Phòng");
  EXPECT_EQ(title_of(head + "<title>ngà voi trong thùng gỗ ở Hải Phòng</title>", cut),
            "ngà voi trong thùng gỗ ở Hải Phòng");
  EXPECT_EQ(title_of(head, shown), "Hai tạ ngà voi trong thùng gỗ");
}

TEST(Title, AnOnlyHeadingWinsOverAHeadThatSaysSomethingElse) {
  EXPECT_EQ(
      title_of("<title>Ngà voi lậu: tin mới nhất hôm nay</title>",
               "<h1>Hai tạ ngà voi trong thùng gỗ</h1><p>Ngà voi lậu: tin mới nhất hôm nay</p>"),
      "Hai tạ ngà voi trong thùng gỗ");
}

TEST(Title, WithoutHeadingsAShownLineThatTheHeadRepeats) {
  EXPECT_EQ(title_of("<title>songhong - Bắt kẻ buôn ngà voi</title>",
                     "<td class=x>Bắt kẻ buôn ngà voi</td>"),
            "Bắt kẻ buôn ngà voi");
}

TEST(Title, NothingIsEmpty) { EXPECT_EQ(title_of("", "<p>x</p>"), ""); }

}  // namespace
}  // namespace saola::extract
