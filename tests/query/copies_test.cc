// Copies, pages of a search, recency, snippets.

#include "query/copies.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/query/desk.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

// Sentences that are all different.
std::string sentences(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) {
    const auto n = std::to_string(i);
    text += "Lực lượng " + n + " bắt xe số " + n + " chở hàng lạ qua cầu " + n + ". ";
  }
  return text;
}

Ids shown(const Desk& desk, const SearchOptions& options) {
  std::stringstream out;
  const auto summary = desk.search_summary(options, out);
  EXPECT_TRUE(summary) << summary.error().message;
  Ids ids;
  for (std::string line; std::getline(out, line);) ids.push_back(nlohmann::json::parse(line)["id"]);
  EXPECT_EQ(ids.size(), summary->shown);
  return ids;
}

TEST(Copies, AreTextsThatShareMostOfTheirShingles) {
  text::Analyzer analyzer;
  const auto sketch = [&](const std::string& text) { return sketch_of(analyzer, text); };
  const Sketch whole = sketch(sentences(0, 20));
  EXPECT_TRUE(are_copies(whole, whole));
  EXPECT_TRUE(are_copies(whole, sketch("TTXVN, " + sentences(0, 20) + " Theo báo bạn.")));
  EXPECT_TRUE(are_copies(whole, sketch(sentences(0, 18))));
  EXPECT_FALSE(are_copies(whole, sketch(sentences(0, 5))));
  EXPECT_FALSE(are_copies(whole, sketch(sentences(20, 40))));
  EXPECT_TRUE(are_copies(sketch("Voi về."), sketch("VOI, về!")));
  EXPECT_FALSE(are_copies(sketch("Voi về."), sketch("Hổ về.")));
  EXPECT_FALSE(are_copies(sketch(""), sketch("")));
}

TEST(Search, LeavesOutCopiesWhenAskedTo) {
  const Desk desk({{"a", "Bắt xe", sentences(0, 20), "2018-10-05", "a.vn"},
                   {"b", "Bắt xe lạ", "(BVN) " + sentences(0, 20), "2018-10-04", "b.vn"},
                   {"c", "Tin khác", sentences(20, 40), "2018-10-03"},
                   {"d", "Bắt xe nữa", sentences(0, 20), "2018-10-02"}});
  SearchOptions options{.query = "bắt",
                        .filters = filters_of({}),
                        .sort = Sort::newest,
                        .limit_articles = 0,
                        .collapse_copies = true};
  EXPECT_EQ(shown(desk, options), (Ids{"a", "c"}));
  options.sort = Sort::oldest;
  EXPECT_EQ(shown(desk, options), (Ids{"d", "c"}));
  options.skip_articles = 1;
  options.limit_articles = 1;
  EXPECT_EQ(shown(desk, options), Ids{"c"});
  std::ostringstream out;
  const auto summary = desk.search_summary(options, out).value();
  EXPECT_EQ(summary.matches, 4U);
  options.collapse_copies = false;
  EXPECT_EQ(shown(desk, options), Ids{"c"});
}

TEST(Search, GivesPagesThatPutTogetherAreTheWhole) {
  std::vector<Story> stories;
  for (int i = 0; i < 30; ++i) {
    stories.push_back({"d" + std::to_string(100 + i * 7 % 30), "voi", "x"});
  }
  const Desk desk(stories);
  SearchOptions options{.query = "voi", .filters = filters_of({}), .limit_articles = 0};
  for (Sort sort : {Sort::rank, Sort::newest}) {
    options.sort = sort;
    options.skip_articles = 0;
    options.limit_articles = 0;
    const Ids all = shown(desk, options);
    Ids pages;
    options.limit_articles = 7;
    for (options.skip_articles = 0; options.skip_articles < 40; options.skip_articles += 7) {
      const Ids page = shown(desk, options);
      pages.insert(pages.end(), page.begin(), page.end());
    }
    EXPECT_EQ(pages, all);
  }
}

TEST(Search, PrefersNewArticlesWhenAskedTo) {
  const Desk desk(
      {{"old", "Voi voi voi", "Voi ở rừng.", "2016-10-05"},
       {"new", "Tin trong ngày", "Một con voi và nhiều chuyện khác ở rừng.", "2018-10-04"},
       {"undated", "Voi voi voi", "Voi ở rừng.", ""}});
  SearchOptions options{.query = "\"voi\" OR \"rừng\"", .filters = filters_of({})};
  EXPECT_EQ(shown(desk, options).back(), "new");
  options.half_life_days = 30;
  options.now = parse_iso("2018-10-06", kHomeOffset)->utc;
  EXPECT_EQ(shown(desk, options), (Ids{"new", "old", "undated"}));
}

