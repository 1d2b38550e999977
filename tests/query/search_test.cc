#include "query/search.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/query/desk.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

const char* const kProducts = R"(id = "products"
version = 1
label.vi = "Sản phẩm"
label.en = "Products"

[[entry]]
id = "rhino-horn"
vi = "sừng tê giác"
en = "rhino horn"
spellings = ["sừng tê giác", "rhino horn"]

[[entry]]
id = "ivory"
vi = "ngà voi"
en = "ivory"
spellings = ["ngà voi", "ivory"]
)";

Desk horns() {
  Desk desk;
  desk.add_lexicon(kProducts);
  desk.add(
      {{"horn", "Thu giữ sừng tê giác", "Hải quan bắt giữ hai người.\n\nHọ khai mua ở Nam Phi."},
       {"tusk", "Bắt lô hàng lạ", "Trong lô hàng có ngà voi từ Nam Phi."},
       {"with", "Nga với châu Âu", "Nga với châu Âu đàm phán."},
       {"plain", "Rhino horn seized", "Two held. They carried ivory.", "2018-10-04", "b.com",
        "en"}});
  return desk;
}

TEST(Search, FindsWordsPhrasesAndTheirCombinations) {
  const Desk desk = horns();
  EXPECT_EQ(desk.ids("\"sừng tê giác\""), Ids{"horn"});
  EXPECT_EQ(desk.ids("Nam Phi"), (Ids{"horn", "tusk"}));
  EXPECT_EQ(desk.ids("\"Nam Phi\" -sừng"), Ids{"tusk"});
  EXPECT_EQ(desk.ids("\"Nam Phi\" OR ivory"), (Ids{"horn", "plain", "tusk"}));
  EXPECT_EQ(desk.ids("-bắt"), (Ids{"plain", "with"}));
  EXPECT_EQ(desk.ids("title:bắt"), Ids{"tusk"});
  EXPECT_EQ(desk.ids("*"), (Ids{"horn", "plain", "tusk", "with"}));
  EXPECT_EQ(desk.ids("* NOT *"), Ids{});
  EXPECT_EQ(desk.ids("outlet:B.com"), Ids{"plain"});
  EXPECT_EQ(desk.ids("lang:en"), Ids{"plain"});
  EXPECT_EQ(desk.ids("id:tusk"), Ids{"tusk"});
}

TEST(Search, MatchesAQueryWithoutMarksAsFoldedPhrases) {
  const Desk desk = horns();
  EXPECT_EQ(desk.ids("sung te giac"), Ids{"horn"});
  EXPECT_EQ(desk.ids("nga voi"), (Ids{"tusk", "with"}));
  EXPECT_EQ(desk.ids("ngà voi"), Ids{"tusk"});
  EXPECT_EQ(desk.ids("exact:\"nga voi\""), Ids{});
  EXPECT_EQ(desk.ids("rhino horn"), Ids{"plain"});
  EXPECT_EQ(desk.ids("horn rhino"), Ids{});  // a phrase, not an AND
}

TEST(Search, DoesNotLetPhrasesLeakAcrossParagraphsOrOutOfTheTitle) {
  const Desk desk = horns();
  EXPECT_EQ(desk.ids("\"người họ\""), Ids{});
  EXPECT_EQ(desk.ids("\"người\" NEAR/99 \"họ\""), Ids{});
  EXPECT_EQ(desk.ids("\"giác hải\""), Ids{});
}

TEST(Search, FindsConceptsAndWhatIsNearThem) {
  const Desk desk = horns();
  EXPECT_EQ(desk.ids("@products"), (Ids{"horn", "plain", "tusk"}));
  EXPECT_EQ(desk.ids("@products/ivory"), (Ids{"plain", "tusk"}));
  EXPECT_EQ(desk.ids("@products NEAR/3 \"Nam Phi\""), Ids{"tusk"});
  EXPECT_EQ(desk.ids("\"Nam Phi\" NEAR/3 @products"), Ids{"tusk"});
  EXPECT_EQ(desk.ids("@products NEAR/2 \"Nam Phi\""), Ids{});
  EXPECT_EQ(desk.ids("(hải OR lô) NEAR/4 (@products OR \"bắt giữ\")"), (Ids{"horn", "tusk"}));
}

