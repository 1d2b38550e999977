#include "text/charset.h"

#include <gtest/gtest.h>

#include "text/canonical.h"
#include "text/repair.h"

namespace saola::text {
namespace {

constexpr std::string_view kText = "Đội kiểm lâm giữ bảy cá thể rùa, lập biên bản và thả về rừng.";

struct Sample {
  std::string_view charset;
  std::string_view bytes;
};

// kText in each encoding, written out by hand from the tables.
constexpr Sample kSamples[] = {
    {"windows-1258",
     "\xD0\xF4\xF2i ki\xEA\xD2m l\xE2m gi\xFD\xDE ba\xD2y c\xE1 th\xEA\xD2 r\xF9"
     "a, l\xE2\xF2p bi\xEAn ba\xD2n v\xE0 tha\xD2 v\xEA\xCC r\xFD\xCCng."},
    {"tcvn3",
     "\xA7\xE9i ki\xD3m l\xA9m gi\xF7 b\xB6y c\xB8 th\xD3 r\xEF"
     "a, l\xCBp bi\xAAn b\xB6n v\xB5 th\xB6 v\xD2 r\xF5ng."},
    {"vni",
     "\xD1o\xE4i kie\xE5m la\xE2m gi\xF6\xF5 ba\xFBy ca\xF9 the\xE5 ru\xF8"
     "a, la\xE4p bie\xE2n ba\xFBn va\xF8 tha\xFB ve\xE0 r\xF6\xF8ng."},
    {"viscii",
     "\xD0\xB5i ki\xACm l\xE2m gi\xE6 b\xE4y c\xE1 th\xAC r\xF9"
     "a, l\xA7p bi\xEAn b\xE4n v\xE0 th\xE4 v\xAB r\xD7ng."},
    {"vps",
     "\xF1\xB6i ki\x8Bm l\xE2m gi\xBB b\xE4y c\xE1 th\x8B r\xF9"
     "a, l\xC6p bi\xEAn b\xE4n v\xE0 th\xE4 v\x8A r\xD8ng."}};

TEST(Charset, DecodesWhatTheUserNames) {
  for (const Sample& sample : kSamples) {
    const Decoded decoded = decode_from(sample.bytes, sample.charset);
    EXPECT_EQ(decoded.utf8, kText) << sample.charset;
    EXPECT_EQ(decoded.charset, sample.charset);
    EXPECT_EQ(decoded.source, "given");
  }
}

TEST(Charset, VniMarksFollowTheirLetter) {
  EXPECT_EQ(
      decode_from("\xD1\xD6\xD4\xD8NG, ki\x65\xE5m l\x61\xE2m, Y\xD9 y\xF9, \xEE", "vni").utf8,
      "ĐƯỜNG, kiểm lâm, Ý ý, ỵ");
}

TEST(Charset, AnUnknownNameIsSaid) { EXPECT_EQ(decode_from("abc", "klingon").charset, ""); }

TEST(Charset, DetectsWhatNobodyDeclares) {
  for (const Sample& sample : kSamples) {
    const Decoded decoded = decode(sample.bytes);
    EXPECT_EQ(decoded.charset, sample.charset);
    EXPECT_EQ(decoded.source, "detected");
    EXPECT_EQ(decoded.utf8, kText) << sample.charset;
  }
}

TEST(Charset, APageThatClaimsLatin1AndIsNot) {
  for (const Sample& sample : kSamples) {
    const Decoded decoded = decode(sample.bytes, "text/html; charset=ISO-8859-1");
    EXPECT_EQ(decoded.charset, sample.charset);
    EXPECT_EQ(decoded.utf8, kText);
  }
}

TEST(Charset, AMarkAtTheStartDecides) {
  EXPECT_EQ(decode("\xEF\xBB\xBF"
                   "rừng")
                .utf8,
            "rừng");
  EXPECT_EQ(decode("\xEF\xBB\xBF"
                   "rừng")
                .source,
            "bom");
  const Decoded little =
      decode(std::string_view("\xFF\xFE"
                              "r\0\xEB\x1E"
                              "n\0g\0",
                              10));
  EXPECT_EQ(little.utf8, "rừng");
  EXPECT_EQ(little.charset, "utf-16le");
  const Decoded big = decode(std::string_view("\xFE\xFF\0r\x1E\xEB\0n\0g", 10));
  EXPECT_EQ(big.utf8, "rừng");
  EXPECT_EQ(big.charset, "utf-16be");
}

TEST(Charset, Utf16WithoutAMarkShowsByItsZeros) {
  const Decoded decoded = decode(std::string_view("<\0p\0>\0V\0o\0i\0", 12));
  EXPECT_EQ(decoded.charset, "utf-16le");
  EXPECT_EQ(decoded.utf8, "<p>Voi");
}

TEST(Charset, ValidUtf8WinsOverAnyClaim) {
  const Decoded decoded = decode("Tòa án", "text/html; charset=windows-1258");
  EXPECT_EQ(decoded.utf8, "Tòa án");
  EXPECT_EQ(decoded.source, "valid");
  EXPECT_FALSE(decoded.repaired);
}

TEST(Charset, AFewBadBytesDoNotMakeItAnotherEncoding) {
  const Decoded decoded =
      decode("Tòa án \xFF nhân dân tối cao xét xử", "text/html; charset=\"UTF-8\"");
  EXPECT_EQ(decoded.charset, "utf-8");
  EXPECT_EQ(decoded.source, "header");
  EXPECT_EQ(decoded.utf8, "Tòa án \uFFFD nhân dân tối cao xét xử");
}

TEST(Charset, HeaderComesBeforeMeta) {
  const std::string_view page = "<meta charset=koi8-r><p>\xE4\xE5\xEB\xEE</p>";
  EXPECT_EQ(decode(page).source, "meta");
  EXPECT_EQ(decode(page).utf8, "<meta charset=koi8-r><p>ДЕКН</p>");
  EXPECT_EQ(decode(page, "text/html; charset=windows-1251").utf8,
            "<meta charset=koi8-r><p>дело</p>");
  EXPECT_EQ(decode(page, "text/html; charset=windows-1251").source, "header");
}

TEST(Charset, FrenchInLatin1StaysFrench) {
  const Decoded decoded = decode(
      "R\xE9publique fran\xE7"
      "aise, \xE0 l'\xE9t\xE9, d\xE9j\xE0 vu, gar\xE7on");
  EXPECT_EQ(decoded.charset, "windows-1252");
  EXPECT_EQ(decoded.utf8, "République française, à l'été, déjà vu, garçon");
}

TEST(Charset, ShortVpsIsNotVisciiWithCapitalsInside) {
  // As VISCII "sử" and "bộ" would be "sỂ" and "bờ", "để" would be "ẵỀ".
  const Decoded decoded = decode(
      "\xC7\x8B h\xB6i t\xD8 s\xBA d\xF8ng, C\xC3"
      "m");
  EXPECT_EQ(decoded.charset, "vps");
  EXPECT_EQ(decoded.utf8, "để hội từ sử dụng, Cấm");
}

TEST(Charset, OneOddWordInALongTextTellsNoEncoding) {
  const Decoded decoded =
      decode("Das Gesetz N\xBA 7021 unterliegt der Kontrolle und befindet sich in der Beratung.");
  EXPECT_EQ(decoded.charset, "windows-1252");
}

TEST(Charset, QuotesAtAWordsEdgeAreNotItsLetters) {
  EXPECT_EQ(decode("that awful smell?\x94 \x91I am\x92 \x93I").charset, "windows-1252");
}

TEST(Charset, EnglishPunctuationIsNotVietnamese) {
  const Decoded decoded = decode(
      "HANOI (AP) \x96 It\x92s over \x85 \x93yes\x94, \xA3"
      "40 \x97 and \x80"
      "5");
  EXPECT_EQ(decoded.charset, "windows-1252");
  EXPECT_EQ(decoded.utf8, "HANOI (AP) – It’s over … “yes”, £40 — and €5");
}

TEST(Repair, Utf8ReadAsWindows1252) {
  EXPECT_EQ(repair("TÃ²a Ã¡n xá»\u00AD vá»¥ ngÃ\u00A0 voi").value_or("?"), "Tòa án xử vụ ngà voi");
  EXPECT_EQ(repair("ViÃ¡Â»Â‡t Nam").value_or("?"), "Việt Nam");  // twice
  EXPECT_EQ(repair("Ä\u0090á»™ng váº\u00ADt").value_or("?"), "Động vật");
}

TEST(Repair, OneDamagedLineInARightText) {
  EXPECT_EQ(repair("Rừng và biển\nTÃª giÃ¡c\nhết").value_or("?"), "Rừng và biển\nTê giác\nhết");
}

TEST(Repair, Latin1LettersReadAsWindows1258) {
  EXPECT_EQ(repair("Một ṭa án xử vụ động vật hoang dă; v́ sao c̣n người bị bắt").value_or("?"),
            "Một tòa án xử vụ động vật hoang dã; vì sao còn người bị bắt");
  EXPECT_EQ(repair("loài thú quư hiếm ở xă miền núi").value_or("?"),
            "loài thú quý hiếm ở xã miền núi");
}

TEST(Repair, WhatIsRightStays) {
  for (const std::string_view text :
       {"Tòa án xử vụ ngà voi", "Năm nay chăn nuôi lăn lộn",
        "Ibrahimović và Modrić ghi bàn thắng ở trận đấu", "SÃO PAULO, Ã, São Tomé",
        "Să nu uităm că apă bună", "l'été à la plage", "Ćevapi", "plain ASCII", ""})
    EXPECT_EQ(repair(text), std::nullopt) << text;
}

}  // namespace
}  // namespace saola::text
