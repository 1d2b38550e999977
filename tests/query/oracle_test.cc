// The program against the oracle: generated queries over invented articles, and the queries of real users over real
// articles.

#include "tests/query/oracle.h"

#include <gtest/gtest.h>
#include <stdio.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "tests/query/desk.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

// Few words, so that they meet often: the same syllable with other marks, and words of more than one syllable.
const std::vector<std::string> kSyllables = {"voi",  "với", "ngà", "nga", "Nga",   "tê",     "giác",
                                             "sừng", "hổ",  "hộ",  "bắt", "CITES", "TP.HCM", "2018",
                                             "7,2",  "án",  "an",  "tù",  "tu",    "hoà",    "hòa"};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t number(std::size_t below) { return random_() % below; }
  const std::string& syllable() { return kSyllables[number(kSyllables.size())]; }

  std::string words(std::size_t most) {
    std::string text = syllable();
    for (std::size_t i = number(most); i > 0; --i) text += " " + syllable();
    return text;
  }

  std::string text() {
    std::string text;
    for (std::size_t sentence = 1 + number(4); sentence > 0; --sentence) {
      text += words(9) + ".";
      text += number(3) == 0 ? "\n\n" : " ";
    }
    return text;
  }

  std::string leaf() {
    switch (number(8)) {
      case 0:
        return "title:" + syllable();
      case 1:
        return "title:\"" + words(2) + "\"";
      case 2:
        return number(2) == 0 ? "outlet:a.vn" : "lang:en";
      case 3:
        return syllable();
      case 4:
        return words(3);
      default:
        return "\"" + words(3) + "\"";
    }
  }

  std::string near() {
    const std::string left = number(2) == 0 ? syllable() : "\"" + words(2) + "\"";
    const std::string right =
        number(2) == 0 ? "\"" + words(2) + "\"" : "(" + syllable() + " OR \"" + words(2) + "\")";
    return left + " NEAR/" + std::to_string(1 + number(6)) + " " + right;
  }

  std::string query(int depth) {
    switch (depth == 0 ? 0 : number(7)) {
      case 1:
        return query(depth - 1) + " AND " + query(depth - 1);
      case 2:
        return query(depth - 1) + " OR " + query(depth - 1);
      case 3:
        return "(" + query(depth - 1) + ") -(" + query(depth - 1) + ")";
      case 4:
        return "NOT (" + query(depth - 1) + ")";
      case 5:
        return "(" + query(depth - 1) + ")";
      case 6:
        return near();
      default:
        return leaf();
    }
  }

 private:
  std::mt19937 random_;
};

std::vector<Story> invented(Generator& generator, int count) {
  std::vector<Story> stories;
  for (int i = 0; i < count; ++i) {
    Story story{"d" + std::to_string(1000 + i), generator.words(6), generator.text()};
    story.outlet = generator.number(2) == 0 ? "a.vn" : "b.vn";
    story.language = generator.number(3) == 0 ? "en" : "vi";
    const auto day = 1 + generator.number(28);
    story.published = "2018-" + std::string(generator.number(2) == 0 ? "09" : "10") +
                      (day < 10 ? "-0" : "-") + std::to_string(day);
    if (generator.number(20) == 0) story.published.clear();
    stories.push_back(story);
  }
  return stories;
}

std::uint64_t number_of(const std::string& csv) {
  return std::stoull(csv.substr(csv.find('\n') + 1));
}

// The articles of each row of a CSV, added up.
std::uint64_t sum_of(const std::string& csv) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  std::uint64_t sum = 0;
  while (std::getline(lines, line)) sum += std::stoull(line.substr(line.rfind(',') + 1));
  return sum;
}

class InventedNews : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Generator generator(20181006);
    stories_ = new std::vector<Story>(invented(generator, 300));
    desk_ = new Desk(*stories_);
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
  std::vector<OracleArticle> articles;
  for (const Story& story : *stories_) articles.push_back(oracle.read(article_of(story)));
  Generator generator(7);
  std::size_t found_any = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string query = generator.query(3);
    const auto term = oracle.parse(query);
    Ids expected;
    for (std::size_t k = 0; k < articles.size(); ++k) {
      if (Oracle::holds(*term, articles[k])) expected.push_back((*stories_)[k].id);
    }
    ASSERT_EQ(desk_->ids(query), expected) << query;
    ASSERT_EQ(number_of(desk_->count(query)), expected.size()) << query;
    found_any += expected.empty() || expected.size() == articles.size() ? 0 : 1;
  }
  EXPECT_GT(found_any, 200U);  // else the queries are too easy to say anything
}

