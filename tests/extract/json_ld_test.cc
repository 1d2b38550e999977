#include "indexer/extract/json_ld.h"

#include <gtest/gtest.h>

namespace saola::extract {
namespace {

JsonLd read(std::string_view body) {
  const std::string_view bodies[] = {body};
  return read_json_ld(bodies);
}

TEST(JsonLd, FindsTheArticleInAGraphAndAnArray) {
  EXPECT_EQ(
      read(R"({"@graph":[{"@type":"WebSite","name":"S"},{"@type":"NewsArticle","headline":"T"}]})")
          .headline,
      "T");
  EXPECT_EQ(
      read(R"([{"@type":"BreadcrumbList"},{"@type":["Article","Thing"],"headline":"T"}])").headline,
      "T");
}

TEST(JsonLd, MendsLineBreaksTrailingCommasAndComments) {
  const JsonLd out = read(
      "/*<![CDATA[*/ "
      "{\"@type\":\"Article\",\"headline\":\"Hai\ndòng\",\"author\":[{\"name\":\"A\"},],} /*]]>*/");
  EXPECT_EQ(out.headline, "Hai dòng");
  ASSERT_EQ(out.authors.size(), 1U);
  EXPECT_EQ(out.authors[0], "A");
}

TEST(JsonLd, TakesAWebPagesDateApart) {
  const JsonLd out = read(R"({"@type":"WebPage","datePublished":"2018-01-02"})");
  EXPECT_FALSE(out.has_article);
  EXPECT_EQ(out.published, "");
  EXPECT_EQ(out.page_published, "2018-01-02");
}

TEST(JsonLd, AnotherArticleDoesNotFillTheFirstOnesGaps) {
  const JsonLd out = read(
      R"([{"@type":"Article","headline":"A"},{"@type":"Article","headline":"B","datePublished":"2018-01-02"}])");
  EXPECT_EQ(out.headline, "A");
  EXPECT_EQ(out.published, "");
}

TEST(JsonLd, NonsenseIsNothing) {
  for (const char* body : {"", "{", "null", "[[[[", "{\"@type\":{}}", "\xff\xfe", "{\"@graph\":7}"})
    EXPECT_FALSE(read(body).has_article) << body;
}

TEST(JsonLd, DeepNestingDoesNotOverflow) {
  EXPECT_FALSE(read(std::string(200'000, '[')).has_article);
  EXPECT_FALSE(read(std::string(200'000, '[') + std::string(200'000, ']')).has_article);
}

}  // namespace
}  // namespace saola::extract
