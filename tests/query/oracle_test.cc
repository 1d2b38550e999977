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

#include "base/file.h"
#include "tests/query/desk.h"
#include "text/canonical.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

// Few words, so that they meet often: the same syllable with other marks, and words of more than one syllable.
const std::vector<std::string> kSyllables = {"voi",  "với", "ngà", "nga", "Nga",   "tê",     "giác",
                                             "sừng", "hổ",  "hộ",  "bắt", "CITES", "TP.HCM", "2018",
                                             "7,2",  "án",  "an",  "tù",  "tu",    "hoà",    "hòa"};

// Words to ask for: one after the other as somewhere in the articles, so that phrases are found.
class Source {
 public:
  virtual ~Source() = default;
  /// @param count  words; fewer where a text ends.
  virtual std::string words(std::mt19937& random, std::size_t count) = 0;
};

class Syllables : public Source {
 public:
  std::string words(std::mt19937& random, std::size_t count) override {
    std::string text;
    for (; count > 0; --count) {
      text += (text.empty() ? "" : " ") + kSyllables[random() % kSyllables.size()];
    }
    return text;
  }
};

// Runs of words of real articles, as written.
class Runs : public Source {
 public:
  void add(const std::string& text) {
    for (const text::Token& token : analyzer_.analyze(text)) {
      words_.push_back(text.substr(token.span.begin, token.span.end - token.span.begin));
    }
  }
  std::string words(std::mt19937& random, std::size_t count) override {
    std::string text;
    for (std::size_t i = random() % words_.size(); count > 0 && i < words_.size(); --count, ++i) {
      text += (text.empty() ? "" : " ") + words_[i];
    }
    return text;
  }

 private:
  text::Analyzer analyzer_;
  std::vector<std::string> words_;
};

class Generator {
 public:
  explicit Generator(unsigned seed) : Generator(seed, std::make_shared<Syllables>(), {}) {}
  Generator(unsigned seed, std::shared_ptr<Source> source, std::vector<std::string> lexicons)
      : random_(seed), source_(std::move(source)), lexicons_(std::move(lexicons)) {}

  std::size_t number(std::size_t below) { return random_() % below; }

  // One of several, each as likely.
  std::string one_of(std::vector<std::string> choices) { return choices[number(choices.size())]; }

  /// All words of a query with marks, or none: marks anywhere decide for every word.
  void choose_marks() { is_folded_ = number(3) == 0; }

  std::string words(std::size_t most) {
    const std::string text = source_->words(random_, 1 + number(most));
    return is_folded_ ? text::fold(text) : text;
  }

  std::string text() {
    std::string text;
    for (std::size_t sentence = 1 + number(4); sentence > 0; --sentence) {
      text += words(9) + ".";
      text += number(3) == 0 ? "\n\n" : " ";
    }
    return text;
  }

  std::string quoted(std::size_t most) { return "\"" + words(most) + "\""; }

  // A word's first letters and a star. No letter of a word is cut in two: the word is ASCII there.
  std::string beginning() {
    std::string word = text::fold(words(1));
    word = word.substr(0, std::min<std::size_t>(word.find_first_of(" .,"), 3 + number(2)));
    return word + "*";
  }

  std::string range() {
    const std::size_t low = number(60);
    return one_of({std::to_string(low) + ".." + std::to_string(low + number(2000)), "..7,5",
                   "1.000..", std::to_string(low) + ".."});
  }

  // What has places.
  std::string place(int depth = 1) {
    if (!lexicons_.empty() && number(4) == 0) return lexicons_[number(lexicons_.size())];
    if (number(12) == 0) return range();
    if (number(12) == 0) return beginning();
    if (depth > 0 && number(5) == 0) {
      return "(" + place(0) + " " + one_of({"OR", "HOẶC"}) + " " + place(0) + ")";
    }
    if (depth > 0 && number(6) == 0) return "(" + joined(0) + ")";
    return quoted(2);
  }

  std::string joint() {
    const std::string distance = std::to_string(1 + number(number(2) == 0 ? 8 : 60));
    return one_of({"NEAR/" + distance, "ADJ/" + distance, "SENT", "PARA", "GẦN/" + distance,
                   "KỀ/" + distance, "CÂU", "ĐOẠN", "NEAR"});
  }

  std::string joined(int depth) {
    std::string text = place(depth);
    for (std::size_t more = 1 + number(8) / 7; more > 0; --more) {
      text += (number(5) == 0 ? " NOT " : " ") + joint() + " " + place(depth);
    }
    return text;
  }

  std::string count() {
    const std::string what = one_of({place(), joined(0), "title:" + place(0), place()});
    return one_of({"count", "count", "đếm"}) + "(" + what + ") " +
           one_of({">=", "<=", ">", "<", "="}) + " " + std::to_string(number(4));
  }

