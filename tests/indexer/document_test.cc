#include "indexer/document.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace saola::indexer {
namespace {

constexpr std::string_view kLexicon = R"(
id = "species"
version = 1
label.vi = "Loài"
label.en = "Species"
[[entry]]
id = "elephant"
vi = "voi"
en = "elephant"
spellings = ["ngà voi", "voi rừng"]
[[entry]]
id = "rhino-horn"
vi = "sừng tê giác"
en = "rhino horn"
spellings = ["sừng tê giác"]
)";

std::vector<text::Lexicon> lexicons() { return {*text::parse_lexicon(kLexicon, "species.toml")}; }

class Documents : public testing::Test {
 protected:
  Documents() : maker_(lexicons(), *Zone::open(kHomeZone)) {
    stored_.article.id = "a1";
    stored_.article.title = "Bắt giữ ngà voi";
    stored_.article.text = "Hải quan Đà Nẵng.\n\nTang vật.";
  }

  Xapian::Document make() { return maker_.make(stored_); }

  static std::vector<std::uint32_t> positions(const Xapian::Document& document,
                                              const std::string& term) {
    std::vector<std::uint32_t> found;
    auto at = document.termlist_begin();
    at.skip_to(term);
    if (at == document.termlist_end() || *at != term) return found;
    for (auto p = at.positionlist_begin(); p != at.positionlist_end(); ++p) found.push_back(*p);
    return found;
  }

  static bool has(const Xapian::Document& document, const std::string& term) {
    auto at = document.termlist_begin();
    at.skip_to(term);
    return at != document.termlist_end() && *at == term;
  }

  DocumentMaker maker_;
  store::StoredArticle stored_;
};

using Positions = std::vector<std::uint32_t>;

TEST_F(Documents, TextAndTitleShareTheTitlesPositions) {
  const Xapian::Document document = make();
  for (const char* term : {"ngà", "Sngà"}) {
    EXPECT_EQ(positions(document, term), Positions{3}) << term;
  }
  EXPECT_FALSE(has(document, "Shải"));
}

TEST_F(Documents, AHundredPositionsAreLeftOutAfterTitleAndParagraph) {
  const Xapian::Document document = make();
  EXPECT_EQ(positions(document, "voi"), Positions{4});
  EXPECT_EQ(positions(document, "hải"), Positions{105});
  EXPECT_EQ(positions(document, "nẵng"), Positions{108});
  EXPECT_EQ(positions(document, "tang"), Positions{209});
}

TEST_F(Documents, MarksStandWhereSentencesAndParagraphsBegin) {
  stored_.article.title = "Bắt giữ ngà voi. Ai mua?";
  stored_.article.text = "Hải quan Đà Nẵng. Hai người.\n\nTang vật.";
  const Xapian::Document document = make();
  EXPECT_EQ(positions(document, "XBP"), (Positions{107, 213}));
  EXPECT_EQ(positions(document, "XBS"), (Positions{5, 111}));
}

TEST_F(Documents, ConceptsStandAtTheFirstWordAndAddNoLength) {
  stored_.article.text = "Hai sừng tê giác và một ngà voi.";
  const Xapian::Document document = make();
  EXPECT_EQ(positions(document, "Kspecies/elephant"), (Positions{3, 111}));
  EXPECT_EQ(positions(document, "Kspecies/rhino-horn"), Positions{106});
  EXPECT_EQ(positions(document, "Kspecies"), (Positions{3, 106, 111}));
  for (auto at = document.termlist_begin(); at != document.termlist_end(); ++at) {
    if ((*at).starts_with("K")) {
      EXPECT_EQ(at.get_wdf(), 0U) << *at;
    }
  }
}