TEST(Search, DoesNotCountAPlaceAsNearItself) {
  const Desk desk({{"1", "Ngà voi", "Bắt hai lô ngà voi."}, {"2", "Voi voi", "Không có gì."}});
  EXPECT_EQ(desk.ids("ngà NEAR/5 ngà"), Ids{});
  EXPECT_EQ(desk.ids("exact:voi NEAR/5 exact:voi"), Ids{"2"});
}

TEST(Search, FindsAPhraseOfOneWordTwice) {
  const Desk desk({{"1", "Tê tê", "Thả về rừng."}, {"2", "Bị tê, lại tê liệt", "Đến viện."}});
  EXPECT_EQ(desk.ids("\"tê tê\""), Ids{"1"});
}

TEST(Search, AsksTopicsInQueriesAndFilters) {
  Desk desk = horns();
  desk.add_topic("horns", "@products/rhino-horn");
  desk.add_topic("trade", "topic:horns OR @products/ivory");
  EXPECT_EQ(desk.ids("topic:horns"), (Ids{"horn", "plain"}));
  EXPECT_EQ(desk.ids("topic:trade NOT topic:horns"), Ids{"tusk"});
  EXPECT_EQ(desk.ids("", {.topics = {"horns"}}), (Ids{"horn", "plain"}));
  EXPECT_EQ(desk.ids("", {.languages = {"en"}, .topics = {"horns", "trade"}}), Ids{"plain"});
  EXPECT_EQ(desk.ids("topic:no-such").front().substr(0, 19), "no topic \"no-such\"\n");
  EXPECT_EQ(desk.ids("@products/gold").front().substr(0, 38),
            "lexicon \"products\" has no entry \"gold\"");
}

TEST(Search, FiltersByDaysOfTheHomeZoneWithBothEndsIncluded) {
  const Desk desk({{"eve", "a", "x", "2018-10-05T23:59:59+07:00"},
                   {"midnight", "a", "x", "2018-10-06T00:00:00+07:00"},
                   {"utc", "a", "x", "2018-10-06T16:59:59+00:00"},
                   {"next", "a", "x", "2018-10-07T00:00:00+07:00"},
                   {"undated", "a", "x", ""}});
  EXPECT_EQ(desk.ids("", between("2018-10-06", "2018-10-06")), (Ids{"midnight", "utc"}));
  EXPECT_EQ(desk.ids("", between("", "2018-10-05")), Ids{"eve"});
  EXPECT_EQ(desk.ids("", between("2018-W41", "")), Ids{});
  EXPECT_EQ(desk.ids("", between("2018-W40", "2018-W40")), (Ids{"eve", "midnight", "next", "utc"}));
  FilterWords utc = between("2018-10-05", "2018-10-05");
  utc.tz = "UTC";
  EXPECT_EQ(desk.ids("", utc), (Ids{"eve", "midnight"}));
}

TEST(Search, SortsByTimeWithUndatedLastAndTiesById) {
  const Desk desk({{"c", "voi", "x", "2018-10-03"},
                   {"b", "voi", "x", "2018-10-03"},
                   {"a", "voi", "x", ""},
                   {"d", "voi", "x", "2018-10-05"},
                   {"e", "voi", "x", "2018-10-01"}});
  EXPECT_EQ(desk.search("voi", {}, Sort::newest), (Ids{"d", "b", "c", "e", "a"}));
  EXPECT_EQ(desk.search("voi", {}, Sort::oldest), (Ids{"e", "b", "c", "d", "a"}));
  EXPECT_EQ(desk.search("*", {}, Sort::rank), (Ids{"d", "b", "c", "e", "a"}));
}

