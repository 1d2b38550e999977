#include "store/terms.h"

#include <gtest/gtest.h>

#include "store/fields.h"

namespace saola::store {
namespace {

TEST(Terms, BeginWithThePrefixOfTheirField) {
  EXPECT_EQ(exact_term("sừng"), std::string(find_field("text")->prefix) + "sừng");
  EXPECT_EQ(title_term("sừng"), std::string(find_field("title")->prefix) + "sừng");
  EXPECT_EQ(author_term("hà"), std::string(find_field("author")->prefix) + "hà");
  EXPECT_EQ(outlet_term("VnExpress.net"),
            std::string(find_field("outlet")->prefix) + "vnexpress.net");
  EXPECT_EQ(language_term("VI"), std::string(find_field("language")->prefix) + "vi");
  EXPECT_EQ(section_term("phap luat"), std::string(find_field("section")->prefix) + "phap-luat");
  EXPECT_EQ(concept_term("species", "rhino-horn"),
            std::string(find_field("lexicon")->prefix) + "species/rhino-horn");
  EXPECT_EQ(kind_term("article"), std::string(find_field("kind")->prefix) + "article");
  EXPECT_EQ(unique_term("a1"), std::string(find_field("id")->prefix) + "a1");
  EXPECT_EQ(kUndatedTerm, find_field("undated")->prefix);
}

TEST(Terms, ADayIsEightDigits) {
  const Day day = std::chrono::local_days{std::chrono::year{2018} / 10 / 6};
  EXPECT_EQ(day_key(day), "20181006");
  EXPECT_EQ(day_term(day), "D20181006");
}

TEST(Terms, ALongIdBecomesItsDigestAndStaysDistinct) {
  const std::string a(201, 'a');
  const std::string b = a + "b";
  EXPECT_EQ(unique_term(std::string(200, 'a')).size(), 201U);
  EXPECT_EQ(unique_term(a).size(), 65U);
  EXPECT_NE(unique_term(a), unique_term(b));
}

TEST(Terms, ATermFitsUpTo240BytesAndAZeroByteCountsTwice) {
  EXPECT_FALSE(fits_term(""));
  EXPECT_TRUE(fits_term(std::string(240, 'x')));
  EXPECT_FALSE(fits_term(std::string(241, 'x')));
  EXPECT_FALSE(fits_term(std::string(121, '\0')));
}

}  // namespace
}  // namespace saola::store
