// Pages of ours with bytes flipped, cut, repeated and mixed: extraction must answer, with valid UTF-8. Under the sanitizers
// this is the test for memory; SAOLA_MUTATIONS asks for another number of pages than 1,000.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/file.h"
#include "base/utf8.h"
#include "indexer/extract/extract.h"

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

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string mutate(std::string page, const std::string& other) {
    const std::size_t times = 1 + below(8);
    for (std::size_t i = 0; i < times && !page.empty(); ++i) once(page, other);
    return page;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void once(std::string& page, const std::string& other) {
    const std::size_t at = below(page.size());
    const std::size_t length = below(std::min<std::size_t>(page.size() - at, 200)) + 1;
    switch (below(7)) {
      case 0:
        page[at] = static_cast<char>(below(256));
        break;
      case 1:
        page.resize(at);
        break;
      case 2:
        page.insert(at, page.substr(at, length));
        break;
      case 3:
        page.erase(at, length);
        break;
      case 4:
        page.insert(at, other.substr(below(other.size()), length));
        break;
      case 5:
        page.insert(at, std::string(1 + below(5), "<>\"'&\0/-="[below(9)]));
        break;
      default: {
        const std::string part = page.substr(at, length);
        for (std::size_t i = 0; i < 30; ++i) page.insert(at, part);
      }
    }
  }

  std::mt19937 random_;
};

TEST(MutatedPages, AreAnsweredWithValidText) {
  const std::vector<std::string> all = pages();
  ASSERT_FALSE(all.empty());
  const char* asked = std::getenv("SAOLA_MUTATIONS");
  const int count = asked == nullptr ? 1000 : std::atoi(asked);
  for (int i = 0; i < count; ++i) {
    const auto n = static_cast<std::size_t>(i);
    Mutator mutator(static_cast<unsigned>(i));
    const std::string page =
        mutator.mutate(all[n % all.size()], all[(n / all.size()) % all.size()]);
    const auto extraction =
        extract_page({page, "https://a.example.vn/bai-viet-1.html", {}, {}}, Explain::yes);
    ASSERT_TRUE(extraction) << "mutation " << i;
    ASSERT_FALSE(find_bad_utf8(extraction->article.text)) << "mutation " << i;
    ASSERT_FALSE(find_bad_utf8(extraction->article.title)) << "mutation " << i;
  }
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string all;
  all.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += part;
  return all;
}

TEST(HostilePages, TakeBoundedTime) {
  constexpr std::size_t kBytes = 1 << 20;
  for (const std::string_view part :
       {"<div>",
        "<b><i><p>",
        "&amp;",
        "&#x1F600;",
        "<table><tr><td>",
        "<a href=x>",
        "<p>a<table>b",
        "<ul><li>",
        "<!--",
        "<script>",
        "<svg><math>",
        "<div class='a b c d e f g h related share'>x</div>",
        "<h1>t</h1>",
        "<meta name=date content=2018-01-01>",
        "1/2/2018 ",
        "x ",
        "<br>",
        "</div>",
        "<p><a href=y>tin tức hôm nay</a>",
        "<option><select>",
        "<form><input>",
        "\xEF\xBF\xBD",
        "<frameset><frame>",
        "<time>2018-01-01</time>",
        "<meta name=description content='m t'>",
        "<p>Một đoạn văn dài hơn sáu mươi chữ cái để thử tìm đoạn trùng lặp trong bài.</p>",
        "<![CDATA[x]]>"}) {
    const std::string page = repeated(part, kBytes / part.size());
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(extract_page({page, "https://a.example.vn/x.html", {}, {}}));
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(std::chrono::duration_cast<std::chrono::seconds>(took).count(), 20) << part;
    if (std::getenv("SAOLA_TIMES") != nullptr)
      std::printf("%6.0f ms  %.*s\n", std::chrono::duration<double, std::milli>(took).count(),
                  static_cast<int>(part.size()), part.data());
  }
}

}  // namespace
}  // namespace saola::extract
