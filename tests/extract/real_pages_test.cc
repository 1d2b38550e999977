// Real pages in ../shared, where it is present: five Vietnamese articles and five front and section pages.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/file.h"
#include "base/gzip.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/text_key.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const fs::path kShared = SAOLA_SHARED_DIR;

std::string page_of(const fs::path& path) {
  const auto bytes = read_file(path);
  EXPECT_TRUE(bytes) << path;
  if (!bytes) return {};
  const auto page = gunzip(*bytes, kMaxPageBytes);
  EXPECT_TRUE(page) << path;
  return page.value_or(std::string());
}

std::vector<Json> records(const std::string& set) {
  std::vector<Json> all;
  const auto file = read_file(kShared / "data/extract" / (set + ".jsonl"));
  std::istringstream lines(file.value_or(std::string()));
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) all.push_back(Json::parse(line));
  return all;
}

std::vector<std::string> paragraphs_of(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) all.push_back(line);
  return all;
}

bool holds(const std::string& text, const std::string& part) {
  return key_of(text).find(key_of(text::display_form(part))) != std::string::npos;
}

TEST(RealVietnamesePages, GiveTitleTimeLeadAndBody) {
  const std::vector<Json> all = records("vn");
  if (all.empty()) GTEST_SKIP() << "no real pages in ../shared";
  for (const Json& record : all) {
    const std::string bytes = page_of(kShared / "data/extract" / record["html"].get<std::string>());
    const std::string url = record["url"];
    const auto extraction = extract_page({bytes, url, {}, {}});
    ASSERT_TRUE(extraction);
    const store::Article& article = extraction->article;
    SCOPED_TRACE(url);
    EXPECT_EQ(article.title, text::display_form(record["title"].get<std::string>()));
    EXPECT_EQ(article.kind, store::PageKind::article);
    EXPECT_EQ(article.language, "vi");
    ASSERT_TRUE(article.published);
    const auto expected = parse_iso(record["date"].get<std::string>(), kHomeOffset);
    ASSERT_TRUE(expected);
    EXPECT_EQ(std::chrono::floor<std::chrono::minutes>(article.published->utc),
              std::chrono::floor<std::chrono::minutes>(expected->utc));
    EXPECT_EQ(article.published->offset, kHomeOffset);
    EXPECT_TRUE(holds(article.lead, record["lead"])) << article.lead;
    const auto truth = paragraphs_of(record["text"]);
    ASSERT_GT(truth.size(), 2U);
    EXPECT_TRUE(holds(article.text, truth[0]));
    EXPECT_TRUE(holds(article.text, truth[1]));
    EXPECT_TRUE(holds(article.text, truth.back())) << article.text;
  }
}

TEST(RealArticlePages, AreNoListings) {
  for (const char* set : {"vn", "fundus", "aeb"}) {
    const std::vector<Json> all = records(set);
    if (all.empty()) GTEST_SKIP() << "no real pages in ../shared";
    for (const Json& record : all) {
      const std::string bytes =
          page_of(kShared / "data/extract" / record["html"].get<std::string>());
      const std::string url = record["url"];
      EXPECT_EQ(extract_page({bytes, url, {}, {}})->article.kind, store::PageKind::article) << url;
    }
  }
}

TEST(RealListingPages, AreListings) {
  const fs::path folder = kShared / "data/listing";
  if (!fs::exists(folder)) GTEST_SKIP() << "no real pages in ../shared";
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".gz") continue;
    const std::string bytes = page_of(entry.path());
    const auto extraction = extract_page({bytes, "https://outlet.example.vn/thoi-su", {}, {}});
    ASSERT_TRUE(extraction);
    EXPECT_EQ(extraction->article.kind, store::PageKind::listing) << entry.path();
    EXPECT_FALSE(extraction->article.published) << entry.path();
  }
}

}  // namespace
}  // namespace saola::extract