TEST(Search, RanksATitleAboveAMention) {
  const Desk desk(
      {{"mention", "Tin trong ngày", "Một con voi và nhiều chuyện khác ở rừng hôm nay."},
       {"title", "Voi rừng về làng", "Nhiều chuyện khác ở làng hôm nay và hôm qua nữa."},
       {"other", "Mưa lớn", "Không liên quan."}});
  EXPECT_EQ(desk.search("\"voi\" OR rừng", {}, Sort::rank).front(), "title");
}

TEST(Search, ShowsTheFirstOfTheSameOrderWhenLimited) {
  std::vector<Story> stories;
  for (int i = 0; i < 40; ++i) {
    stories.push_back({"d" + std::to_string(i % 7) + std::to_string(i), "voi", "x"});
  }
  const Desk desk(stories);
  const Ids all = desk.search("voi", {}, Sort::newest);
  std::stringstream out;
  const auto summary = desk.search_summary({"voi", filters_of({}), Sort::newest, 5}, out);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->matches, 40U);
  EXPECT_EQ(summary->shown, 5U);
  Ids few;
  for (std::string line; std::getline(out, line);) few.push_back(nlohmann::json::parse(line)["id"]);
  EXPECT_EQ(few, Ids(all.begin(), all.begin() + 5));
}

TEST(Search, WritesTheKeysOfTheContract) {
  Desk desk = horns();
  desk.add_topic("horns", "@products/rhino-horn");
  desk.add_topic("trade", "@products");
  std::ostringstream out;
  ASSERT_TRUE(desk.search_summary({"rhino", filters_of({})}, out));
  const auto row = nlohmann::ordered_json::parse(out.str());
  Ids keys;
  for (const auto& [key, value] : row.items()) keys.push_back(key);
  EXPECT_EQ(keys, (Ids{"id", "url", "title", "outlet", "published", "language", "score", "snippet",
                       "topics", "spans", "topic_versions", "numbers", "numbers_said"}));
  EXPECT_EQ(row["url"], "https://b.com/plain");
  EXPECT_EQ(row["published"], "2018-10-04T00:00:00+07:00");
  EXPECT_EQ(row["topics"], (Ids{"horns", "trade"}));
  EXPECT_EQ(row["topic_versions"], (Ids{"horns 1", "trade 1"}));
  EXPECT_GT(row["score"].get<double>(), 0);
  EXPECT_EQ(row["snippet"], "Two held. They carried ivory.");
}

TEST(Search, ShowsTheNumbersThatAnArticleSays) {
  const Desk desk(
      {{"1", "Hai năm tù", "Tòa tuyên hai năm tù. Anh ta bán 1.200 kg ngà, 2 tấn vảy."}});
  std::ostringstream out;
  ASSERT_TRUE(desk.search_summary({"ngà", filters_of({})}, out));
  const auto row = nlohmann::json::parse(out.str());
  EXPECT_EQ(row["numbers"], (Ids{"24 months of prison", "1200 kg", "2000 kg"}));
  EXPECT_EQ(row["numbers_said"], (Ids{"«Hai năm tù»", "Anh ta bán «1.200 kg» ngà, 2 tấn vảy",
                                      "Anh ta bán 1.200 kg ngà, «2 tấn» vảy"}));
}

TEST(Search, TakesTheSnippetFromWhereTheWordsAre) {
  std::string text = "Mở đầu không liên quan.";
  for (int i = 0; i < 60; ++i) text += " Câu thêm cho dài ra nữa.";
  const Desk desk({{"1", "Tin", text + " Hải quan bắt giữ ngà voi ở cảng. Hết."}});
  std::ostringstream out;
  ASSERT_TRUE(desk.search_summary({"\"ngà voi\"", filters_of({})}, out));
  EXPECT_EQ(nlohmann::json::parse(out.str())["snippet"], "Hải quan bắt giữ ngà voi ở cảng. Hết.");
}