  std::string leaf() {
    switch (number(15)) {
      case 0:
        return one_of({"title:", "lead:"}) + quoted(2);
      case 1:
        return one_of({"title:(", "lead:("}) + place() + " " + one_of({"OR ", "AND ", ""}) +
               place() + ")";
      case 2:
        return one_of({"outlet:a.vn", "lang:en", "lang:vi", "outlet:vnexpress.net"});
      case 3:
        return words(1);
      case 4:
        return words(3);
      case 5:
        return count();
      case 6:
        return joined(1);
      case 7:
        return one_of({"date:2018-10", "date:2018-09-20..2018-10-05", "date:2018-10-03",
                       "date:2017..", "date:..2018-06-30"});
      case 8:
        return one_of({"exact:", "fold:"}) + quoted(2);
      case 9:
        return one_of({"title:", "lead:"}) +
               (lexicons_.empty() ? quoted(1) : lexicons_[number(lexicons_.size())]);
      case 10:
        return place();
      default:
        return quoted(3);
    }
  }

  std::string query(int depth) {
    switch (depth == 0 ? 0 : number(8)) {
      case 1:
        return query(depth - 1) + one_of({" AND ", " VÀ ", " "}) + query(depth - 1);
      case 2:
        return query(depth - 1) + one_of({" OR ", " HOẶC "}) + query(depth - 1);
      case 3:
        return "(" + query(depth - 1) + ") -(" + query(depth - 1) + ")";
      case 4:
        return one_of({"NOT (", "KHÔNG ("}) + query(depth - 1) + ")";
      case 5:
        return "(" + query(depth - 1) + ")";
      case 6:
        return "+(" + query(depth - 1) + ") +" + quoted(1);
      default:
        return leaf();
    }
  }

 private:
  std::mt19937 random_;
  std::shared_ptr<Source> source_;
  std::vector<std::string> lexicons_;  // "@animals", "@animals/tiger"
  bool is_folded_ = false;
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
    desk_ = new Desk;
    desk_->add_lexicon(kLexicon);
    desk_->add(*stories_);
  }
  static void TearDownTestSuite() {
    delete desk_;
    delete stories_;
  }

  static inline std::vector<Story>* stories_ = nullptr;
  static inline Desk* desk_ = nullptr;
};

// Which of the articles the oracle finds, and how many a week and outlet.
struct Expected {
  Ids ids;
  std::map<std::string, int> cells;  // "2018-W40,a.vn"
};

Expected expected_of(Oracle& oracle, const std::string& query,
                     const std::vector<OracleArticle>& articles) {
  Expected expected;
  const auto term = oracle.parse(query);
  for (const OracleArticle& article : articles) {
    if (!oracle.holds(*term, article)) continue;
    expected.ids.push_back(article.id);
    if (article.day.empty()) continue;
    const Day day{parse_period(article.day)->first};
    ++expected.cells[to_string(iso_week_of(day)) + "," + article.outlet];
  }
  std::sort(expected.ids.begin(), expected.ids.end());
  return expected;
}

void expect_weeks(const std::string& csv, const std::map<std::string, int>& cells,
                  const std::string& query) {
  std::istringstream rows(csv);
  std::string row;
  std::getline(rows, row);
  std::size_t filled = 0;
  while (std::getline(rows, row)) {
    const std::string cell = row.substr(0, row.find(',', row.find(',') + 1));
    const int articles = std::stoi(row.substr(row.rfind(',') + 1));
    const auto wanted = cells.find(cell);
    ASSERT_EQ(articles, wanted == cells.end() ? 0 : wanted->second) << query << "\n" << row;
    filled += articles > 0 ? 1 : 0;
  }
  EXPECT_EQ(filled, cells.size()) << query;
}

// The ids that a search finds, sorted, from its URLs: nothing is made that is not looked at.
Ids ids_of(const Desk& desk, const std::string& query) {
  std::stringstream out;
  const SearchOptions options{
      .query = query, .filters = filters_of({}), .sort = Sort::newest, .limit_articles = 0};
  const auto summary = desk.search_summary(options, out, Format::urls);
  if (!summary) return {summary.error().message};
  Ids ids;
  for (std::string line; std::getline(out, line);) ids.push_back(line.substr(line.rfind('/') + 1));
  std::sort(ids.begin(), ids.end());
  return ids;
}

