#include "indexer/article_line.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/digest.h"

namespace saola::indexer {
namespace {

store::Article article_of(std::string_view line) {
  auto read = parse_article_line(line);
  EXPECT_TRUE(read) << read.error().message;
  return read ? read->article : store::Article{};
}

TEST(ArticleLine, TitleAndTextAreEnough) {
  const store::Article article = article_of(R"({"title":"Tin","text":"Một dòng.\nHai dòng."})");
  EXPECT_EQ(article.title, "Tin");
  EXPECT_EQ(article.text, "Một dòng.\n\nHai dòng.");
  EXPECT_EQ(article.id, short_id("Tin\nMột dòng.\n\nHai dòng."));
  EXPECT_FALSE(article.published);
  EXPECT_TRUE(article.published_from.empty());
  EXPECT_TRUE(article.outlet.empty());
}

TEST(ArticleLine, TheIdIsKeptElseMadeFromTheUrl) {
  EXPECT_EQ(article_of(R"({"id":"train-1","title":"t","text":"x","url":"http://a.vn/1"})").id,
            "train-1");
  EXPECT_EQ(article_of(R"({"id":17,"title":"t","text":"x"})").id, "17");
  EXPECT_EQ(article_of(R"({"title":"t","text":"x","url":"http://a.vn/1?utm_source=z"})").id,
            short_id("http://a.vn/1"));
}

TEST(ArticleLine, ADateAloneIsThatDaysMidnightInVietNam) {
  const auto article = article_of(R"({"title":"t","text":"x","published":"2018-10-06"})");
  ASSERT_TRUE(article.published);
  EXPECT_EQ(to_iso(*article.published), "2018-10-06T00:00:00+07:00");
  EXPECT_EQ(article.published_from, "import");
}

TEST(ArticleLine, AnOffsetIsKept) {
  const auto article = article_of(R"({"title":"t","text":"x","published":"2018-10-06T01:00:00Z"})");
  EXPECT_EQ(to_iso(*article.published), "2018-10-06T01:00:00+00:00");
}

TEST(ArticleLine, DateAndSiteAreTakenWhereThePromisedKeysAreAbsent) {
  auto read = parse_article_line(
      R"({"title":"t","text":"x","date":"2018-10-06","site":"Bao01.example.vn","extra":[1]})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article.outlet, "bao01.example.vn");
  EXPECT_TRUE(read->article.published);
  const auto kept = nlohmann::json::parse(read->json);
  EXPECT_EQ(kept["published"], "2018-10-06");
  EXPECT_FALSE(kept.contains("date"));
  EXPECT_EQ(kept["extra"], nlohmann::json::parse("[1]"));
  EXPECT_EQ(article_of(R"({"title":"t","text":"x","date":"2018-10-06","published":"2019-01-01"})")
                .published,
            *parse_iso("2019-01-01", kHomeOffset));
}

TEST(ArticleLine, WhatIsKeptReadsBackAsTheSameArticle) {
  auto first = parse_article_line(
      R"({"title":" Hoà  bình ","text":"a\r\n\r\nb","site":"x.vn","date":"2018-10-06","url":"http://x.vn/a"})");
  ASSERT_TRUE(first);
  auto second = parse_article_line(first->json);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->json, first->json);
  EXPECT_EQ(second->article.id, first->article.id);
  EXPECT_EQ(second->article.text, first->article.text);
  EXPECT_EQ(second->article.published, first->article.published);
}

TEST(ArticleLine, TheOutletIsTheDomainWhenOnlyAUrlIsKnown) {
  EXPECT_EQ(article_of(R"({"title":"t","text":"x","url":"https://e.bao.com.vn/1"})").outlet,
            "bao.com.vn");
}

TEST(ArticleLine, TextIsComposedAndInvisiblesAreDropped) {
  EXPECT_EQ(article_of("{\"title\":\"nga\u0300 vo\u200Bi\",\"text\":\"x\"}").title, "ngà voi");
}

TEST(ArticleLine, TextThatSomeoneDecodedWronglyIsMended) {
  const auto article = article_of(
      R"({"title":"BÃ¡n sá»«ng tÃª giÃ¡c","text":"Một ṭa án xử vụ động vật hoang dă","url":"http://x.vn/tÃª"})");
  EXPECT_EQ(article.title, "Bán sừng tê giác");
  EXPECT_EQ(article.text, "Một tòa án xử vụ động vật hoang dã");
  EXPECT_EQ(article.url, "http://x.vn/tÃª");
}

TEST(ArticleLine, TheLanguageIsDetectedUnlessGiven) {
  const std::string text = "Lực lượng kiểm lâm đã bắt giữ ba người đàn ông vận chuyển ngà voi";
  EXPECT_EQ(article_of(R"({"title":"t","text":")" + text + R"("})").language, "vi");
  EXPECT_EQ(article_of(R"({"title":"t","language":"EN","text":")" + text + R"("})").language, "en");
}

struct Bad {
  const char* line;
  const char* says;
};

TEST(ArticleLine, ABadLineSaysWhatIsWrong) {
  const Bad cases[] = {
      {"", "not JSON"},
      {"{\"title\":\"t\"", "not JSON from byte"},
      {"[1]", "not a JSON object"},
      {"\"text\"", "not a JSON object"},
      {R"({"text":"x"})", "no \"title\""},
      {R"({"title":" ","text":"x"})", "no \"title\""},
      {R"({"title":null,"text":"x"})", "no \"title\""},
      {R"({"title":"t"})", "no \"text\""},
      {R"({"title":"t","text":"\n \n"})", "no \"text\""},
      {R"({"title":1,"text":"x"})", "\"title\" is not a string"},
      {R"({"title":"t","text":["x"]})", "\"text\" is not a string"},
      {R"({"title":"t","text":"x","published":"06/10/2018"})", "\"published\""},
      {R"({"title":"t","text":"x","published":20181006})", "\"published\" is not a string"},
      {R"({"title":"t","text":"x","url":"bao.vn/1"})", "\"url\""},
      {R"({"id":{},"title":"t","text":"x"})", "\"id\""},
      {R"({"id":"a\nb","title":"t","text":"x"})", "\"id\""},
      {"{\"title\":\"t\xFF\",\"text\":\"x\"}", "not UTF-8 at byte 12"},
      {"{\"t\xC3\":1,\"title\":\"t\",\"text\":\"x\"}", "not UTF-8 at byte 4"},
      {"{\"title\":\"t\",\"text\":\"x\"}\xE1\xBA", "not UTF-8 at byte 25"},
      {R"({"title":"t","text":"x","n":1e999})", "a number is too large"},
      {"{\"title\":\"t\",\"text\":\"x\",\"n\":1e999,\"m\":\"\xFF\"}", "a number is too large"},
      {"{\"title\":\"t\",\"text\":\"\\ud800\"}", "not JSON"},
  };
  for (const Bad& bad : cases) {
    auto read = parse_article_line(bad.line);
    ASSERT_FALSE(read) << bad.line;
    EXPECT_NE(read.error().message.find(bad.says), std::string::npos)
        << bad.line << " says: " << read.error().message;
  }
}

TEST(ArticleLine, NothingMayStandBehindANul) {
  const std::string line = R"({"title":"t","text":"x"})";
  ASSERT_TRUE(parse_article_line(line));
  for (const char* behind : {"", "x", "\xFF"}) {
    const auto read = parse_article_line(line + '\0' + behind);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message, "not JSON from byte 25 on: a NUL");
  }
}

TEST(ArticleLine, AHugeTitleIsRefused) {
  const std::string line = R"({"title":")" + std::string(10'001, 't') + R"(","text":"x"})";
  ASSERT_FALSE(parse_article_line(line));
}

TEST(ArticleLine, DeepNestingIsRefusedNotFatal) {
  const auto nested = [](std::size_t depth) {
    return R"({"title":"t[","text":"x","deep":)" + std::string(depth, '[') +
           std::string(depth, ']') + "}";
  };
  EXPECT_TRUE(parse_article_line(nested(63)));
  EXPECT_TRUE(parse_article_line(R"({"title":"t","text":")" + std::string(1'000, '[') + R"("})"));
  ASSERT_FALSE(parse_article_line(nested(64)));
  ASSERT_FALSE(parse_article_line(nested(1'000'000)));
  ASSERT_FALSE(parse_article_line(std::string(1'000'000, '[')));
}

}  // namespace
}  // namespace saola::indexer
