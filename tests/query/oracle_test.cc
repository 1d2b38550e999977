// The program against the oracle, over invented articles.

#include "tests/query/oracle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "tests/query/oracle_compare.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

// With what matching is about: one spelling inside another, exclusion, letter case, folded names.
const char* const kLexicon = R"(id = "animals"
version = 1
label.vi = "Thú"
label.en = "Animals"

[[entry]]
id = "elephant"
vi = "voi"
en = "elephant"
spellings = ["voi", "ngà voi", "voi voi"]
excluded = ["với voi", "hổ ngà voi"]

[[entry]]
id = "rhino"
vi = "tê giác"
en = "rhino"
spellings = ["tê giác", "sừng tê giác", "sừng"]
cased = ["Nga", "CITES"]
folded = ["ho"]
)";

// One province that was merged into another in 2025.
const char* const kProvinces = R"(id = "provinces"
version = 1
label.vi = "Tỉnh"
label.en = "Provinces"

[[entry]]
id = "hoa-binh"
vi = "Hòa Bình"
en = "Hoa Binh"
spellings = ["hòa"]
tags = ["now:phu-tho"]

[[entry]]
id = "phu-tho"
vi = "Phú Thọ"
en = "Phu Tho"
spellings = ["bắt voi", "hộ"]
)";

// Entries that share a stage, and one without.
const char* const kJustice = R"(id = "justice"
version = 1
label.vi = "Tố tụng"
label.en = "Justice"

[[entry]]
id = "arrest"
vi = "bắt"
en = "arrest"
spellings = ["bắt"]
tags = ["stage:arrest"]

[[entry]]
id = "prison"
vi = "tù"
en = "prison"
spellings = ["tù", "án tù"]
tags = ["person", "stage:sentence"]

[[entry]]
id = "verdict"
vi = "án"
en = "verdict"
spellings = ["án"]
tags = ["stage:sentence"]

[[entry]]
id = "document"
vi = "hộ"
en = "document"
spellings = ["hộ"]
)";

const char* const kTrade = "@animals NEAR/4 (bắt OR tù) AND NOT title:hổ";
const char* const kTradeAbroad = "topic:trade AND (Nga OR @provinces OR lang:en)";

Askable askable() {
  return {.lexicons = {"@animals", "@animals/elephant", "@animals/rhino", "@provinces/hoa-binh"},
          .keywords = {"outlet:a.vn", "lang:en", "section:\"Pháp luật\"", "section:the-gioi",
                       "credit:ttxvn", "id:d1007", "province:hoa-binh", "province:phu-tho",
                       "topic:trade", "topic:trade-abroad", "stage:arrest", "stage:sentence"}};
}

QueryGenerator generator_of(unsigned seed) {
  return {seed, std::make_shared<Syllables>(), askable()};
}

class InventedNews : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    stories_ = new std::vector<Story>(generator_of(20181006).stories(300));
    desk_ = new Desk;
    desk_->add_lexicon(kLexicon);
    desk_->add_lexicon(kProvinces);
    desk_->add_lexicon(kJustice);
    desk_->add_topic("trade", kTrade);
    desk_->add_topic("trade-abroad", kTradeAbroad);
    desk_->add(*stories_);
  }
  static void TearDownTestSuite() {
    delete desk_;
    delete stories_;
  }

  static inline std::vector<Story>* stories_ = nullptr;
  static inline Desk* desk_ = nullptr;
};

TEST_F(InventedNews, SearchAndCountAnswerAsTheOracle) {
  Oracle oracle;
  oracle.add_lexicon(kLexicon);
  oracle.add_lexicon(kProvinces);
  oracle.add_lexicon(kJustice);
  oracle.add_topic("trade", kTrade);
  oracle.add_topic("trade-abroad", kTradeAbroad);
  std::vector<OracleArticle> articles;
  for (const Story& story : *stories_) articles.push_back(oracle.read(story));
  auto generator = generator_of(7);
  // Else the queries are too easy to say anything.
  EXPECT_GT(compare(*desk_, oracle, articles, generator, {400, {"province", "stage"}}), 200U);
}