TEST(Search, WarnsOfShortFoldedPhrasesThatFindOtherWords) {
  const Desk desk = horns();
  std::ostringstream out;
  const auto notes = [&](const char* query) {
    return desk.search_summary({query, filters_of({})}, out)->notes;
  };
  ASSERT_EQ(notes("nga voi").size(), 1U);
  EXPECT_NE(notes("nga voi").front().find("\"nga voi\" was matched without marks, in 2 articles"),
            std::string::npos);
  EXPECT_EQ(notes("nga voi OR nga voi").size(), 1U);
  EXPECT_TRUE(notes("ngà voi").empty());
  EXPECT_TRUE(notes("sung te giac").empty());
  EXPECT_TRUE(notes("rhino").empty());
}

TEST(Search, WarnsWhenTheIndexWasMadeWithOtherLexicons) {
  Desk desk = horns();
  std::ostringstream out;
  EXPECT_TRUE(desk.search_summary({"*", filters_of({})}, out)->notes.empty());
  desk.definitions.stamps.front() = "2 0123456789abcdef";
  const auto notes = desk.search_summary({"*", filters_of({})}, out)->notes;
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes.front().find("products"), std::string::npos);
  EXPECT_NE(notes.front().find("saola index"), std::string::npos);
}

TEST(Search, TellsAnOutletThatTheIndexDoesNotKnow) {
  const Desk desk = horns();
  std::ostringstream out;
  const auto summary = desk.search_summary({"*", filters_of({.outlets = {"a.vm"}})}, out);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->matches, 0U);
  ASSERT_EQ(summary->notes.size(), 1U);
}

TEST(Search, TellsValuesThatNoArticleHas) {
  Desk desk;
  Story story{"1", "Ngà voi", "Bắt hai người.", "2018-10-03T08:00:00+07:00", "a.vn"};
  story.section = "Pháp luật";
  story.author = "Lê An";
  desk.add({story});
  std::ostringstream out;
  const auto notes = [&](const char* query, const FilterWords& filters = {}) {
    return desk.search_summary({query, filters_of(filters)}, out)->notes;
  };
  EXPECT_TRUE(
      notes("outlet:a.vn section:\"Pháp luật\" author:\"Lê An\" lang:vi id:1 date:2018").empty());
  EXPECT_EQ(notes("voi NOT outlet:a.vm").back(), "the index holds no article with outlet:a.vm");
  EXPECT_EQ(notes("section:Pháp OR ngà"), Ids{"the index holds no article with section:Pháp"});
  EXPECT_EQ(notes("author:\"le an\""), Ids{"the index holds no article with author:\"le an\""});
  EXPECT_EQ(notes("lang:en"), Ids{"the index holds no article with language:en"});
  EXPECT_EQ(notes("*", {.languages = {"en"}}), Ids{"the index holds no article with language:en"});
  EXPECT_EQ(notes("date:2019"), Ids{"date:2019-01-01..2019-12-31: the articles of the index are of "
                                    "2018-10-03 to 2018-10-03"});
  EXPECT_EQ(notes("*", between("2019", "")),
            Ids{"--since and --until: the articles of the index are of 2018-10-03 to 2018-10-03"});
  EXPECT_TRUE(notes("*", between("2018-10-03", "2019")).empty());
}

TEST(Search, OrdersWhatATopicFindsByTimeWithItsMarksAndWithout) {
  Desk desk({{"a", "Ngà voi", "Ngà voi, ngà voi.", "2018-10-01"},
             {"b", "Tin", "Một con voi.", "2018-10-03"},
             {"c", "Voi", "Một con voi ở rừng.", "2018-10-02"}});
  desk.add_topic("elephants", "voi");
  const Ids newest{"b", "c", "a"};
  EXPECT_EQ(desk.search("topic:elephants"), newest);
  EXPECT_EQ(desk.search("topic:elephants AND (ngà OR voi)").front(), "a");  // words rank
  desk.mark_topics();
  EXPECT_EQ(desk.search("topic:elephants"), newest);
  EXPECT_EQ(desk.search("topic:elephants AND (ngà OR voi)").front(), "a");
}