struct Cut {
  std::string text;
  std::vector<std::string> found;  // what the spans show
};

Cut snippet(const std::string& text, const std::string& query) {
  const Desk desk({{"1", "Tin", text}});
  std::ostringstream out;
  EXPECT_TRUE(desk.search_summary({.query = query, .filters = filters_of({})}, out));
  const auto row = nlohmann::json::parse(out.str());
  Cut cut{row["snippet"], {}};
  const auto points = [](std::string_view part) {
    return std::count_if(part.begin(), part.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  };
  EXPECT_LE(points(cut.text), 240);
  for (const std::string span : row["spans"]) {
    const long begin = std::stol(span);
    const long end = std::stol(span.substr(span.find('-') + 1));
    std::string found;
    long at = -1;
    for (char c : cut.text) {
      at += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
      if (at >= begin && at < end) found += c;
    }
    cut.found.push_back(found);
  }
  return cut;
}

TEST(Snippet, IsWholeSentencesWithTheWordsAskedFor) {
  std::string long_text = "Mở đầu không liên quan.";
  for (int i = 0; i < 40; ++i) long_text += " Câu thêm cho dài ra nữa.";
  const Cut cut =
      snippet(long_text + " Ngà voi, rồi ngà\tvoi nữa ở cảng Đình Vũ! Sau đó hết. " + long_text,
              "\"ngà voi\" OR đình");
  EXPECT_EQ(cut.text.substr(0, cut.text.find('!')), "Ngà voi, rồi ngà voi nữa ở cảng Đình Vũ");
  EXPECT_EQ(cut.text.back(), '.');
  EXPECT_EQ(cut.found, (std::vector<std::string>{"Ngà voi", "ngà voi", "Đình"}));
}

TEST(Snippet, OfALongSentenceIsCutAtWords) {
  std::string text = "Đầu câu";
  for (int i = 0; i < 200; ++i) text += " thêm";
  text += " ngà voi";
  for (int i = 0; i < 200; ++i) text += " nữa";
  const Cut cut = snippet(text + ".", "\"ngà voi\"");
  EXPECT_TRUE(cut.text.starts_with("…")) << cut.text;
  EXPECT_TRUE(cut.text.ends_with(" nữa…")) << cut.text;
  EXPECT_EQ(cut.found, std::vector<std::string>{"ngà voi"});
}

TEST(Snippet, IsTheBeginningWhenTheWordsAreInTheTitle) {
  EXPECT_EQ(snippet("Mưa lớn. Gió to.", "tin").text, "Mưa lớn. Gió to.");
  EXPECT_TRUE(snippet("Mưa lớn.", "tin").found.empty());
}

TEST(Notes, SayWhatAQueryWithoutMarksWasFoundAs) {
  const Desk desk({{"1", "Tin", "Ngà voi và ngà voi."}, {"2", "Tin", "Nga với châu Âu."}});
  std::ostringstream out;
  const auto notes = [&](const char* query) {
    return desk.search_summary({.query = query, .filters = filters_of({})}, out)->notes;
  };
  EXPECT_EQ(
      notes("nga voi"),
      std::vector<std::string>{"\"nga voi\" was matched without marks, in 2 articles: \"ngà voi\" "
                               "2 times, \"nga với\" 1 times; written with its marks it is "
                               "matched exactly"});
  EXPECT_TRUE(notes("chau au").empty());
  EXPECT_TRUE(notes("ngà voi").empty());
}

TEST(Notes, SayWhenWordsWithoutMarksFindNothingBesideMarkedOnes) {
  const Desk desk({{"1", "Tin", "Sừng tê giác và CITES."}});
  std::ostringstream out;
  const auto notes = [&](const char* query) {
    return desk.search_summary({.query = query, .filters = filters_of({})}, out)->notes;
  };
  const auto told = notes("sừng \"te giac\"");
  ASSERT_EQ(told.size(), 1U);
  EXPECT_NE(told[0].find("\"te giac\" stands without marks in a query that has some"),
            std::string::npos);
  EXPECT_NE(told[0].find("in 1 articles: write its marks, or fold:\"te giac\""), std::string::npos);
  EXPECT_TRUE(notes("sừng CITES").empty());
  EXPECT_TRUE(notes("sừng rhino").empty());
}

}  // namespace
}  // namespace saola::query
