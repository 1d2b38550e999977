// Real articles in ../shared, where it is present: imported, indexed, and counted as a plain reading of the file counts.

#include <gtest/gtest.h>
#include <stdio.h>

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "store/index_db.h"
#include "tests/indexer/workbench.h"
#include "text/analyze.h"

namespace saola::indexer {
namespace {

constexpr std::size_t kArticles = 600;  // of 30,537: a test, not a measurement

// The first lines of the packed collection; empty when it or xz is not there.
std::string first_lines() {
  const std::string file = std::string(SAOLA_SHARED_DIR) + "/data/vietnews-30k.jsonl.xz";
  if (!std::filesystem::exists(file)) return {};
  const std::string command =
      "xz -dc '" + file + "' 2>/dev/null | head -n " + std::to_string(kArticles);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::string lines;
  std::vector<char> buffer(1 << 16);
  while (pipe) {
    const std::size_t got = ::fread(buffer.data(), 1, buffer.size(), pipe.get());
    if (got == 0) break;
    lines.append(buffer.data(), got);
  }
  return lines;
}

// In how many articles each exact word stands, and how many there are of each day: without Xapian.
struct Counted {
  std::map<std::string, std::size_t> words;
  std::map<std::string, std::size_t> days;
};

Counted count_plainly(const std::string& lines) {
  Counted counted;
  text::Analyzer analyzer;
  std::size_t begin = 0;
  while (begin < lines.size()) {
    const std::size_t end = lines.find('\n', begin);
    const auto line = nlohmann::json::parse(lines.substr(begin, end - begin));
    begin = end == std::string::npos ? lines.size() : end + 1;
    std::set<std::string> words;
    for (const char* key : {"title", "text"}) {
      const std::string text = line[key];
      for (const text::Token& token : analyzer.analyze(text)) words.emplace(token.exact);
    }
    for (const std::string& word : words) ++counted.words[word];
    std::string day = line["date"];
    std::erase(day, '-');
    ++counted.days[day];
  }
  return counted;
}

TEST(VietNews, EveryArticleIsInOnceAndEveryWordAndDayIsCountedAsAPlainReadingCounts) {
  const std::string lines = first_lines();
  if (lines.empty()) GTEST_SKIP() << "no ../shared/data/vietnews-30k.jsonl.xz";
  Workbench bench;
  auto imported = bench.import_lines(lines);
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->added, kArticles);
  EXPECT_EQ(imported->bad, 0U) << bench.log();
  auto again = bench.import_lines(lines);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unchanged, kArticles);
  auto indexed = bench.index();
  ASSERT_TRUE(indexed) << indexed.error().message;
  EXPECT_EQ(indexed->total, kArticles);
  EXPECT_EQ(indexed->undated, 0U);
  const Counted counted = count_plainly(lines);
  auto db = store::open_index(bench.index_folder());
  ASSERT_TRUE(db);
  for (const auto& [word, articles] : counted.words) {
    ASSERT_EQ(db->get_termfreq(store::exact_term(word)), articles) << word;
  }
  for (const auto& [day, articles] : counted.days) {
    ASSERT_EQ(db->get_termfreq("D" + day), articles) << day;
  }
}

}  // namespace
}  // namespace saola::indexer
