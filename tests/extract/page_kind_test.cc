#include "indexer/extract/page_kind.h"

#include <gtest/gtest.h>

#include <random>

#include "indexer/extract/extract.h"

namespace saola::extract {
namespace {

using store::PageKind;

store::Article article_of(const std::string& page,
                          const std::string& url = "https://songhong.example.vn/tin-1234567.html") {
  return extract_page({page, url, {}, {}})->article;
}

std::string headlines(int count) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += "<p><a href='/tin-" + std::to_string(1000000 + i) +
           ".html'>Bắt vụ vận chuyển động vật hoang dã số " + std::to_string(i) + "</a></p>";
  return out;
}

constexpr std::string_view kBrief =
    "<p>Chi cục Kiểm lâm tỉnh sáng nay tiếp nhận một con culi nhỏ do người dân giao nộp, con vật "
    "khỏe mạnh và sẽ được thả về rừng trong tuần tới sau khi bác sĩ thú y khám xong.</p>";

TEST(PageKind, RandomBytesAreNoArticle) {
  std::mt19937 random(7);
  for (const std::size_t size : {300U, 5000U, 40000U}) {
    std::string noise;
    for (std::size_t i = 0; i < size; ++i) noise += static_cast<char>(random() & 0xFFU);
    EXPECT_EQ(article_of(noise).kind, PageKind::other);
    EXPECT_EQ(article_of(noise).text, "");
    EXPECT_EQ(article_of("<html><body><p>" + noise + "</p>").kind, PageKind::other);
  }
}

TEST(PageKind, Utf16IsText) {
  EXPECT_FALSE(is_binary(std::string_view("B\0a\0o\0", 6), "utf-16le"));
  EXPECT_TRUE(is_binary(std::string_view("B\0a\0o\0", 6), "windows-1252"));
  EXPECT_FALSE(is_binary("Báo\r\n\tngày", "utf-8"));
  EXPECT_FALSE(is_binary("", ""));
}

TEST(PageKind, TextWithoutATitleIsNoArticle) {
  std::string text;
  for (int i = 0; i < 6; ++i) text += kBrief;
  EXPECT_EQ(article_of(text).kind, PageKind::other);
  EXPECT_EQ(article_of("<h1>Giao nộp một con culi nhỏ</h1>" + text).kind, PageKind::article);
}

TEST(PageKind, ABriefWithADateInTheHeadIsAnArticleAmongHeadlines) {
  const std::string page =
      "<h1>Giao nộp một con culi nhỏ</h1>" + std::string(kBrief) + headlines(40);
  const std::string head =
      "<meta property='og:type' content='Article'>"
      "<meta property='article:published_time' content='2018-10-06T21:15:00+07:00'>";
  EXPECT_EQ(article_of(head + page).kind, PageKind::article);
  EXPECT_EQ(article_of(page).kind, PageKind::listing);
}

TEST(PageKind, AnArticleAboutAnErrorOrCookiesIsAnArticle) {
  const std::string head =
      "<meta property='article:published_time' content='2018-10-06T21:15:00+07:00'>";
  const std::string body =
      "<p>Từ hôm nay trang đặt vé báo lỗi 404 với mọi người dùng, nhà ga xin lỗi hành khách và "
      "cho biết cookie cũ trong trình duyệt là nguyên nhân, cần xóa đi rồi vào lại.</p>";
  EXPECT_EQ(article_of(head + "<h1>Trang đặt vé báo lỗi 404, khách xếp hàng dài</h1>" + body).kind,
            PageKind::article);
  EXPECT_EQ(article_of("<title>Lỗi 404</title><h1>Lỗi 404</h1>" + body).kind, PageKind::other);
}

}  // namespace
}  // namespace saola::extract
