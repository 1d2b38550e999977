#include "text/analyze.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace saola::text {
namespace {

std::string exact(std::string_view text) {
  Analyzer analyzer;
  std::string joined;
  for (const Token& token : analyzer.analyze(text))
    joined.append(joined.empty() ? "" : "|").append(token.exact);
  return joined;
}

TEST(Analyzer, CutsSyllablesNumbersAndCodes) {
  EXPECT_EQ(exact("Bắt giữ 41 kg sừng tê giác."), "bắt|giữ|41|kg|sừng|tê|giác");
  EXPECT_EQ(exact("7,2 kg; 65.000 USD; 1.234,5"), "7,2|kg|65.000|usd|1.234,5");
  EXPECT_EQ(exact("C49, PC05, ĐVHD, 10h32, 21/11/2016"), "c49|pc05|đvhd|10h32|21|11|2016");
  EXPECT_EQ(exact("Mô-dăm-bích"), "mô|dăm|bích");
  EXPECT_EQ(exact(""), "");
  EXPECT_EQ(exact(" .,;! \n"), "");
}

TEST(Analyzer, ADotBetweenLettersParts) {
  EXPECT_EQ(exact("TP.HCM"), "tp|hcm");
  EXPECT_EQ(exact("TP HCM"), exact("TP. HCM"));
  EXPECT_EQ(exact("O.R. Tambo"), "o|r|tambo");
  EXPECT_EQ(exact("hôm qua.Theo"), "hôm|qua|theo");
}

TEST(Analyzer, AnAmpersandParts) { EXPECT_EQ(exact("Bộ NN&PTNT"), "bộ|nn|ptnt"); }

TEST(Analyzer, ADotAfterANumberEndsIt) {
  EXPECT_EQ(exact("năm 2016. Tòa"), "năm|2016|tòa");
  EXPECT_EQ(exact("12.,5"), "12|5");
  EXPECT_EQ(exact("12..5"), "12|5");
  EXPECT_EQ(exact("12.a5"), "12|a5");
}

TEST(Analyzer, AUnitWrittenOntoItsNumberIsItsOwnToken) {
  EXPECT_EQ(exact("41kg"), "41|kg");
  EXPECT_EQ(exact("7,2kg và 3,5TẤN"), "7,2|kg|và|3,5|tấn");
  EXPECT_EQ(exact("100m²"), "100|m2");
  EXPECT_EQ(exact("19h, 10h32, H5N1, C49, 4K"), "19h|10h32|h5n1|c49|4k");
  Analyzer analyzer;
  const auto tokens = analyzer.analyze("chở 41kg");
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[1].span, (Span{6, 8}));
  EXPECT_EQ(tokens[2].span, (Span{8, 10}));
}

TEST(Analyzer, AddressesAreNoTokens) {
  EXPECT_EQ(exact("Xem https://baomau.vn/sung-te-giac?id=1. Hết"), "xem|hết");
  EXPECT_EQ(exact("Xem www.baomau.vn/a, rồi (http://x.vn/b)"), "xem|rồi");
  EXPECT_EQ(exact("Xemhttps://baomau.vn/sung-te-giac nhé"), "nhé");
  EXPECT_EQ(exact("Gửi toa.soan@baomau.vn nhé"), "gửi|nhé");
  EXPECT_EQ(exact("giá @ 5 và a@b"), "giá|5|và|a|b");
  EXPECT_EQ(exact("báo baomau.vn"), "báo|baomau|vn");  // a bare host is a name
}

TEST(Analyzer, TheSameWordIsTheSameTermHoweverWritten) {
  EXPECT_EQ(exact("Hoà BÌNH"), "hòa|bình");
  EXPECT_EQ(exact("ho\u0300a bi\u0300nh"), "hòa|bình");
  EXPECT_EQ(exact("h\u200Bòa b\u00ADình\u200E"), "hòa|bình");
  EXPECT_EQ(exact("Ðồng Nai"), "đồng|nai");
}

TEST(Analyzer, FoldedStandsBesideExact) {
  Analyzer analyzer;
  const auto tokens = analyzer.analyze("Đường Voi café");
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[0].folded, "duong");
  EXPECT_TRUE(tokens[0].marked);
  EXPECT_EQ(tokens[1].folded, "voi");
  EXPECT_FALSE(tokens[1].marked);
  EXPECT_EQ(tokens[2].folded, "cafe");
}

