#include "query/explain.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/query/desk.h"

namespace saola::query {
namespace {

const char* const kProducts = R"(id = "products"
version = 1
label.vi = "Sản phẩm"
label.en = "Products"

[[entry]]
id = "ivory"
vi = "ngà voi"
en = "ivory"
spellings = ["ngà voi"]
)";

Desk ivory() {
  Desk desk;
  desk.add_lexicon(kProducts);
  desk.add_topic("ivory", "@products AND (bắt OR title:kiểm) NOT \"cá voi\"");
  desk.add({{"1", "Ngà voi qua cảng", "Tàu cập cảng. Hải quan bắt lô ngà voi, theo báo. Hết."},
            {"2", "Cá voi", "Ngư dân thấy cá voi."}});
  return desk;
}

std::string explained(const Desk& desk, std::string_view query) {
  std::ostringstream out;
  auto done = explain_query(query, desk.sources(), out);
  return done ? out.str() : done.error().message;
}

std::string why(const Desk& desk, std::string_view topic, std::string_view document) {
  std::ostringstream out;
  auto done = explain_document(topic, document, desk.sources(), out);
  return done ? out.str() : done.error().message;
}

TEST(ExplainQuery, ShowsTextLaneTreeXapianQueryAndNumbers) {
  const std::string text = explained(ivory(), "\"ngà voi\" OR topic:ivory");
  EXPECT_NE(text.find("query\n  \"ngà voi\" OR topic:ivory\n"), std::string::npos);
  EXPECT_NE(text.find("lanes\n  exact: "), std::string::npos);
  EXPECT_NE(text.find("tree\n  OR\n    \"ngà voi\"  (as written)\n    topic:ivory\n      AND\n"),
            std::string::npos);
  EXPECT_NE(text.find("Kproducts"), std::string::npos);
  EXPECT_NE(text.find("PHRASE 2"), std::string::npos);
  EXPECT_NE(text.find("articles in the index\n          1  OR\n"), std::string::npos);
  EXPECT_NE(text.find("\nXapian's estimate, which no answer uses\n  1 (from "), std::string::npos);
}

TEST(ExplainQuery, SaysThatMarksAreIgnored) {
  const std::string text = explained(ivory(), "nga voi");
  EXPECT_NE(text.find("folded: "), std::string::npos);
  EXPECT_NE(text.find("\"nga voi\"  (without marks)"), std::string::npos);
  EXPECT_NE(text.find("(ngà PHRASE 2 voi)"), std::string::npos);  // the spelling the index holds
}

TEST(ExplainQuery, CountsATopicAsEveryAnswerDoes) {
  Desk desk = ivory();
  desk.mark_topics();
  desk.definitions.topics.clear();
  desk.add_topic("ivory", "\"cá voi\" OR @products");
  const std::string text = explained(desk, "topic:ivory");
  EXPECT_NE(text.find("Xapian\n  Query(0 * 0 * XTivory)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("          1  topic:ivory\n          2    OR\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\nnote: "), std::string::npos) << text;
  EXPECT_EQ(desk.count("topic:ivory"), "articles\n1\n");
  desk.definitions.live = true;
  EXPECT_NE(explained(desk, "topic:ivory").find("          2  topic:ivory\n"), std::string::npos);
}

TEST(ExplainQuery, TellsOfTheChangedTopicsThatTheQueryAsks) {
  Desk desk = ivory();
  desk.add_topic("langur", "voọc");
  desk.add_topic("both", "topic:ivory AND topic:langur");
  desk.mark_topics();
  desk.definitions.topics.clear();
  desk.add_topic("ivory", "ngà");
  desk.add_topic("langur", "voọc");
  desk.add_topic("both", "topic:ivory AND topic:langur");
  const auto tells = [](const std::string& text) {
    return text.find("ivory stands there in version 1") != std::string::npos;
  };
  EXPECT_TRUE(tells(explained(desk, "voi OR topic:ivory")));
  EXPECT_TRUE(tells(explained(desk, "topic:both")));
  EXPECT_FALSE(tells(explained(desk, "topic:langur OR voi")));
  EXPECT_FALSE(tells(why(desk, "langur", "1")));
  EXPECT_TRUE(tells(why(desk, "both", "1")));
}

TEST(ExplainQuery, TellsWhatNoArticleHas) {
  const std::string text = explained(ivory(), "outlet:nowhere.vn or voi");
  EXPECT_NE(text.find("\nnote: \"or\" is asked as a word; the operator is OR\n"),
            std::string::npos);
  EXPECT_NE(text.find("\nnote: the index holds no article with outlet:nowhere.vn\n"),
            std::string::npos);
}

TEST(ExplainQuery, WorksWithoutAnIndex) {
  const Desk desk;
  const std::string text = explained(desk, "bắt NEAR/3 voi");
  EXPECT_NE(text.find("NEAR/3"), std::string::npos);
  EXPECT_EQ(text.find("articles in the index"), std::string::npos);
}

TEST(ExplainDocument, ShowsEachPartWithItsSentences) {
  EXPECT_EQ(why(ivory(), "ivory", "1"),
            "ivory (version 1) counts article 1\n"
            "  Ngà voi qua cảng\n"
            "  2018-10-03T08:00:00+07:00  a.vn\n"
            "  https://a.vn/1\n"
            "\n"
            "score: 84 (50 for counting, 30 for its place, 4 for more than one sentence)\n"
            "place: title\n"
            "  - «Ngà voi» qua cảng\n"
            "  - Hải quan «bắt» lô ngà voi, theo báo\n"
            "\n"
            "  yes  AND\n"
            "  yes    @products\n"
            "         - title: products/ivory: «Ngà voi» qua cảng\n"
            "         - products/ivory: Hải quan bắt lô «ngà voi», theo báo\n"
            "  yes    OR\n"
            "  yes      bắt\n"
            "           - Hải quan «bắt» lô ngà voi, theo báo\n"
            "  no       title:kiểm\n"
            "  yes    NOT\n"
            "  no       \"cá voi\"\n");
}

TEST(ExplainDocument, ShowsWhyAnArticleIsNotCounted) {
  const std::string text = why(ivory(), "ivory", "2");
  EXPECT_NE(text.find("does not count article 2"), std::string::npos);
  EXPECT_NE(text.find("  no   AND\n  no     @products\n"), std::string::npos);
  EXPECT_NE(text.find("  yes      \"cá voi\"\n"), std::string::npos);
}

TEST(ExplainDocument, SaysWhenTheLexiconsOfNowWouldDecideOtherwise) {
  Desk desk = ivory();
  desk.definitions.lexicons.front().entries.front().spellings = {"ngà"};
  desk.definitions.lexicons.front().entries.front().spellings = {"sừng"};
  desk.definitions.stamps.front() = "2 x";
  const std::string text = why(desk, "ivory", "1");
  EXPECT_NE(text.find("counts article 1"), std::string::npos);
  EXPECT_NE(text.find("would not count; run `saola index`"), std::string::npos);
}

TEST(ExplainDocument, NamesWhatIsMissing) {
  EXPECT_EQ(why(ivory(), "tusks", "1"), "no topic \"tusks\"");
  EXPECT_EQ(why(ivory(), "ivory", "99"), "no article \"99\" in the index");
}

}  // namespace
}  // namespace saola::query