TEST_F(Documents, ADatedArticleHasItsDayInVietNam) {
  stored_.article.published = *parse_iso("2018-10-06T20:30:00Z", kHomeOffset);  // 03:30 next day
  const Xapian::Document document = make();
  EXPECT_TRUE(has(document, "D20181007"));
  EXPECT_FALSE(has(document, "XU"));
  EXPECT_EQ(document.get_value(store::kDaySlot), "20181007");
  EXPECT_EQ(Xapian::sortable_unserialise(document.get_value(store::kPublishedSlot)), 1538857800.0);
}

TEST_F(Documents, AnUndatedArticleIsMarkedAndHasNoDay) {
  const Xapian::Document document = make();
  EXPECT_TRUE(has(document, "XU"));
  EXPECT_EQ(document.get_value(store::kDaySlot), "");
  EXPECT_EQ(document.get_value(store::kPublishedSlot), "");
}

TEST_F(Documents, KeywordsAreTermsAndValues) {
  stored_.article.outlet = "Bao.Example.vn";
  stored_.article.language = "vi";
  stored_.article.section = "Pháp Luật";
  stored_.article.author = "Hà My";
  const Xapian::Document document = make();
  EXPECT_TRUE(has(document, "Jbao.example.vn"));
  EXPECT_EQ(document.get_value(store::kOutletSlot), "bao.example.vn");
  EXPECT_TRUE(has(document, "Lvi"));
  EXPECT_TRUE(has(document, "XSphap-luat"));
  EXPECT_EQ(document.get_value(store::kSectionSlot), "phap-luat");
  EXPECT_EQ(positions(document, "Ahà"), Positions{1});
  EXPECT_EQ(positions(document, "Amy"), Positions{2});
  EXPECT_TRUE(has(document, "Qa1"));
  EXPECT_TRUE(has(document, "Tarticle"));
}

TEST_F(Documents, UnknownLeavesNoTrace) {
  const Xapian::Document document = make();
  for (store::Slot slot : {store::kOutletSlot, store::kLanguageSlot, store::kSectionSlot}) {
    EXPECT_EQ(document.get_value(slot), "");
  }
  for (auto at = document.termlist_begin(); at != document.termlist_end(); ++at) {
    EXPECT_FALSE((*at).starts_with("J") || (*at).starts_with("L") || (*at).starts_with("XSp"));
  }
}

TEST_F(Documents, AHostileOutletTooLongForATermIsKeptInTheDataOnly) {
  stored_.article.outlet = std::string(10'000, 'o');
  const Xapian::Document document = make();
  EXPECT_FALSE(has(document, store::outlet_term(stored_.article.outlet)));
  EXPECT_EQ(store::stored_article(document)->article.outlet.size(), 10'000U);
}

TEST_F(Documents, TheArticleComesBackFromTheData) {
  stored_.archive_file = "x.warc.gz";
  stored_.archive_offset = 7;
  auto read = store::stored_article(make());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article.text, stored_.article.text);
  EXPECT_EQ(read->archive_offset, 7U);
}

TEST_F(Documents, EmptyTitleAndTextMakeADocumentThatIsStillFoundById) {
  stored_.article.title.clear();
  stored_.article.text.clear();
  EXPECT_TRUE(has(make(), "Qa1"));
}

TEST_F(Documents, AnnotatingAgainWithTheSameLexiconsChangesNothing) {
  Xapian::Document document = make();
  EXPECT_FALSE(maker_.annotate_again(document, stored_, {"species"}));
}

TEST_F(Documents, AnnotatingAgainReplacesTheConceptsAndKeepsTheRest) {
  Xapian::Document document = make();
  DocumentMaker bare({}, *Zone::open(kHomeZone));
  EXPECT_TRUE(bare.annotate_again(document, stored_, {"species"}));
  EXPECT_FALSE(has(document, "Kspecies"));
  EXPECT_EQ(positions(document, "ngà"), Positions{3});
  EXPECT_TRUE(maker_.annotate_again(document, stored_, {"species"}));
  EXPECT_EQ(positions(document, "Kspecies/elephant"), Positions{3});
}

}  // namespace
}  // namespace saola::indexer