TEST_F(InventedNews, PartsAddUpToTheWhole) {
  auto generator = generator_of(99);
  for (int i = 0; i < 20; ++i) {
    const std::string query = generator.query(2);
    const auto summary = desk_->count_summary(query, "day").value();
    const std::uint64_t dated = summary.articles - summary.undated;
    EXPECT_EQ(number_of(desk_->count(query)), summary.articles) << query;
    for (const char* by : {"day", "week", "month", "year", "day,outlet", "month,week,language"}) {
      EXPECT_EQ(sum_of(desk_->count(query, by)), dated) << query << " by " << by;
    }
    EXPECT_EQ(sum_of(desk_->count(query, "outlet")), summary.articles) << query;
    EXPECT_EQ(sum_of(desk_->count(query, "day", between("2018-10", "2018-10"))),
              number_of(desk_->count(query, "", between("2018-10", "2018-10"))))
        << query;
  }
}

// The cells of a count by one time, or by a time and an outlet, added up by what `name` calls a cell's day and outlet.
template <typename Name>
std::map<std::string, std::uint64_t> cells_of(const std::string& csv, Name&& name) {
  std::map<std::string, std::uint64_t> cells;
  std::istringstream rows(csv);
  std::string row;
  std::getline(rows, row);
  while (std::getline(rows, row)) {
    const std::uint64_t articles = std::stoull(row.substr(row.rfind(',') + 1));
    if (articles > 0) cells[name(row)] += articles;
  }
  return cells;
}

TEST_F(InventedNews, DaysAddUpToWeeksMonthsYearsAndOutletsToTheTotal) {
  const auto first = [](const std::string& row) { return row.substr(0, row.find(',')); };
  const auto second = [](const std::string& row) {
    const auto begin = row.find(',') + 1;
    return row.substr(begin, row.find(',', begin) - begin);
  };
  auto generator = generator_of(41);
  for (int i = 0; i < 15; ++i) {
    const std::string query = generator.query(2);
    const std::string days = desk_->count(query, "day,outlet");
    const auto by = [&](const char* dimension) {
      return cells_of(desk_->count(query, dimension), first);
    };
    EXPECT_EQ(cells_of(days, [&](const auto& row) { return oracle_week(first(row)); }), by("week"))
        << query;
    EXPECT_EQ(cells_of(days, [&](const auto& row) { return first(row).substr(0, 7); }), by("month"))
        << query;
    EXPECT_EQ(cells_of(days, [&](const auto& row) { return first(row).substr(0, 4); }), by("year"))
        << query;
    EXPECT_EQ(cells_of(days, first), by("day")) << query;
    EXPECT_EQ(cells_of(desk_->count(query, "week,outlet"), second), cells_of(days, second))
        << query;
    EXPECT_EQ(cells_of(desk_->count(query, "outlet", between("2017", "2026")), first),
              cells_of(days, second))
        << query;
  }
}

TEST_F(InventedNews, AQuerySplitsIntoWithAndWithout) {
  auto generator = generator_of(5);
  for (int i = 0; i < 60; ++i) {
    // Both marked, so that joining them does not change how either is read.
    const std::string a = "(" + generator.query(2) + " OR \"ngữ\")";
    const std::string b = "(" + generator.query(2) + " OR \"ngữ\")";
    const auto number = [&](const std::string& query) { return number_of(desk_->count(query)); };
    EXPECT_EQ(number(a), number(a + " AND " + b) + number(a + " AND NOT " + b)) << a << b;
    EXPECT_EQ(number(a + " OR " + b), number(a) + number(b) - number(a + " AND " + b)) << a << b;
    EXPECT_EQ(number(a) + number("NOT " + a), number("*")) << a;
  }
}

TEST_F(InventedNews, FoldedFindsAtLeastWhatExactFinds) {
  auto generator = generator_of(3);
  for (int i = 0; i < 100; ++i) {
    const std::string words = "\"" + generator.words(3) + "\"";
    const Ids exact = ids_of(*desk_, "exact:" + words);
    const Ids folded = ids_of(*desk_, "fold:" + words);
    EXPECT_TRUE(std::includes(folded.begin(), folded.end(), exact.begin(), exact.end())) << words;
  }
}

TEST_F(InventedNews, AnOrderIsTheSameHoweverTheIndexWasFilled) {
  std::vector<Story> turned(stories_->rbegin(), stories_->rend());
  const Desk other(turned);
  for (Sort sort : {Sort::rank, Sort::newest, Sort::oldest}) {
    for (const char* query : {"voi OR \"ngà\"", "*", "nga"}) {
      EXPECT_EQ(desk_->search(query, {}, sort), other.search(query, {}, sort)) << query;
    }
  }
}

}  // namespace
}  // namespace saola::query