TEST(Search, SaysWhenThereIsNoIndexButTellsAWrongQueryFirst) {
  const Desk desk;
  EXPECT_NE(desk.ids("voi").front().find("no index"), std::string::npos);
  EXPECT_NE(desk.ids("(voi").front().find("never closed"), std::string::npos);
}

TEST(Search, GivesEveryArticleOneLineInEveryFormat) {
  const Desk desk = horns();
  for (Format format : {Format::json, Format::urls, Format::csv}) {
    std::ostringstream out;
    ASSERT_TRUE(desk.search_summary({"*", filters_of({}), Sort::rank, 0}, out, format));
    const std::string text = out.str();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), format == Format::csv ? 5 : 4);
  }
}

TEST(Filters, NameTheOptionThatIsWrong) {
  EXPECT_NE(make_filters(between("tomorrow", "")).error().message.find("--since"),
            std::string::npos);
  EXPECT_EQ(make_filters(between("2018-W41", "2018-10-06")).error().code, Code::usage);
  EXPECT_TRUE(make_filters(between("2018-W40", "2018-10-06")));
  EXPECT_EQ(make_filters({.tz = "Mars/Olympus"}).error().code, Code::usage);
  EXPECT_EQ(make_filters({.languages = {"vi", "xx"}}).error().message,
            "--lang: no language \"xx\"");
  EXPECT_TRUE(make_filters({.languages = {"VI", "other"}}));
}

TEST(Search, RanksAWordOfTheTitleAboveTheLeadAndOfTheLeadAboveTheRest) {
  const Desk desk({{"rest", "Tin trong ngày", "Hôm nay trời đẹp.\nCó một con voi."},
                   {"lead", "Tin trong ngày", "Có một con voi.\nHôm nay trời đẹp."},
                   {"title", "Tin về voi", "Có một con hổ.\nHôm nay trời đẹp."}});
  EXPECT_EQ(desk.search("exact:voi"), (Ids{"title", "lead", "rest"}));
}

TEST(Search, PagesOfManyEqualsPutTogetherAreTheWhole) {
  std::vector<Story> stories;
  for (int i = 0; i < 150; ++i) {
    stories.push_back({fmt::format("id{:03}", (i * 37) % 150), i % 3 == 0 ? "Bắt voi" : "Tin",
                       i % 2 == 0 ? "Một con voi." : "Hai con voi, một con voi con.",
                       fmt::format("2018-10-{:02}T08:00:00+07:00", 1 + i % 5)});
  }
  const Desk desk(stories);
  const auto page = [&](std::size_t skip, std::size_t limit) {
    std::ostringstream out;
    SearchOptions options{.query = "exact:voi", .filters = filters_of({}), .now = {}};
    options.limit_articles = limit;
    options.skip_articles = skip;
    const auto summary = desk.search_summary(options, out, Format::csv);
    EXPECT_TRUE(summary);
    EXPECT_EQ(summary->matches, 150U);
    std::vector<std::string> ids;
    std::istringstream lines(out.str());
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) ids.push_back(line.substr(0, line.find(',')));
    return ids;
  };
  const auto whole = page(0, 0);
  ASSERT_EQ(whole.size(), 150U);
  std::vector<std::string> together;
  for (std::size_t skip = 0; skip < 150; skip += 7) {
    const auto some = page(skip, 7);
    together.insert(together.end(), some.begin(), some.end());
  }
  EXPECT_EQ(together, whole);
}

}  // namespace
}  // namespace saola::query
