#include "query/judgement.h"

#include <gtest/gtest.h>

#include "query/bind.h"
#include "query/definitions.h"
#include "query/query_parser.h"

namespace saola::query {
namespace {

// Standing and sentences, parted by "|".
std::string judged(std::string_view query, const std::string& title, const std::string& text) {
  const Definitions none;
  const Node bound = bind(parse_query(query).value(), none).value();
  store::Article article;
  article.title = title;
  article.text = text;
  Reading reading({});
  reading.read(article);
  const Judgement judgement = judge(reading, bound);
  std::string all(to_string(judgement.standing));
  for (const Evidence& sentence : judgement.evidence) all += "|" + sentence.shown;
  return all;
}

TEST(Judgement, NamesTheBestPlace) {
  EXPECT_EQ(judged("hổ", "Bắt hổ", "Có hổ."), "title|Bắt «hổ»|Có «hổ»");
  EXPECT_EQ(judged("hổ", "Tin", "Có hổ. Hết."), "lead|Có «hổ»");
  EXPECT_EQ(judged("hổ", "Tin", "Tin.\n\nCó hổ. Thêm hổ."), "body|Có «hổ»|Thêm «hổ»");
  EXPECT_EQ(judged("hổ", "Tin", "Tin.\n\nCó hổ và hổ."), "passing|Có «hổ» và hổ");
}

TEST(Judgement, ShowsWhatStandsTogetherBeforeWhatStandsAlone) {
  EXPECT_EQ(judged("voi AND (hổ NEAR/2 bắt)", "Voi", "Voi.\n\nNgười ta bắt hổ. Có voi."),
            "passing|Người ta bắt «hổ»");
}

TEST(Judgement, PassesOverWhatDidNotMakeItMatch) {
  EXPECT_EQ(judged("(hổ AND cáo) OR bắt", "Tin", "Tin hổ.\n\nCông an bắt xe."),
            "passing|Công an «bắt» xe");
  EXPECT_EQ(judged("bắt NOT voi", "Tin", "Tin.\n\nCông an bắt xe."), "passing|Công an «bắt» xe");
}

TEST(Judgement, IsEmptyForAnArticleThatDoesNotMatch) {
  EXPECT_EQ(judged("hổ AND voi", "Hổ", "Có hổ."), "nowhere");
  EXPECT_EQ(judged("NOT cáo", "Hổ", "Có hổ."), "nowhere");
}

}  // namespace
}  // namespace saola::query
