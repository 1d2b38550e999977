// Figures over real articles, each with its bound; skipped where ../shared is not present. The figures are
// printed; docs/vietnamese.md quotes those of SAOLA_REAL_ARTICLES=3000.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "base/utf8.h"
#include "legacy_encoder.h"
#include "real_text.h"
#include "text/analyze.h"
#include "text/canonical.h"
#include "text/charset.h"
#include "text/language.h"
#include "text/normal.h"
#include "text/repair.h"
#include "text/syllable.h"

namespace saola::text {
namespace {

class RealArticles : public testing::Test {
 protected:
  void SetUp() override {
    if (articles().empty()) GTEST_SKIP() << "no articles in ../shared";
  }

  static const std::vector<RealArticle>& articles() {
    static const std::vector<RealArticle> loaded = vietnamese_articles(article_count());
    return loaded;
  }

  static std::size_t article_count() {
    const char* count = std::getenv("SAOLA_REAL_ARTICLES");
    return count == nullptr ? 150 : std::stoul(count);
  }
};

std::u32string lower_of(std::u32string text) {
  for (char32_t& point : text) point = lower(point);
  return text;
}

/// `size` characters from somewhere inside, beginning and ending as they come; the place depends on the number only.
std::u32string piece(const std::u32string& text, std::size_t size, std::size_t number) {
  if (text.size() <= size) return text;
  return text.substr(number * 7919 % (text.size() - size), size);
}

struct Outcome {
  std::size_t pieces = 0;
  std::size_t wrong = 0;
};

/// How often a piece of an article does not come back from an encoding that nobody named.
Outcome detect(const std::vector<RealArticle>& articles, Legacy charset, std::size_t size) {
  const LegacyEncoder encoder(charset);
  Outcome outcome;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const std::u32string text = piece(to_code_points(canonical_form(articles[i].text)), size, i);
    const auto bytes = encoder.encode(text);
    if (!bytes || !find_bad_utf8(*bytes))
      continue;  // a character that the encoding lacks, or nothing to tell by
    ++outcome.pieces;
    if (lower_of(to_code_points(decode(*bytes).utf8)) == lower_of(text)) continue;
    ++outcome.wrong;
    if (outcome.wrong <= 3)
      fmt::print("  {}: {} -> {} {}\n", to_string(charset), to_utf8(text), decode(*bytes).charset,
                 decode(*bytes).utf8);
  }
  return outcome;
}

TEST_F(RealArticles, LegacyEncodingsAreDetected) {
  for (const auto& [size, most] : {std::pair<std::size_t, double>(80, 0.001), {40, 0.01}}) {
    Outcome all;
    for (const Legacy charset :
         {Legacy::windows_1258, Legacy::tcvn3, Legacy::vni, Legacy::viscii, Legacy::vps}) {
      const Outcome outcome = detect(articles(), charset, size);
      fmt::print("{} characters, {}: {} of {} wrong\n", size, to_string(charset), outcome.wrong,
                 outcome.pieces);
      all.pieces += outcome.pieces;
      all.wrong += outcome.wrong;
    }
    EXPECT_GT(all.pieces, articles().size() * 4);
    EXPECT_LE(static_cast<double>(all.wrong), most * static_cast<double>(all.pieces)) << size;
  }
}

TEST_F(RealArticles, RightTextIsNeverRepaired) {
  std::size_t repaired = 0;
  for (const RealArticle& article : articles()) {
    for (const std::string& text : {article.title, article.text}) {
      const auto mended = repair(text);
      if (!mended) continue;
      ++repaired;
      fmt::print("  repaired: {:.200}\n", *mended);
    }
  }
  EXPECT_EQ(repaired, 0U);
}

/// As programs do that take the five bytes windows-1252 leaves open for Latin-1's.
std::string read_as_windows_1252(std::string_view utf8) {
  std::u32string made;
  for (const char c : utf8) {
    const char32_t point = decode_legacy(std::string(1, c), Legacy::windows_1252)[0];
    made.push_back(point == 0xFFFD ? static_cast<unsigned char>(c) : point);
  }
  return to_utf8(made);
}

TEST_F(RealArticles, DoublyEncodedTextIsRestored) {
  std::size_t wrong = 0;
  std::size_t texts = 0;
  for (const RealArticle& article : articles()) {
    if (!find_bad_utf8(article.title) &&
        article.title.size() == to_code_points(article.title).size())
      continue;
    ++texts;
    const std::string damaged = read_as_windows_1252(article.title);
    if (repair(damaged).value_or(damaged) == article.title) continue;
    ++wrong;
    fmt::print("  not restored: {}\n", article.title);
  }
  fmt::print("doubly encoded titles not restored: {} of {}\n", wrong, texts);
  EXPECT_LE(wrong * 1000, texts);
}

/// The Latin-1 letters of a Vietnamese text read as windows-1258.
std::string misread(std::string_view text) {
  std::u32string made;
  for (const char32_t point : to_code_points(text)) {
    if (point < 0x80 || point > 0xFF) {
      made.push_back(point);
    } else {
      made += decode_legacy(std::string(1, static_cast<char>(point)), Legacy::windows_1258);
    }
  }
  to_nfc(made);
  return to_utf8(made);
}

TEST_F(RealArticles, MisreadLatin1IsMended) {
  std::size_t damaged_words = 0;
  std::size_t restored = 0;
  std::size_t broken = 0;
  Analyzer right;
  Analyzer now;
  for (std::size_t i = 0; i < 600 && i < articles().size(); ++i) {
    const std::string text = display_form(articles()[i].text);
    const std::string damaged = misread(text);
    const std::string mended = repair(damaged).value_or(damaged);
    Analyzer before;
    const auto a = right.analyze(text);
    const auto b = now.analyze(mended);
    const auto c = before.analyze(damaged);
    if (a.size() != b.size() || a.size() != c.size()) continue;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const bool was_damaged = a[k].exact != c[k].exact;
      const bool is_right = a[k].exact == b[k].exact;
      damaged_words += was_damaged ? 1U : 0U;
      restored += was_damaged && is_right ? 1U : 0U;
      broken += !was_damaged && !is_right ? 1U : 0U;
    }
  }
  fmt::print("misread words restored: {} of {}; right words broken: {}\n", restored, damaged_words,
             broken);
  EXPECT_GT(restored * 100, damaged_words * 95);
}

