#include "query/unfolding.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "tests/indexer/temp_folder.h"
#include "text/canonical.h"
#include "text/word.h"

namespace saola::query {
namespace {

using Words = std::vector<std::string>;

// An index on the disk, one document a word.
class Unfolding : public ::testing::Test {
 protected:
  void add(const Words& words, const std::string& prefix = "") {
    for (const std::string& word : words) {
      Xapian::Document document;
      document.add_posting(prefix + word, 1);
      db_.add_document(document);
    }
    db_.commit();
  }

  indexer::TempFolder folder_;
  Xapian::WritableDatabase db_{(folder_ / "index").string(), Xapian::DB_CREATE};
};

TEST_F(Unfolding, FindsEveryToneAndQualityAndNoOtherWord) {
  add({"nga", "ngà", "ngã", "ngạ", "nghã", "ngàn", "ng", "na", "nga1", "ngự", "với", "zz", "ñg"});
  EXPECT_EQ(unfold(db_, "", "nga"), (Words{"nga", "ngà", "ngã", "ngạ"}));
  EXPECT_EQ(unfold(db_, "", "ng"), (Words{"ng", "ñg"}));
  EXPECT_EQ(unfold(db_, "", "n"), Words{});
}

TEST_F(Unfolding, TheBarOfDIsAMark) {
  add({"đặng", "dang", "dàng", "đang", "da", "đ"});
  EXPECT_EQ(unfold(db_, "", "dang"), (Words{"dang", "dàng", "đang", "đặng"}));
  EXPECT_EQ(unfold(db_, "", "d"), Words{"đ"});
}

TEST_F(Unfolding, AWordThatStandsWithoutMarksOnlyIsFound) {
  add({"cites", "65.000", "7,2", "voi"});
  EXPECT_EQ(unfold(db_, "", "cites"), Words{"cites"});
  EXPECT_EQ(unfold(db_, "", "65.000"), Words{"65.000"});
  EXPECT_EQ(unfold(db_, "", "uganda"), Words{});
}

TEST_F(Unfolding, LettersOfOtherLanguagesLoseTheirMarksToo) {
  add({"são", "sao", "straße", "strasse", "müller", "ångström", "łódź", "æsir", "þor"});
  EXPECT_EQ(unfold(db_, "", "sao"), (Words{"sao", "são"}));
  EXPECT_EQ(unfold(db_, "", "strasse"), (Words{"strasse", "straße"}));
  EXPECT_EQ(unfold(db_, "", "angstrom"), Words{"ångström"});
  EXPECT_EQ(unfold(db_, "", "lodz"), Words{"łódź"});
  EXPECT_EQ(unfold(db_, "", "aesir"), Words{"æsir"});
  EXPECT_EQ(unfold(db_, "", "thor"), Words{"þor"});
}

TEST_F(Unfolding, OtherScriptsAreFoundByTheirOwnFold) {
  add({"москва", "йога", "иога", "άθήνα", "東京", "がぎ", "한국"});
  EXPECT_EQ(unfold(db_, "", "москва"), Words{"москва"});
  EXPECT_EQ(unfold(db_, "", text::fold("йога")), (Words{"иога", "йога"}));
  EXPECT_EQ(unfold(db_, "", text::fold("άθήνα")), Words{"άθήνα"});
  EXPECT_EQ(unfold(db_, "", text::fold("한국")), Words{"한국"});
}

TEST_F(Unfolding, MarksThatComposeWithNothingAreDropped) {
  add({"x̌a", "xa", "x̌", "xa\u0323\u030c"});
  EXPECT_EQ(unfold(db_, "", "xa"), (Words{"xa", "xa\u0323\u030c", "x̌a"}));
  EXPECT_EQ(unfold(db_, "", "x"), Words{"x̌"});
}

TEST_F(Unfolding, ReadsOnlyTermsOfItsField) {
  add({"nga", "ngà"});
  add({"ngã", "voi"}, "S");
  add({"nga"}, "A");
  add({"species/nga"}, "K");
  EXPECT_EQ(unfold(db_, "", "nga"), (Words{"nga", "ngà"}));
  EXPECT_EQ(unfold(db_, "S", "nga"), Words{"Sngã"});
  EXPECT_EQ(unfold(db_, "", "snga"), Words{});
}

TEST_F(Unfolding, ABeginningStandsForEveryWordThatFoldsOn) {
  add({"ng", "nga", "ngà", "ngàn", "nghĩa", "ñg", "n", "straß", "voi", "đ"});
  EXPECT_EQ(unfold_beginning(db_, "", "ng"), (Words{"ng", "nga", "nghĩa", "ngà", "ngàn", "ñg"}));
  EXPECT_EQ(unfold_beginning(db_, "", "nga"), (Words{"nga", "ngà", "ngàn"}));
  EXPECT_EQ(unfold_beginning(db_, "", "stras"), Words{"straß"});
  EXPECT_EQ(unfold_beginning(db_, "", "x"), Words{});
}

TEST_F(Unfolding, ShardsAskedAsOneGiveTheWordsOfAll) {
  add({"nga", "ngã"});
  Xapian::WritableDatabase other((folder_ / "other").string(), Xapian::DB_CREATE);
  Xapian::Document document;
  document.add_posting("ngà", 1);
  document.add_posting("ngã", 2);
  other.add_document(document);
  other.commit();
  Xapian::Database both((folder_ / "index").string());
  both.add_database(Xapian::Database((folder_ / "other").string()));
  EXPECT_EQ(unfold(both, "", "nga"), (Words{"nga", "ngà", "ngã"}));
}

// Random words of letters that are hard to tell apart, against folding every one of them.
TEST_F(Unfolding, AgreesWithFoldingEveryWord) {
  const Words letters = {"a", "á", "ạ", "ă", "ặ", "â", "d", "đ", "s",      "ß", "ss", "æ",
                         "e", "u", "ư", "ứ", "и", "й", "z", "1", "\u0323", "x̌", "한", "\u1DC4"};
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same words in every run
  std::set<std::string> words;
  while (words.size() < 2000) {
    std::string word;
    for (std::size_t size = 1 + random() % 4; size > 0; --size) {
      word += letters[random() % letters.size()];
    }
    std::string lower;
    text::append_lower(to_code_points(text::canonical_form(word)), lower);
    if (!lower.empty()) words.insert(lower);
  }
  add({words.begin(), words.end()});
  const auto fold = [](const std::string& word) {
    std::string folded;
    text::append_folded(word, folded);
    return folded;
  };
  std::map<std::string, std::string> folds;
  for (const std::string& word : words) folds[word] = fold(word);
  std::set<std::string> asked;
  for (const auto& [word, folded] : folds) {
    if (folded.empty() || !asked.insert(folded).second) continue;
    Words same;
    Words longer;
    for (const auto& [other, other_folded] : folds) {
      if (other_folded == folded) same.push_back(other);
      if (other_folded.starts_with(folded)) longer.push_back(other);
    }
    ASSERT_EQ(unfold(db_, "", folded), same) << folded;
    ASSERT_EQ(unfold_beginning(db_, "", folded), longer) << folded;
  }
}

}  // namespace
}  // namespace saola::query
