// Hostile pages: extraction must answer, with valid UTF-8. Under the sanitizers this is the test for memory; SAOLA_MUTATIONS asks
// for another number of changed pages than 1,000. How long they take is measured by `extract_bench --mutations`, `--floods`.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "base/utf8.h"
#include "indexer/extract/extract.h"
#include "tests/support/hostile_pages.h"

namespace saola::extract {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> pages() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(SAOLA_SOURCE_DIR "/tests/pages"))
    if (entry.is_directory()) paths.push_back(entry.path() / "page.html");
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> all;
  for (const fs::path& path : paths) all.push_back(read_file(path).value());
  return all;
}

void expect_valid(const std::string& page, std::string_view content_type = {}) {
  const auto extraction =
      extract_page({page, "https://a.example.vn/bai-viet-1.html", content_type, {}}, Explain::yes);
  ASSERT_TRUE(extraction);
  EXPECT_FALSE(find_bad_utf8(extraction->article.text));
  EXPECT_FALSE(find_bad_utf8(extraction->article.title));
}

TEST(MutatedPages, AreAnsweredWithValidText) {
  const std::vector<std::string> all = pages();
  ASSERT_FALSE(all.empty());
  const char* asked = std::getenv("SAOLA_MUTATIONS");
  const int count = asked == nullptr ? 1000 : std::atoi(asked);
  for (int i = 0; i < count; ++i) {
    SCOPED_TRACE(i);
    const auto n = static_cast<std::size_t>(i);
    PageMutator mutator(static_cast<unsigned>(i));
    expect_valid(mutator.mutate(all[n % all.size()], all[(n / all.size()) % all.size()]));
  }
}

TEST(HostilePages, AreAnsweredWithValidText) {
  for (const std::string_view piece : kFloods) {
    SCOPED_TRACE(piece);
    expect_valid(flood(piece, 1 << 18));
  }
}

TEST(HostilePages, MayNestAHundredThousandLevelsDeep) {
  for (const std::string_view piece :
       {"<div>", "<span class=a>", "<ul><li>", "<blockquote>", "<table><tr><td>"}) {
    SCOPED_TRACE(piece);
    std::string page;
    for (int i = 0; i < 100'000; ++i) page += piece;
    expect_valid(page + "Một đoạn văn ở đáy, dài hơn hai mươi lăm chữ cái.");
  }
}

TEST(HostilePages, MayBeInAnotherCharsetThanTheySay) {
  for (const std::string& page : pages())
    for (const char* type : {"text/html; charset=utf-16le", "text/html; charset=shift_jis",
                             "text/html; charset=windows-1258", "text/html; charset=x-none"})
      expect_valid(page, type);
}

TEST(HostilePages, LoseTheirTagsBeforeTheyLoseTheirText) {
  const std::string page =
      "<h1>Tiêu đề</h1>" + flood("<i x></i><div>", 1 << 22) +
      "<p>Một đoạn văn ở cuối trang, dài hơn sáu mươi chữ cái để còn lại trong bài.</p>";
  const auto extraction = extract_page({page, "https://a.example.vn/x.html", {}, {}});
  ASSERT_TRUE(extraction);
  EXPECT_NE(extraction->article.text.find("Một đoạn văn ở cuối trang"), std::string::npos);
}

}  // namespace
}  // namespace saola::extract