TEST_F(RealArticles, CanonicalFormHoldsItsRelations) {
  Analyzer one;
  Analyzer other;
  for (std::size_t i = 0; i < articles().size() && i < 1000; ++i) {
    const std::string& text = articles()[i].text;
    const std::string canonical = canonical_form(text);
    ASSERT_EQ(canonical_form(canonical), canonical);
    std::u32string apart = to_code_points(text);
    to_nfd(apart);
    ASSERT_EQ(canonical_form(to_utf8(apart)), canonical);
    ASSERT_EQ(canonical_form(display_form(text)), canonical);
    ASSERT_EQ(fold(canonical), fold(text));
    const auto a = one.analyze(text);
    const auto b = other.analyze(canonical);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t k = 0; k < a.size(); ++k) ASSERT_EQ(a[k].exact, b[k].exact);
  }
}

/// A word that is spelt as no syllable can be may be moved onto another one only if it is a slip of that one: rare, and rarer.
TEST_F(RealArticles, MovedTonesAreSlips) {
  std::map<std::u32string, std::size_t> words;
  std::size_t all = 0;
  Analyzer analyzer;
  for (const RealArticle& article : articles()) {
    const std::string text = display_form(article.title + "\n" + article.text);
    for (const Token& token : analyzer.analyze(text)) {
      ++words[lower_of(
          to_code_points(text.substr(token.span.begin, token.span.end - token.span.begin)))];
      ++all;
    }
  }
  std::size_t moved = 0;
  for (const auto& [word, count] : words) {
    std::u32string canonical = word;
    place_tone(canonical);
    if (canonical == word || is_well_formed(word)) continue;
    moved += count;
    const auto other = words.find(canonical);
    EXPECT_TRUE(other == words.end() || count * 5 < other->second || count < 3)
        << to_utf8(word) << " " << count;
  }
  fmt::print("words whose misplaced tone was moved: {} of {}\n", moved, all);
  EXPECT_LT(moved * 10000, all);
}

TEST_F(RealArticles, LanguageOfVietnameseTexts) {
  std::size_t wrong_texts = 0;
  std::size_t wrong_titles = 0;
  std::size_t wrong_bare = 0;
  for (const RealArticle& article : articles()) {
    if (detect_language(article.text) != "vi") ++wrong_texts;
    if (const auto language = detect_language(article.title); language != "vi") {
      ++wrong_titles;
      if (wrong_titles <= 5) fmt::print("  {}: {}\n", language, article.title);
    }
    if (detect_language(fold(article.text)) != "vi") ++wrong_bare;
  }
  fmt::print("not vi: {} texts, {} titles, {} texts without marks, of {}\n", wrong_texts,
             wrong_titles, wrong_bare, articles().size());
  EXPECT_LT(wrong_texts * 1000, articles().size() * 5);
  EXPECT_LT(wrong_titles * 100, articles().size() * 3);
  EXPECT_LT(wrong_bare * 1000, articles().size() * 5);
}

}  // namespace
}  // namespace saola::text