TEST(Analyzer, SpansCoverTheWordAsWritten) {
  const std::string text = "“Tê\u0301 giác” \u200Bbị b\u200Bắn";
  Analyzer analyzer;
  std::vector<std::string> words;
  for (const Token& token : analyzer.analyze(text))
    words.push_back(text.substr(token.span.begin, token.span.end - token.span.begin));
  EXPECT_EQ(words, (std::vector<std::string>{"Tê\u0301", "giác", "bị", "b\u200Bắn"}));
}

TEST(Analyzer, TellsCapitals) {
  Analyzer analyzer;
  const auto tokens = analyzer.analyze("WCS Env ĐVHD C49 voi A");
  ASSERT_EQ(tokens.size(), 6U);
  EXPECT_TRUE(tokens[0].all_capitals);
  EXPECT_FALSE(tokens[1].all_capitals);
  EXPECT_TRUE(tokens[1].capital);
  EXPECT_TRUE(tokens[2].all_capitals);
  EXPECT_FALSE(tokens[3].all_capitals);  // one letter
  EXPECT_FALSE(tokens[4].capital);
  EXPECT_FALSE(tokens[5].all_capitals);
}

std::vector<std::uint32_t> sentences(std::string_view text) {
  Analyzer analyzer;
  std::vector<std::uint32_t> numbers;
  for (const Token& token : analyzer.analyze(text)) numbers.push_back(token.sentence);
  return numbers;
}

TEST(Analyzer, NumbersSentences) {
  using Numbers = std::vector<std::uint32_t>;
  EXPECT_EQ(sentences("Tòa tuyên án. Bị cáo khóc."), (Numbers{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(sentences("Ở TP. HCM"), (Numbers{0, 0, 0}));
  EXPECT_EQ(sentences("Ông Nguyễn Văn H. khai"), (Numbers{0, 0, 0, 0, 0}));
  EXPECT_EQ(sentences("“Không!” rồi đi"), (Numbers{0, 0, 0}));
  EXPECT_EQ(sentences("hôm qua.Theo"), (Numbers{0, 0, 1}));
  EXPECT_EQ(sentences("TP.HCM"), (Numbers{0, 0}));
  EXPECT_EQ(sentences("một\nhai"), (Numbers{0, 1}));
}

TEST(Analyzer, NumbersParagraphs) {
  Analyzer analyzer;
  std::vector<std::uint32_t> numbers;
  for (const Token& token : analyzer.analyze("\n\nmột hai\n\n\nba\r\nbốn\n"))
    numbers.push_back(token.paragraph);
  EXPECT_EQ(numbers, (std::vector<std::uint32_t>{0, 0, 1, 2}));
}

TEST(Analyzer, SkipsWhatIsTooLongToBeAWord) {
  EXPECT_EQ(exact("a " + std::string(65, 'x') + " b"), "a|b");
  EXPECT_EQ(exact(std::string(64, 'x')), std::string(64, 'x'));
}

TEST(Analyzer, TokensOfAJoinedTextAreTheTokensOfItsParts) {
  const std::vector<std::string> parts = {
      "Bắt 41kg ngà voi ở TP.HCM.", "“Không!” – ông H. nói…", "Xem https://baomau.vn/a?b=1",
      "thư a.b@baomau.vn",          "7,2 65.000 1..2 3,",     "Tuâ\u0301n k\u200Eý \xFF"};
  for (const std::string& first : parts) {
    for (const std::string& second : parts) {
      Analyzer analyzer;
      Analyzer joined_analyzer;
      std::string terms;
      for (const std::string& part : {first, second})
        for (const Token& token : analyzer.analyze(part)) terms.append(token.exact).append("|");
      std::string joined;
      for (const Token& token : joined_analyzer.analyze(first + "\n" + second)) {
        joined.append(token.exact).append("|");
        EXPECT_EQ(token.paragraph, token.span.begin > first.size() ? 1U : 0U);
      }
      EXPECT_EQ(joined, terms) << first << " + " << second;
    }
  }
}

TEST(Analyzer, BrokenBytesPartTokens) {
  EXPECT_EQ(exact("rừng\xFF"
                  "cây\xE1\xBB"),
            "rừng|cây");
}

TEST(Analyzer, OneAnalyserServesManyTexts) {
  Analyzer analyzer;
  EXPECT_EQ(analyzer.analyze("một hai ba").size(), 3U);
  EXPECT_EQ(analyzer.analyze("hai").size(), 1U);
  EXPECT_EQ(analyzer.analyze("hai")[0].exact, "hai");
  EXPECT_TRUE(analyzer.analyze("").empty());
}

}  // namespace
}  // namespace saola::text
