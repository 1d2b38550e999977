#include "query/snippet.h"

#include <gtest/gtest.h>

#include <random>

#include "query/bind.h"
#include "query/query_parser.h"

namespace saola::query {
namespace {

Marked snippet_of(const std::string& query, const std::string& text, std::size_t characters) {
  const Definitions definitions;
  store::Article article;
  article.text = text;
  Reading reading({});
  return make_snippet(reading, article, bind(parse_query(query).value(), definitions).value(),
                      characters);
}

// A text of so many paragraphs that are about nothing.
std::string filler(int paragraphs) {
  std::string text;
  for (int i = 0; i < paragraphs; ++i) text += "Câu thêm cho dài ra nữa. Và một câu khác.\n";
  return text;
}

TEST(Snippet, BeginsWhereMostOfTheWordsStandHoweverFarThatIs) {
  const std::string text = "Chuyện con voi.\n" + filler(200) + "Có hổ.\nHổ và voi.\n" + filler(9);
  EXPECT_EQ(snippet_of("voi", text, 60).text,
            "Chuyện con voi. Câu thêm cho dài ra nữa. Và một câu khác.");
  EXPECT_EQ(snippet_of("hổ", text, 60).text, "Có hổ. Hổ và voi. Câu thêm cho dài ra nữa.");
  EXPECT_EQ(snippet_of("hổ OR voi", text, 60).text, "Có hổ. Hổ và voi. Câu thêm cho dài ra nữa.");
  EXPECT_EQ(snippet_of("gấu", text, 60).text,
            "Chuyện con voi. Câu thêm cho dài ra nữa. Và một câu khác.");
  EXPECT_EQ(snippet_of("*", "", 60).text, "");
}

// Lines end by \n, up to which a part of the text can be read, or by \r, which makes the same words and no such parts.
TEST(Snippet, IsTheSameWhetherTheTextIsReadToItsEndOrNot) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t end) { return random() % end; };
  const char* words[] = {"voi", "Hổ", "gấu", "ngà", "rừng", "và", "của", "nhiều", "ở", "ngày"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t i = below(300); i > 0; --i) {
      text += words[below(60) == 0 ? below(4) : 4 + below(6)];
      text += below(9) == 0 ? "\n" : below(6) == 0 ? ". " : below(40) == 0 ? " – – – " : " ";
    }
    std::string whole = text;
    std::replace(whole.begin(), whole.end(), '\n', '\r');
    for (const char* query : {"voi", "voi hổ", "voi OR \"rừng và\" OR gấu", "title:voi", "*",
                              "\"của nhiều\"", "voi outlet:a.vn"}) {
      const Marked some = snippet_of(query, text, 30);
      const Marked all = snippet_of(query, whole, 30);
      ASSERT_EQ(some.text, all.text) << query << " in\n" << text;
      ASSERT_EQ(some.spans.size(), all.spans.size()) << query << " in\n" << text;
      for (std::size_t i = 0; i < all.spans.size(); ++i) {
        ASSERT_EQ(some.spans[i].begin, all.spans[i].begin);
        ASSERT_EQ(some.spans[i].end, all.spans[i].end);
      }
    }
  }
}

}  // namespace
}  // namespace saola::query
