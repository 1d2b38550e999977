#include "indexer/extract/dom.h"

#include <gtest/gtest.h>

#include "indexer/extract/lean_markup.h"

namespace saola::extract {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += part;
  return all;
}

Document parsed(std::string_view page) { return Document::parse(lean_markup(page).html); }

TEST(Document, LaysTheTreeFlatInDocumentOrder) {
  const Document document = parsed("<div id=a><p>một <b>hai</b></p></div><p>ba");
  std::uint32_t a = 0;
  for (std::uint32_t i = 0; i < document.nodes().size(); ++i)
    if (document.attribute(document[i], "id") == "a") a = i;
  ASSERT_NE(a, 0U);
  EXPECT_EQ(document[a].tag, Tag::div);
  EXPECT_EQ(document[a + 1].tag, Tag::p);
  EXPECT_EQ(document[a + 1].parent, a);
  EXPECT_EQ(document.text_of(a), "một hai");
  EXPECT_EQ(document.text_of(0), "một hai ba");
}

TEST(Document, HundredThousandLevelsDoNotOverflow) {
  const std::string deep = repeated("<div>", 100'000) + "đáy" + repeated("</div>", 100'000);
  const Document document = parsed(deep);
  EXPECT_EQ(document.text_of(0), "đáy");
  EXPECT_LT(document.nodes().size(), 1000U);
}

TEST(Document, UnclosedFormattingBeforeManyParagraphsStaysSmall) {
  const std::string page = repeated("<font color=red><i><u>", 2000) + repeated("<p>x", 2000);
  EXPECT_LT(parsed(page).nodes().size(), 20'000U);
}

TEST(Document, NulBytesAndBareAmpersandsAreText) {
  const Document document = parsed(std::string_view("<p>a\0b &amp; c & d &#8211; &bogus;</p>", 39));
  EXPECT_NE(document.text_of(0).find("& c & d – &bogus;"), std::string::npos);
}

}  // namespace
}  // namespace saola::extract
