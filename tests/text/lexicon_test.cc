#include "text/lexicon.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace saola::text {
namespace {

LexiconEntry entry(std::string id, std::vector<std::string> spellings) {
  LexiconEntry made;
  made.id = std::move(id);
  made.spellings = std::move(spellings);
  return made;
}

Lexicon lexicon(std::string id, std::vector<LexiconEntry> entries) {
  Lexicon made;
  made.id = std::move(id);
  made.version = 1;
  made.entries = std::move(entries);
  return made;
}

/// "lexicon/entry:words|..." of all matches.
std::string matches(const std::vector<Lexicon>& lexicons, std::string_view text) {
  const LexiconMatcher matcher(lexicons);
  Analyzer analyzer;
  const auto tokens = analyzer.analyze(text);
  std::vector<LexiconMatch> found;
  matcher.match(tokens, found);
  std::string joined;
  for (const LexiconMatch& match : found) {
    joined += joined.empty() ? "" : "|";
    joined += lexicons[match.lexicon].entries[match.entry].id + ":";
    joined += text.substr(tokens[match.first].span.begin,
                          tokens[match.last - 1].span.end - tokens[match.first].span.begin);
  }
  return joined;
}

TEST(LexiconMatcher, FindsSpellingsWhateverCaseAndStyle) {
  const std::vector<Lexicon> all = {
      lexicon("a", {entry("court", {"tòa án"}), entry("horn", {"sừng tê giác"})})};
  EXPECT_EQ(matches(all, "TOÀ ÁN xử vụ sừng tê giác"), "court:TOÀ ÁN|horn:sừng tê giác");
  EXPECT_EQ(matches(all, "toa an, sung te giac"), "");
  EXPECT_EQ(matches(all, "tòa, án"), "court:tòa, án");  // punctuation does not part a phrase
}

TEST(LexiconMatcher, OfOneEntryTheLongestStays) {
  const std::vector<Lexicon> all = {lexicon(
      "a", {entry("horn", {"sừng tê", "sừng tê giác", "tê giác"}), entry("rhino", {"tê giác"})})};
  EXPECT_EQ(matches(all, "bán sừng tê giác"), "horn:sừng tê giác|rhino:tê giác");
  EXPECT_EQ(matches(all, "sừng tê và tê giác"), "horn:sừng tê|horn:tê giác|rhino:tê giác");
}

TEST(LexiconMatcher, ASpellingListedTwiceIsFoundOnce) {
  const std::vector<Lexicon> all = {lexicon("a", {entry("court", {"tòa án", "toà án"})})};
  EXPECT_EQ(matches(all, "tòa án"), "court:tòa án");
}

TEST(LexiconMatcher, WhatStandsInAnExcludedPhraseDoesNotCount) {
  LexiconEntry tiger = entry("tiger", {"hổ", "cao hổ"});
  tiger.excluded = {"xấu hổ", "Cao Hổ Thành"};
  const std::vector<Lexicon> all = {lexicon("a", {tiger, entry("glue", {"cao hổ"})})};
  EXPECT_EQ(matches(all, "xấu hổ vì con hổ"), "tiger:hổ");
  EXPECT_EQ(matches(all, "ông Cao Hổ Thành"),
            "glue:Cao Hổ");  // another entry's exclusion is its own
}

TEST(LexiconMatcher, CaseMustAgreeWhereAskedFor) {
  LexiconEntry group;
  group.id = "wcs";
  group.cased = {"WAR", "Voi"};
  const std::vector<Lexicon> all = {lexicon("a", {group})};
  EXPECT_EQ(matches(all, "Trade war, WAR và voi ở Voi"), "wcs:WAR|wcs:Voi");
}

TEST(LexiconMatcher, FoldedSpellingsMatchWithoutMarks) {
  LexiconEntry man;
  man.id = "man";
  man.folded = {"Trần Văn Mẫu"};
  const std::vector<Lexicon> all = {lexicon("a", {man})};
  EXPECT_EQ(matches(all, "Tran Van Mau; Trần Văn Mẫu"), "man:Tran Van Mau|man:Trần Văn Mẫu");
}

TEST(LexiconMatcher, NoMatchRunsIntoTheNextParagraph) {
  const std::vector<Lexicon> all = {lexicon("a", {entry("za", {"Nam Phi"})})};
  EXPECT_EQ(matches(all, "Việt Nam\nPhi công"), "");
  EXPECT_EQ(matches(all, "ở Nam Phi\nNam Phi"), "za:Nam Phi|za:Nam Phi");
}

TEST(LexiconMatcher, SeveralLexiconsAreFoundInOnePass) {
  const std::vector<Lexicon> all = {lexicon("a", {entry("ivory", {"ngà voi"})}),
                                    lexicon("b", {entry("elephant", {"voi"})})};
  EXPECT_EQ(matches(all, "ngà voi"), "ivory:ngà voi|elephant:voi");
}

TEST(LexiconMatcher, NoLexiconsFindNothing) { EXPECT_EQ(matches({}, "ngà voi"), ""); }

constexpr std::string_view kGood = R"(id = "birds"
version = 2
label.vi = "Chim"
label.en = "Birds"

[[entry]]
id = "hornbill"
vi = "hồng hoàng"
en = "hornbill"
spellings = ["hồng hoàng", "chim hồng hoàng"]
cased = ["HHB"]
excluded = ["đường Hồng Hoàng"]
safety = "alone"
tags = ["bird"]
)";

