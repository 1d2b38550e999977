#include "indexer/extract/names.h"

#include <gtest/gtest.h>

#include "indexer/extract/lean_markup.h"

namespace saola::extract {
namespace {

std::uint32_t hints(std::string_view attributes) {
  const Document document =
      Document::parse(lean_markup("<body><div " + std::string(attributes) + ">x</div>").html);
  for (const Node& node : document.nodes())
    if (node.tag == Tag::div) return hints_of(document, node);
  return kHintNone;
}

TEST(Names, AreCutAtSeparatorsAndCapitals) {
  EXPECT_TRUE(hints("class='tdb-related_posts'") & kHintRelated);
  EXPECT_TRUE(hints("class=RelatedNews") & kHintRelated);
  EXPECT_TRUE(hints("class='box-tinlienquan'") & kHintRelated);
  EXPECT_TRUE(hints("class='tin-lien-quan'") & kHintRelated);
  EXPECT_TRUE(hints("id=entry-content") & kHintBody);
  EXPECT_TRUE(hints("class='you-may-also-like'") & kHintRelated);
}

TEST(Names, OfUnknownWordsSayNothing) {
  EXPECT_EQ(hints("class='col-md-8 wrapper'"), kHintNone);
  EXPECT_EQ(hints("class=''"), kHintNone);
  EXPECT_EQ(hints("class='" + std::string(3000, 'a') + "'"), kHintNone);
}

TEST(Names, OfAPartOfTheBodyAreNotTheBodys) {
  EXPECT_EQ(hints("class='article-body-related'") & kHintBody, 0U);
  EXPECT_TRUE(hints("class='article-body-related'") & kHintRelated);
  EXPECT_TRUE(hints("class='article-body js-text'") & kHintBody);
}

TEST(Names, LettersBehindADigitAreNoWord) {
  EXPECT_EQ(hints("id='c0ad4-9ad'"), kHintNone);
  EXPECT_TRUE(hints("id='ad-4'") & kHintAd);
}

TEST(Names, HiddenSpeaksOfThePartOnlyAloneOrBehindAPrefix) {
  EXPECT_TRUE(hints("class=hidden") & kHintHidden);
  EXPECT_TRUE(hints("class=is-hidden") & kHintHidden);
  EXPECT_EQ(hints("class='hidden-xs field-label-hidden'") & kHintHidden, 0U);
}

TEST(Names, OfThePageBuilderSayNothing) {
  EXPECT_EQ(hints("class='elementor-widget-container'"), kHintNone);
}

}  // namespace
}  // namespace saola::extract
