// The program against the oracle, over real articles: queries of real users, and generated ones.

#include <gtest/gtest.h>
#include <stdio.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "tests/query/oracle_compare.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

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
  std::vector<OracleTermPtr> terms;
  for (const std::string& query : queries) terms.push_back(oracle.parse(query));
  std::vector<Ids> expected(queries.size());
  Desk desk;
  read_news(step, 1'000'000, [&](const std::vector<Story>& batch) {
    desk.add(batch);
    for (const Story& story : batch) {
      const OracleArticle article = oracle.read(story);
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

// 80 queries over 300 articles; 2,000 over 3,000 with SAOLA_ORACLE=full, which takes minutes in a release build.
TEST(RealNews, SearchAndCountAnswerGeneratedQueriesAsTheOracle) {
  if (!std::filesystem::exists(kRealNews)) GTEST_SKIP() << "no " << kRealNews;
  const bool full = std::getenv("SAOLA_ORACLE") != nullptr;
  Oracle oracle;
  Desk desk;
  Askable askable;
  for (const char* id : {"species", "products", "justice", "african-places", "countries",
                         "provinces", "institutions"}) {
    const auto path = std::string(SAOLA_SOURCE_DIR) + "/lexicons/" + id + ".toml";
    const std::string toml = read_file(path).value();
    desk.add_lexicon(toml);
    oracle.add_lexicon(toml);
    askable.lexicons.push_back(std::string("@") + id);
    askable.lexicons.push_back(askable.lexicons.back() + "/" +
                               oracle.lexicons().back().entries[1].id);
  }
  const std::string trade = "(@species OR @products) PARA @justice";
  desk.add_topic("trade", trade);
  oracle.add_topic("trade", trade);
  askable.keywords = {"outlet:vnexpress.net", "lang:vi",
                      "species:tiger",        "product:ivory",
                      "country:mozambique",   "country:south-africa",
                      "province:ha-noi",      "province:hai-duong",
                      "country:china",        "stage:arrest",
                      "stage:sentence",       "institution:customs",
                      "topic:trade"};
  std::vector<OracleArticle> articles;
  const auto runs = std::make_shared<Runs>();
  read_news(full ? 10 : 100, full ? 3000 : 300, [&](const std::vector<Story>& batch) {
    desk.add(batch);
    for (const Story& story : batch) {
      articles.push_back(oracle.read(story));
      runs->add(story.title + ". " + story.text);
    }
  });
  desk.know_bigrams();
  QueryGenerator generator(2018, runs, askable);
  const Comparing how{full ? 2000U : 80U, {"province", "stage", "country"}};
  EXPECT_GT(compare(desk, oracle, articles, generator, how), how.queries / 3);
}

}  // namespace
}  // namespace saola::query