TEST(LexiconFile, IsRead) {
  const auto read = parse_lexicon(kGood, "birds.toml");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->id, "birds");
  EXPECT_EQ(read->version, 2);
  EXPECT_EQ(read->label_vi, "Chim");
  ASSERT_EQ(read->entries.size(), 1U);
  EXPECT_EQ(read->entries[0].spellings.size(), 2U);
  EXPECT_EQ(read->entries[0].cased[0], "HHB");
  EXPECT_EQ(read->entries[0].tags[0], "bird");
}

std::string replaced(std::string_view from, std::string_view to) {
  std::string text(kGood);
  return text.replace(text.find(from), from.size(), to);
}

TEST(LexiconFile, EverySpellingHoldsAWord) {
  const auto is_fine = [](const std::string& spelling) {
    return parse_lexicon(replaced("chim hồng hoàng", spelling), "birds.toml").has_value();
  };
  const std::string long_word(65, 'a');  // past what is a word
  for (const std::string& spelling :
       {std::string("..."), std::string(" - "), std::string("www.baomoi.com"),
        std::string("ab@baomoi.com"), long_word, "… " + long_word}) {
    EXPECT_FALSE(is_fine(spelling)) << spelling;
  }
  for (const std::string& spelling :
       {std::string("ở"), std::string("ỉa"), std::string("7"), std::string("- hổ"),
        std::string("tp. hcm"), long_word + " hổ"}) {
    EXPECT_TRUE(is_fine(spelling)) << spelling;
  }
}

TEST(LexiconFile, SaysWhatIsWrongAndWhere) {
  const auto message = [](const std::string& text) {
    const auto read = parse_lexicon(text, "birds.toml");
    return read ? "fine" : read.error().message;
  };
  EXPECT_EQ(message(replaced("id = \"birds\"\n", "")), "birds.toml:1: no id");
  EXPECT_EQ(message(replaced("\"birds\"", "\"Birds\"")), "birds.toml:1: bad id \"Birds\"");
  EXPECT_EQ(message(replaced("version = 2", "version = \"2\"")), "birds.toml:2: no version");
  EXPECT_EQ(message(replaced("[\"hồng hoàng\", \"chim hồng hoàng\"]", "\"hồng hoàng\"")),
            "birds.toml:10: spellings is not a list");
  EXPECT_EQ(message(replaced("\"chim hồng hoàng\"", "\"...\"")),
            "birds.toml:10: spellings holds a spelling without a word: \"...\"");
  EXPECT_EQ(message(replaced("\"alone\"", "\"sure\"")), "birds.toml:13: unknown safety \"sure\"");
  EXPECT_EQ(message(replaced("tags =", "tag =")), "birds.toml:14: unknown key tag");
  EXPECT_TRUE(message(replaced("version = 2", "version =")).starts_with("birds.toml:2: "));
  EXPECT_TRUE(message(replaced("\"hồng hoàng\"\n", "hồng hoàng\n")).starts_with("birds.toml:8: "));
  EXPECT_TRUE(message(replaced("\"hornbill\"", "đồng")).starts_with("birds.toml:7: "));
  EXPECT_EQ(message(replaced("\"hồng hoàng\"\n", "\"\"\"hồng \\\n đồng\"\"\"\n")), "fine");
  EXPECT_TRUE(message(replaced("Birds", "Bi\xFFrds")).starts_with("birds.toml:4: "));
  EXPECT_TRUE(
      message(replaced("Birds", std::string_view("Bi\0rds", 6))).starts_with("birds.toml:4: "));
  EXPECT_EQ(message("id = \"x\"\nversion = 1\nlabel.vi = \"x\"\nlabel.en = \"x\"\n"),
            "birds.toml:1: no entries");
  EXPECT_EQ(message(std::string(kGood) + std::string(kGood.substr(kGood.find("[[")))),
            "birds.toml:15: entry hornbill stands here twice");
}

TEST(LexiconFile, TheShippedLexiconsAreAllRead) {
  std::size_t entries = 0;
  for (const auto& file : std::filesystem::directory_iterator(SAOLA_SOURCE_DIR "/lexicons")) {
    if (file.path().extension() != ".toml") continue;
    std::ifstream in(file.path());
    const std::string toml(std::istreambuf_iterator<char>(in), {});
    const auto read = parse_lexicon(toml, file.path().filename().string());
    ASSERT_TRUE(read.has_value()) << read.error().message;
    entries += read->entries.size();
  }
  EXPECT_GT(entries, 100U);
}

}  // namespace
}  // namespace saola::text