TEST_F(InventedNews, WeeklyCountsByOutletAnswerAsTheOracle) {
  Oracle oracle;
  for (const char* query : {"\"voi\" OR hổ", "ngà", "nga", "NOT tê"}) {
    const auto term = oracle.parse(query);
    std::map<std::string, int> expected;
    for (const Story& story : *stories_) {
      if (story.published.empty() || !Oracle::holds(*term, oracle.read(article_of(story))))
        continue;
      const auto day = parse_iso(story.published, kHomeOffset)->utc + std::chrono::hours(7);
      const Day local{std::chrono::floor<std::chrono::days>(day).time_since_epoch()};
      ++expected[to_string(iso_week_of(local)) + "," + story.outlet];
    }
    std::istringstream rows(desk_->count(query, "week,outlet"));
    std::string row;
    std::getline(rows, row);
    std::size_t filled = 0;
    while (std::getline(rows, row)) {
      const std::string cell = row.substr(0, row.find(',', row.find(',') + 1));
      const int articles = std::stoi(row.substr(row.rfind(',') + 1));
      EXPECT_EQ(articles, expected.contains(cell) ? expected[cell] : 0) << row;
      filled += articles > 0 ? 1 : 0;
    }
    EXPECT_EQ(filled, expected.size());
  }
}

TEST_F(InventedNews, PartsAddUpToTheWhole) {
  Generator generator(99);
  for (int i = 0; i < 60; ++i) {
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

TEST_F(InventedNews, AQuerySplitsIntoWithAndWithout) {
  Generator generator(5);
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
  Generator generator(3);
  for (int i = 0; i < 100; ++i) {
    const std::string words = "\"" + generator.words(3) + "\"";
    const Ids exact = desk_->ids("exact:" + words);
    const Ids folded = desk_->ids("fold:" + words);
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

// Lines of the unpacked collection, read from xz through a pipe.
class Lines {
 public:
  explicit Lines(const std::string& path)
      : pipe_(::popen(("xz -dc '" + path + "'").c_str(), "r")) {}
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  ~Lines() {
    if (pipe_ != nullptr) ::pclose(pipe_);
    std::free(line_);
  }

  bool next(std::string& line) {
    if (pipe_ == nullptr) return false;
    const auto bytes = ::getline(&line_, &room_, pipe_);
    if (bytes < 0) return false;
    line.assign(line_, static_cast<std::size_t>(bytes));
    return true;
  }

 private:
  FILE* pipe_;
  char* line_ = nullptr;
  std::size_t room_ = 0;
};

std::vector<std::string> user_queries() {
  std::vector<std::string> queries;
  std::ifstream in(std::string(SAOLA_SHARED_DIR) + "/eval/queries.txt");
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) queries.push_back(line);
  }
  return queries;
}

// Every twentieth article; all of them with SAOLA_ALL_ARTICLES set, which takes minutes.
TEST(RealNews, SearchAndCountAnswerTheUsersQueriesAsTheOracle) {
  const std::string path = std::string(SAOLA_SHARED_DIR) + "/data/vietnews-30k.jsonl.xz";
  const auto queries = user_queries();
  if (queries.empty() || !std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const std::size_t step = std::getenv("SAOLA_ALL_ARTICLES") != nullptr ? 1 : 20;
  Oracle oracle;
  std::vector<Oracle::TermPtr> terms;
  for (const std::string& query : queries) terms.push_back(oracle.parse(query));
  std::vector<Ids> expected(queries.size());
  Desk desk;
  std::vector<Story> batch;
  Lines lines(path);
  std::string line;
  for (std::size_t number = 0; lines.next(line); ++number) {
    if (number % step != 0) continue;
    const auto json = nlohmann::json::parse(line);
    batch.push_back({json["id"], json["title"], json["text"], json["date"], json["site"]});
    const OracleArticle article = oracle.read(article_of(batch.back()));
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (Oracle::holds(*terms[i], article)) expected[i].push_back(batch.back().id);
    }
    if (batch.size() < 1000) continue;
    desk.add(batch);
    batch.clear();
  }
  desk.add(batch);
  std::size_t answered = 0;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    std::sort(expected[i].begin(), expected[i].end());
    EXPECT_EQ(desk.ids(queries[i]), expected[i]) << queries[i];
    EXPECT_EQ(number_of(desk.count(queries[i])), expected[i].size()) << queries[i];
    EXPECT_EQ(sum_of(desk.count(queries[i], "month,outlet")), expected[i].size()) << queries[i];
    answered += expected[i].empty() ? 0 : 1;
  }
  EXPECT_GT(answered, queries.size() / 2);
}

}  // namespace
}  // namespace saola::query
