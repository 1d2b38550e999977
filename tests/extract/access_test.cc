// What a page says of itself besides the story: for whom it is, and under which words it is filed.

#include "indexer/extract/access.h"

#include <gtest/gtest.h>

#include "indexer/extract/extract.h"
#include "indexer/extract/tags.h"

namespace saola::extract {
namespace {

constexpr std::string_view kText =
    "<h1>Bên trong chợ chim trời</h1><div><p>Bốn giờ rưỡi sáng, những chiếc lồng tre đầu tiên được "
    "gỡ khỏi yên xe máy. Người bán nói nhỏ, người mua rọi đèn pin chọn từng con.</p><p>Một con cò "
    "trắng giá bằng hai bát phở, chim được bẫy bằng lưới mờ ở cánh đồng giáp biên.</p>";

Extraction page(const std::string& head, const std::string& behind) {
  const std::string all = head + std::string(kText) + behind + "</div>";
  return extract_page({all, "https://dongbang.example.vn/cho-chim-881.html", {}, {}}).value();
}

std::string json_ld(const std::string& members) {
  return R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Chợ chim",)" +
         members + "}</script>";
}

TEST(Access, AFreePageSaysNothing) {
  const Extraction free = page("", "<p>Đăng ký nhận bản tin. Already a subscriber? Sign in</p>");
  EXPECT_FALSE(free.paywalled);
  EXPECT_FALSE(free.truncated);
  EXPECT_FALSE(page(json_ld(R"("isAccessibleForFree":true)"), "").paywalled);
}

TEST(Access, JsonLdAndMetaSayThatItIsForSubscribers) {
  EXPECT_TRUE(page(json_ld(R"("isAccessibleForFree":false)"), "").paywalled);
  EXPECT_TRUE(page(json_ld(R"("isAccessibleForFree":"False")"), "").paywalled);
  EXPECT_TRUE(page(json_ld(R"("hasPart":[{"isAccessibleForFree":"False"}])"), "").paywalled);
  EXPECT_FALSE(
      page(json_ld(R"("isAccessibleForFree":true,"hasPart":{"isAccessibleForFree":false})"), "")
          .paywalled);
  EXPECT_TRUE(page("<meta property='article:content_tier' content='locked'>", "").paywalled);
  EXPECT_FALSE(page("<meta property='article:content_tier' content='metered'>", "").paywalled);
}

TEST(Access, AnOfferWhereTheTextBreaksOffIsNoPartOfIt) {
  const Extraction cut = page("", "<p>Đăng nhập để đọc tiếp phần còn lại của phóng sự này.</p>");
  EXPECT_TRUE(cut.paywalled);
  EXPECT_TRUE(cut.truncated);
  EXPECT_EQ(cut.article.text.find("Đăng nhập"), std::string::npos);
  EXPECT_NE(cut.article.text.find("giáp biên"), std::string::npos);
}

TEST(Access, MoreWordsInJsonLdThanOnAPaywalledPageMeansCut) {
  EXPECT_TRUE(page(json_ld(R"("isAccessibleForFree":false,"wordCount":1450)"), "").truncated);
  EXPECT_TRUE(page(json_ld(R"("wordCount":"1450")"), "").truncated);
  EXPECT_FALSE(page(json_ld(R"("wordCount":70)"), "").truncated);
}

TEST(HeadField, IsOneLineWithoutEscapesWrittenTwice) {
  const Extraction named =
      page(json_ld(R"("publisher":{"name":" Báo A &amp; B "},)"
                   R"("author":[{"name":"Minh Khôi  "},{"name":"Lan&amp;#39;s"}],)"
                   R"("articleSection":"Chợ chim")"),
           "");
  EXPECT_EQ(named.outlet_name, "Báo A & B");
  EXPECT_EQ(named.article.author, "Minh Khôi, Lan's");
  EXPECT_EQ(named.article.section, "");
}

TEST(Tags, TheFirstSourceWinsAndEachTagStandsOnce) {
  Metadata metadata;
  JsonLd json;
  EXPECT_TRUE(choose_tags(metadata, json).empty());
  metadata.keywords = "tin tức, voi ,, ngà voi";
  EXPECT_EQ(choose_tags(metadata, json), (std::vector<std::string>{"tin tức", "voi", "ngà voi"}));
  json.keywords = {"Tê tê; Hải quan", "tê tê"};
  EXPECT_EQ(choose_tags(metadata, json), (std::vector<std::string>{"Tê tê", "Hải quan"}));
  json.keywords = {"Kiểm lâm &amp; Hải quan"};
  EXPECT_EQ(choose_tags(metadata, json), (std::vector<std::string>{"Kiểm lâm & Hải quan"}));
  metadata.tags = {"Ngà voi", std::string(200, 'x')};
  EXPECT_EQ(choose_tags(metadata, json), (std::vector<std::string>{"Ngà voi"}));
}

}  // namespace
}  // namespace saola::extract
