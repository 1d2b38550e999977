#include "indexer/extract/lean_markup.h"

#include <gtest/gtest.h>

namespace saola::extract {
namespace {

std::string lean(std::string_view page) { return lean_markup(page).html; }

TEST(LeanMarkup, LeavesOutScriptsStylesAndComments) {
  EXPECT_EQ(lean("a<script>if (a < b) '</p>'</script>b<style>p{}</style>c<!-- <p>x</p> -->d"),
            "abcd");
  EXPECT_EQ(lean("a<SCRIPT type='x'>1</Script >b"), "ab");
}

TEST(LeanMarkup, KeepsJsonLdAside) {
  const std::string page =
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"}</script><p>x";
  const LeanMarkup out = lean_markup(page);
  ASSERT_EQ(out.json_ld.size(), 1U);
  EXPECT_EQ(out.json_ld[0], "{\"@type\":\"NewsArticle\"}");
  EXPECT_EQ(out.html, "<p>x");
}

TEST(LeanMarkup, KeepsOnlyAttributesThatSaySomething) {
  EXPECT_EQ(lean("<div class=\"a b\" onclick=\"x('>')\" id=c>t</div>"),
            "<div class=\"a b\" id=c>t</div>");
  EXPECT_EQ(lean("<p style='display:none'>t"), "<p style='display:none'>t");
  EXPECT_EQ(lean("<p style='color:red'>t"), "<p>t");
}

TEST(LeanMarkup, TakesAwayTagsThatOnlyStyle) {
  EXPECT_EQ(lean("a <font size=2><i>b</i></font> c"), "a b c");
}

TEST(LeanMarkup, WhiteSpaceStaysOnlyWhereItPartsWords) {
  EXPECT_EQ(lean("<div>\n  <p>\ta \n b <b> c</b> <a>d</a>\n</p>\n\n<p>e < f</p>\n</div>\n"),
            "<div><p>a b <b>c</b> <a>d</a></p><p>e &lt; f</p></div>");
}

TEST(LeanMarkup, KeepsStateOfScriptsAside) {
  const std::string state = "{\"a\":\"" + std::string(500, 'x') + "\"}";
  const std::string page = "<script id=__NEXT_DATA__ type='application/json'>" + state +
                           "</script><script>window.x = " + state + "</script><script>var a = 1; " +
                           std::string(500, ' ') + "</script>";
  const LeanMarkup out = lean_markup(page);
  ASSERT_EQ(out.state.size(), 2U);
  EXPECT_EQ(out.state[0], state);
}

TEST(LeanMarkup, AnUnclosedCommentDoesNotEatThePage) {
  EXPECT_EQ(lean("<p>a<!-- b <b>c</b> d"), "<p>ac</b> d");
}

TEST(LeanMarkup, AnUnclosedScriptEatsTheRest) { EXPECT_EQ(lean("a<script>var x = '<p>b'"), "a"); }

TEST(LeanMarkup, CutsOffAnywhereWithoutHarm) {
  const std::string page = "<div class='x'><a href=\"/y\">z</a><!-- c --><script>1</script></div>";
  for (std::size_t n = 0; n <= page.size(); ++n) EXPECT_LE(lean(page.substr(0, n)).size(), n + 4);
}

TEST(LeanMarkup, ManyUnclosedUnseenElementsTakeLinearTime) {
  std::string page;
  for (int i = 0; i < 200'000; ++i) page += "<svg>";
  EXPECT_EQ(lean(page + "x"), "x");
}

}  // namespace
}  // namespace saola::extract
