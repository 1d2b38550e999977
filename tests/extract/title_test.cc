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
}

TEST(Title, TheHeadingThatTheHeadRepeatsWins) {
  EXPECT_EQ(title_of("<title>Bắt kẻ buôn ngà voi - Sông Hồng</title>",
                     "<h1>Sông Hồng</h1><h1>Bắt kẻ buôn ngà voi</h1><h1>Tin mới nhất</h1>"),
            "Bắt kẻ buôn ngà voi");
}

TEST(Title, WithoutHeadingsAShownLineThatTheHeadRepeats) {
  EXPECT_EQ(title_of("<title>songhong - Bắt kẻ buôn ngà voi</title>",
                     "<td class=x>Bắt kẻ buôn ngà voi</td>"),
            "Bắt kẻ buôn ngà voi");
}

TEST(Title, NothingIsEmpty) { EXPECT_EQ(title_of("", "<p>x</p>"), ""); }

}  // namespace
}  // namespace saola::extract
