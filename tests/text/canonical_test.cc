#include "text/canonical.h"

#include <gtest/gtest.h>

#include <string>

#include "base/utf8.h"
#include "text/syllable.h"
#include "text/word.h"

namespace saola::text {
namespace {

struct Form {
  std::string_view in;
  std::string_view display;
  std::string_view canonical;
};

TEST(Canonical, WritesTheSameWordTheSame) {
  constexpr Form kForms[] = {
      {"tê giác", "tê giác", "tê giác"},                      // nothing to do
      {"te\u0302 gia\u0301c", "tê giác", "tê giác"},          // decomposed
      {"Viê\u0323t", "Việt", "Việt"},                         // tone beside a composed letter
      {"Viẹ\u0302t", "Việt", "Việt"},                         // circumflex after the dot below
      {"ru\u0300\u031Bng", "rừng", "rừng"},                   // horn after the tone
      {"va\u0301\u0302n", "vấn", "vấn"},                      // NFC cannot compose this one
      {"mỹ\u0303", "mỹ", "mỹ"},                               // tone typed twice
      {"T.Tuâ \u0301n", "T.Tuâ n", "T.Tuâ n"},                // a mark that lost its letter
      {"Ðồng Nai", "Đồng Nai", "Đồng Nai"},                   // Icelandic eth
      {"Guðmundsson", "Guðmundsson", "Guđmundsson"},          // an Icelandic name is shown as it is
      {"trƣờng", "trường", "trường"},                         // Latin oi
      {"rừ\u00ADng", "rừng", "rừng"},                         // soft hyphen
      {"\uFEFFbảo \u200B\u200Bvệ", "bảo vệ", "bảo vệ"},       // zero-width characters beside spaces
      {"sông Mê\u00A0Kông", "sông Mê Kông", "sông Mê Kông"},  // no-break space
      {"cây\u2028cỏ", "cây cỏ", "cây cỏ"},                    // line separator
      {"с\u00F4ng", "công", "công"},                          // Cyrillic es in a Latin word
      {"ВОТ", "ВОТ", "ВОТ"},                                  // a Russian word
      {"“rừng” – ‘biển’…", "“rừng” – ‘biển’…", "\"rừng\" - 'biển'..."},
      {"dòng một\r\ndòng hai", "dòng một\ndòng hai", "dòng một\ndòng hai"},
      {"a\x01\x02 b\x7F", "a b", "a b"},  // controls
      {"İé İstanbul ılık", "İé İstanbul ılık", "Íe Istanbul ilik"},
      {"Ｔòa ﬁ ﬀ ﬃ", "Ｔòa ﬁ ﬀ ﬃ", "Tòa fi ff ffi"},
      {"rừng \xFF\xFE cây", "rừng \uFFFD\uFFFD cây", "rừng \uFFFD\uFFFD cây"},
  };
  for (const Form& form : kForms) {
    EXPECT_EQ(display_form(form.in), form.display) << form.in;
    EXPECT_EQ(canonical_form(form.in), form.canonical) << form.in;
    EXPECT_EQ(canonical_form(canonical_form(form.in)), form.canonical) << form.in;
  }
}

// Whatever the letter, it stays a letter, and small or capital it is the same term: only in lower case is U+0130 a vowel of
// Vietnamese.
TEST(Canonical, KeepsEveryLetterBesideATone) {
  for (char32_t point = 1; point < 0x20000; ++point) {
    if (point == 0x3000) point = 0x1D000;  // past Chinese, surrogates and private use
    std::string letter;
    append_utf8(letter, point);
    for (const std::string& word : {letter + "é", "oá" + letter, "g" + letter + "á"}) {
      const std::string canonical = canonical_form(word);
      ASSERT_EQ(canonical.find('\0'), std::string::npos) << word;
      ASSERT_EQ(canonical_form(canonical), canonical) << word;
      ASSERT_EQ(fold(canonical), fold(word)) << word;
      std::string small;
      append_lower(to_code_points(canonical), small);
      ASSERT_EQ(canonical_form(small), small) << word;
    }
  }
}

TEST(Canonical, PlacesTheToneInTheOldStyle) {
  constexpr std::pair<std::string_view, std::string_view> kPairs[] = {{"hoà bình", "hòa bình"},
                                                                      {"KHOẺ", "KHỎE"},
                                                                      {"Thuỷ sản", "Thủy sản"},
                                                                      {"toà", "tòa"},
                                                                      {"hòa", "hòa"},
                                                                      {"quý", "quý"},
                                                                      {"qúy", "quý"},
                                                                      {"gía", "giá"},
                                                                      {"tóan", "toán"},
                                                                      {"ngòai", "ngoài"},
                                                                      {"vọoc", "voọc"},
                                                                      {"cuả", "của"},
                                                                      {"thuở", "thuở"},
                                                                      {"Huế", "Huế"},
                                                                      {"khuỷu", "khuỷu"},
                                                                      {"huỳnh", "huỳnh"},
                                                                      {"lúa mía", "lúa mía"},
                                                                      {"giặt gịa", "giặt gịa"},
                                                                      {"đựợc", "đựợc"},
                                                                      {"Beyoncé", "Beyoncé"},
                                                                      {"Đắk", "Đắk"},
                                                                      {"ngưòi", "ngừoi"},
                                                                      {"khooảng", "khoỏang"},
                                                                      {"niño", "niño"},
                                                                      {"ṭa", "ṭa"},
                                                                      {"toàn", "toàn"},
                                                                      {"ngoằn", "ngoằn"},
                                                                      {"loà xoà", "lòa xòa"}};
  for (const auto& [in, out] : kPairs) EXPECT_EQ(canonical_form(in), out) << in;
}

TEST(Canonical, FoldTakesAwayCaseToneQualityAndBar) {
  EXPECT_EQ(fold("Tòa án Đắk Lắk"), "toa an dak lak");
  EXPECT_EQ(fold("ĐƯỜNG DÂY"), "duong day");
  EXPECT_EQ(fold("Müller, Straße, Beyoncé"), "muller, strasse, beyonce");
  EXPECT_EQ(fold("100 m²"), "100 m2");
}

TEST(Syllable, KnowsWhatCanBeSpelt) {
  for (const auto* word :
       {U"nghiêng", U"quyết", U"yêu", U"voọc", U"hòa", U"hoà", U"gì", U"giết", U"kỳ", U"xe"})
    EXPECT_TRUE(is_well_formed(word));
  for (const auto* word :
       {U"nghang", U"ka", U"tac", U"cuả", U"zó", U"word", U"", U"đựợc", U"hoaông", U"bọach"})
    EXPECT_FALSE(is_well_formed(word));
}

}  // namespace
}  // namespace saola::text