// Asks both the same; every query also by week and outlet. @return how many found some articles and not all.
std::size_t compare(const Desk& desk, Oracle& oracle, const std::vector<OracleArticle>& articles,
                    Generator& generator, std::size_t queries) {
  std::size_t found_some = 0;
  for (std::size_t i = 0; i < queries; ++i) {
    generator.choose_marks();
    const std::string query = generator.query(3);
    const Expected expected = expected_of(oracle, query, articles);
    EXPECT_EQ(ids_of(desk, query), expected.ids) << query;
    if (i % 10 == 0) {
      EXPECT_EQ(desk.ids(query), expected.ids) << query;  // ranked as well
    }
    EXPECT_EQ(number_of(desk.count(query)), expected.ids.size()) << query;
    expect_weeks(desk.count(query, "week,outlet"), expected.cells, query);
    if (::testing::Test::HasFailure()) break;
    found_some += expected.ids.empty() || expected.ids.size() == articles.size() ? 0 : 1;
  }
  return found_some;
}

TEST_F(InventedNews, SearchAndCountAnswerAsTheOracle) {
  Oracle oracle;
  oracle.add_lexicon(text::parse_lexicon(kLexicon, "animals.toml").value());
  std::vector<OracleArticle> articles;
  for (const Story& story : *stories_) articles.push_back(oracle.read(article_of(story)));
  Generator generator(7, std::make_shared<Syllables>(),
                      {"@animals", "@animals/elephant", "@animals/rhino"});
  // Else the queries are too easy to say anything.
  EXPECT_GT(compare(*desk_, oracle, articles, generator, 400), 200U);
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

const std::string kRealNews = std::string(SAOLA_SHARED_DIR) + "/data/vietnews-30k.jsonl.xz";

// Every `step`th article, to `most` of them, in batches.
template <typename Take>
void read_news(std::size_t step, std::size_t most, Take&& take) {
  Lines lines(kRealNews);
  std::string line;
  std::vector<Story> batch;
  std::size_t taken = 0;
  for (std::size_t number = 0; taken < most && lines.next(line); ++number) {
    if (number % step != 0) continue;
    const auto json = nlohmann::json::parse(line);
    batch.push_back({json["id"], json["title"], json["text"], json["date"], json["site"]});
    ++taken;
    if (batch.size() < 1000) continue;
    take(batch);
    batch.clear();
  }
  take(batch);
}

// Every twentieth article; all of them with SAOLA_ALL_ARTICLES set, which takes minutes.
TEST(RealNews, SearchAndCountAnswerTheUsersQueriesAsTheOracle) {
  const auto queries = user_queries();
  if (queries.empty() || !std::filesystem::exists(kRealNews)) GTEST_SKIP() << "no " << kRealNews;
  const std::size_t step = std::getenv("SAOLA_ALL_ARTICLES") != nullptr ? 1 : 20;
  Oracle oracle;
  std::vector<Oracle::TermPtr> terms;
  for (const std::string& query : queries) terms.push_back(oracle.parse(query));
  std::vector<Ids> expected(queries.size());
  Desk desk;
  read_news(step, 1'000'000, [&](const std::vector<Story>& batch) {
    desk.add(batch);
    for (const Story& story : batch) {
      const OracleArticle article = oracle.read(article_of(story));
      for (std::size_t i = 0; i < terms.size(); ++i) {
        if (oracle.holds(*terms[i], article)) expected[i].push_back(story.id);
      }
    }
  });
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

// 120 queries over 300 articles; 2,000 over 3,000 with SAOLA_ORACLE=full, which takes minutes in a release build.
TEST(RealNews, SearchAndCountAnswerGeneratedQueriesAsTheOracle) {
  if (!std::filesystem::exists(kRealNews)) GTEST_SKIP() << "no " << kRealNews;
  const bool full = std::getenv("SAOLA_ORACLE") != nullptr;
  Oracle oracle;
  Desk desk;
  std::vector<std::string> names;
  for (const char* id : {"species", "products", "justice", "african-places", "provinces"}) {
    const auto path = std::string(SAOLA_SOURCE_DIR) + "/lexicons/" + id + ".toml";
    const std::string toml = read_file(path).value();
    desk.add_lexicon(toml);
    oracle.add_lexicon(desk.definitions.lexicons.back());
    names.push_back(std::string("@") + id);
    names.push_back(names.back() + "/" + oracle.lexicons_.back().entries[1].id);
  }
  std::vector<OracleArticle> articles;
  const auto runs = std::make_shared<Runs>();
  read_news(full ? 10 : 100, full ? 3000 : 300, [&](const std::vector<Story>& batch) {
    desk.add(batch);
    for (const Story& story : batch) {
      articles.push_back(oracle.read(article_of(story)));
      runs->add(story.title + ". " + story.text);
    }
  });
  Generator generator(2018, runs, names);
  const std::size_t queries = full ? 2000 : 120;
  EXPECT_GT(compare(desk, oracle, articles, generator, queries), queries / 3);
}

}  // namespace
}  // namespace saola::query
