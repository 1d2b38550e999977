#include "query/query_parser.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace saola::query {
namespace {

// The tree on one line: AND(a, "b c") with ~ before a word or phrase that is matched without marks.
std::string line(const Node& node) {
  std::string text = node.kind == NodeKind::words && node.lane == Lane::folded ? "~" : "";
  text += to_word(node);
  if (node.children.empty()) return text;
  text += "(";
  for (const Node& child : node.children) text += (text.back() == '(' ? "" : ", ") + line(child);
  return text + ")";
}

std::string tree(std::string_view query, Dialect dialect = Dialect::user) {
  auto parsed = parse_query(query, dialect);
  return parsed ? line(parsed->root) : "error: " + parsed.error().message;
}

std::string error(std::string_view query) {
  auto parsed = parse_query(query);
  if (parsed) return "no error: " + line(parsed->root);
  EXPECT_EQ(parsed.error().code, Code::usage);
  return parsed.error().message;
}

struct Reading {
  const char* query;
  const char* tree;
};

class ParserReads : public ::testing::TestWithParam<Reading> {};

TEST_P(ParserReads, TheQueryAsExpected) { EXPECT_EQ(tree(GetParam().query), GetParam().tree); }

INSTANTIATE_TEST_SUITE_P(
    Marked, ParserReads,
    ::testing::Values(
        Reading{"ngà", "ngà"}, Reading{"ngà voi", "AND(ngà, voi)"},
        Reading{"\"ngà voi\"", "\"ngà voi\""}, Reading{"“ngà voi”", "\"ngà voi\""},
        Reading{"NGÀ Voi", "AND(ngà, voi)"}, Reading{"hoà", "hòa"},
        Reading{"\"TP HCM\" AND \"động vật\"", "AND(\"tp hcm\", \"động vật\")"},
        Reading{"TP.HCM AND voọc", "AND(\"tp hcm\", voọc)"},
        Reading{"hổ OR gấu voọc", "OR(hổ, AND(gấu, voọc))"},
        Reading{"(hổ OR gấu) voọc", "AND(OR(hổ, gấu), voọc)"},
        Reading{"hổ -gấu", "AND(hổ, NOT(gấu))"}, Reading{"hổ NOT gấu", "AND(hổ, NOT(gấu))"},
        Reading{"hổ AND NOT gấu", "AND(hổ, NOT(gấu))"}, Reading{"-hổ", "NOT(hổ)"},
        Reading{"hổ -(gấu OR voọc)", "AND(hổ, NOT(OR(gấu, voọc)))"},
        Reading{"+hổ +gấu", "AND(hổ, gấu)"}, Reading{"hổ - gấu", "AND(hổ, gấu)"},
        Reading{"hổ & gấu – voọc", "AND(hổ, gấu, voọc)"},
        Reading{"hổ and gấu", "AND(hổ, and, gấu)"}, Reading{"title:ngà voi", "AND(title:ngà, voi)"},
        Reading{"title:\"ngà voi\"", "title:\"ngà voi\""},
        Reading{"title:(hổ OR \"ngà voi\")", "OR(title:hổ, title:\"ngà voi\")"},
        Reading{"author:\"Lê An\" hổ", "AND(author:\"lê an\", hổ)"},
        Reading{"exact:voi AND hổ", "AND(voi, hổ)"},
        Reading{"fold:(nga voi) AND hổ", "AND(~\"nga voi\", hổ)"},
        Reading{"\"ngà voi\" NEAR/5 (bắt OR @justice)", "NEAR/5(\"ngà voi\", OR(bắt, @justice))"},
        Reading{"bắt NEAR voọc", "NEAR/10(bắt, voọc)"},
        Reading{"hổ AND bắt NEAR/2 voọc", "AND(hổ, NEAR/2(bắt, voọc))"},
        Reading{"NOT bắt NEAR/2 voọc", "NOT(NEAR/2(bắt, voọc))"},
        Reading{"bắt NOT NEAR/2 voọc", "NOT NEAR/2(bắt, voọc)"},
        Reading{"bắt -voọc", "AND(bắt, NOT(voọc))"},
        Reading{"bắt SENT voọc PARA hổ", "PARA(SENT(bắt, voọc), hổ)"},
        Reading{"bắt ADJ/3 (voọc OR 5..)", "ADJ/3(bắt, OR(voọc, 5..))"},
        Reading{"hổ VÀ gấu HOẶC voọc", "OR(AND(hổ, gấu), voọc)"},
        Reading{"hổ KHÔNG gấu", "AND(hổ, NOT(gấu))"},
        Reading{"hổ VA\xcc\x80 gấu", "AND(hổ, gấu)"},  // U+0300
        Reading{"hổ GẦN/3 gấu", "NEAR/3(hổ, gấu)"}, Reading{"hổ GẦN gấu", "NEAR/10(hổ, gấu)"},
        Reading{"hổ KỀ/3 gấu CÂU báo ĐOẠN thú", "PARA(SENT(ADJ/3(hổ, gấu), báo), thú)"},
        Reading{"VÀNG hổ", "AND(vàng, hổ)"}, Reading{"hổ và gấu", "AND(hổ, và, gấu)"},
        Reading{"\"HÀNG KHÔNG\" VÀ hổ", "AND(\"hàng không\", hổ)"},
        Reading{"count(hổ OR @species)>=2 gấu", "AND(count >= 2(OR(hổ, @species)), gấu)"},
        Reading{"đếm(hổ SENT gấu) < 1", "count < 1(SENT(hổ, gấu))"},
        Reading{"count (hổ)", "AND(count, hổ)"},
        Reading{"title:@species hổ", "AND(title:@species, hổ)"},
        Reading{"lead:(hổ OR @species/tiger)", "OR(lead:hổ, lead:@species/tiger)"},
        Reading{"voọc* hổ", "AND(voọc*, hổ)"}, Reading{"title:gấ*", "title:gấ*"},
        Reading{"1.000..7,5 hổ",
                "error: this range ends before it begins\n  1.000..7,5 hổ\n  ^^^^^^^^^^"},
        Reading{"hổ 7,5..1.000", "AND(hổ, 7.5..1000)"}, Reading{"hổ ...", "hổ"},
        Reading{"Bắt hổ !", "AND(bắt, hổ)"}, Reading{"hổ NEAR 5", "NEAR/10(hổ, 5)"},
        Reading{"hổ NEAR/3 5 gấu", "AND(NEAR/3(hổ, 5), gấu)"},
        Reading{"hổ 2018...", "AND(hổ, 2018)"}, Reading{"TÊ VA NGÀ", "AND(tê, va, ngà)"},
        Reading{"count(hổ) ≥\n2", "count >= 2(hổ)"}, Reading{"lang:VI hổ", "AND(language:VI, hổ)"},
        Reading{"hổ date:2018-10", "AND(hổ, date:2018-10-01..2018-10-31)"},
        Reading{"hổ date:2018-12..2019-W01", "AND(hổ, date:2018-12-01..2019-01-06)"}));

INSTANTIATE_TEST_SUITE_P(
    Unmarked, ParserReads,
    ::testing::Values(Reading{"CITES", "~cites"}, Reading{"sung te giac", "~\"sung te giac\""},
                      Reading{"\"sung te giac\"", "~\"sung te giac\""},
                      Reading{"TP.HCM", "~\"tp hcm\""}, Reading{"WWF OR IUCN", "OR(~wwf, ~iucn)"},
                      Reading{"nga voi -\"san bay\" Nam Phi",
                              "AND(~\"nga voi\", NOT(~\"san bay\"), ~\"nam phi\")"},
                      Reading{"nga \"te giac\" voi", "AND(~nga, ~\"te giac\", ~voi)"},
                      Reading{"nga AND voi", "AND(~nga, ~voi)"},
                      Reading{"nga voi NEAR/9 Nam Phi", "NEAR/9(~\"nga voi\", ~\"nam phi\")"},
                      Reading{"title:nga voi", "AND(~title:nga, ~voi)"},
                      Reading{"title:(nga voi)", "~title:\"nga voi\""},
                      Reading{"exact:(nga voi)", "AND(nga, voi)"},
                      Reading{"exact:\"nga voi\"", "\"nga voi\""},
                      Reading{"author:(Le An)", "AND(author:le, author:an)"},
                      Reading{"sung te giac VÀ Nam Phi", "AND(~\"sung te giac\", ~\"nam phi\")"},
                      Reading{"count(nga voi) > 1", "count > 1(~\"nga voi\")"},
                      Reading{"nga vo* te giac", "AND(~nga, ~vo*, ~\"te giac\")"},
                      Reading{"lead:nga voi", "AND(~lead:nga, ~voi)"},
                      Reading{"lead:(nga voi)", "~lead:\"nga voi\""},
                      Reading{"VIET NAM VA LAO", "~\"viet nam va lao\""},
                      Reading{"VA voi", "~\"va voi\""}, Reading{"nga GAN voi", "~\"nga gan voi\""},
                      Reading{"'nga voi' te", "AND(~\"nga voi\", ~te)"},
                      Reading{"CITES VÀ WWF", "AND(~cites, ~wwf)"}));

INSTANTIATE_TEST_SUITE_P(
    Others, ParserReads,
    ::testing::Values(Reading{"", "*"}, Reading{" \n ", "*"}, Reading{"*", "*"},
                      Reading{"* -outlet:a.vn", "AND(*, NOT(outlet:a.vn))"},
                      Reading{"@species", "@species"}, Reading{"@species/tiger", "@species/tiger"},
                      Reading{"topic:policy", "topic:policy"}, Reading{"lang:EN", "language:EN"},
                      Reading{"section:\"Pháp luật\"", "section:\"Pháp luật\""},
                      Reading{"outlet:(a.vn OR b.vn)", "OR(outlet:a.vn, outlet:b.vn)"},
                      Reading{"a OR (b OR (c OR d))", "OR(~a, ~b, ~c, ~d)"}));

TEST(QueryParser, AMarkAnywhereMakesEveryWordExact) {
  EXPECT_EQ(tree("CITES AND section:\"Thế giới\""), "AND(cites, section:\"Thế giới\")");
  EXPECT_EQ(tree("CITES AND section:kinh-te"), "AND(~cites, section:kinh-te)");
}

TEST(QueryParser, OperatorsInSmallLettersAreWordsAndTold) {
  const auto notes = [](std::string_view query, Dialect dialect) {
    return parse_query(query, dialect).value().notes;
  };
  EXPECT_EQ(tree("hổ or gấu"), "AND(hổ, or, gấu)");
  EXPECT_EQ(notes("hổ or gấu", Dialect::user),
            std::vector<std::string>{"\"or\" is asked as a word; the operator is OR"});
  EXPECT_EQ(notes("rhino and not horn", Dialect::user).size(), 2U);
  EXPECT_TRUE(notes("\"this and that\" OR hổ", Dialect::user).empty());
  EXPECT_TRUE(notes("this and that", Dialect::topic).empty());
}

TEST(QueryParser, ATopicFileIsAlwaysExactAndMayHoldComments) {
  EXPECT_EQ(tree("# horns\nCITES rhino # and so on\n OR WWF", Dialect::topic),
            "OR(AND(cites, rhino), wwf)");
  EXPECT_EQ(tree("CITES #tag"), "~\"cites tag\"");
}

struct Mistake {
  const char* query;
  const char* message;
};

class ParserPointsAt : public ::testing::TestWithParam<Mistake> {};

TEST_P(ParserPointsAt, TheMistake) { EXPECT_EQ(error(GetParam().query), GetParam().message); }

INSTANTIATE_TEST_SUITE_P(
    Mistakes, ParserPointsAt,
    ::testing::Values(
        Mistake{"hổ AND", "nothing to search for after AND\n  hổ AND\n     ^^^"},
        Mistake{"AND hổ", "nothing to search for before AND\n  AND hổ\n  ^^^"},
        Mistake{"hổ OR OR gấu", "nothing to search for after OR\n  hổ OR OR gấu\n     ^^"},
        Mistake{"(hổ", "this parenthesis is never closed\n  (hổ\n  ^"},
        Mistake{"hổ)", "this parenthesis was never opened\n  hổ)\n    ^"},
        Mistake{"hổ ()", "there is nothing between these parentheses\n  hổ ()\n     ^^"},
        Mistake{"hổ \"ngà voi", "this quote does not end\n  hổ \"ngà voi\n     ^"},
        Mistake{"hổ \"--\"", "there is no word between these quotes\n  hổ \"--\"\n     ^^^^"},
        Mistake{"tilte:hổ", "no field \"tilte\" can be asked\n  tilte:hổ\n  ^^^^^^"},
        Mistake{"kind:article", "no field \"kind\" can be asked\n  kind:article\n  ^^^^^"},
        Mistake{"title: hổ", "nothing stands right after \"title:\"\n  title: hổ\n  ^^^^^^"},
        Mistake{"@Loài", "this is not the name of a lexicon\n  @Loài\n  ^^^^^"},
        Mistake{"hổ NEAR/0 gấu", "NEAR wants a number of words\n  hổ NEAR/0 gấu\n     ^^^^^^"},
        Mistake{"hổ NEAR/100 gấu",
                "NEAR wants a number of words\n  hổ NEAR/100 gấu\n     ^^^^^^^^"},
        Mistake{"hổ NEAR/2 -gấu",
                "nothing to search for after NEAR/2\n  hổ NEAR/2 -gấu\n     ^^^^^^"},
        Mistake{"v*i", "only the end of a word can be cut off with *\n  v*i\n  ^^^"},
        Mistake{"hổ –*", "* wants the beginning of one word right before it\n  hổ –*\n     ^^"},
        Mistake{"a.b*", "* wants the beginning of one word right before it\n  a.b*\n  ^^^^"},
        Mistake{"outlet:vn*", "outlet: is asked with a whole value\n  outlet:vn*\n         ^^^"},
        Mistake{"outlet:@species",
                "a lexicon cannot be asked in outlet:\n  outlet:@species\n         ^^^^^^^^"},
        Mistake{"author:5..7",
                "author: is asked with words, not with numbers\n  author:5..7\n         ^^^^"},
        Mistake{"hổ ADJ/100 gấu", "ADJ wants a number of words\n  hổ ADJ/100 gấu\n     ^^^^^^^"},
        Mistake{"hổ GẦN/x gấu", "GẦN wants a number of words\n  hổ GẦN/x gấu\n     ^^^^^"},
        Mistake{"SENT hổ", "nothing to search for before SENT\n  SENT hổ\n  ^^^^"},
        Mistake{"hổ NOT SENT", "nothing to search for after SENT\n  hổ NOT SENT\n         ^^^^"},
        Mistake{"hổ SENT outlet:a.vn",
                "SENT wants words, phrases or @lexicons on both sides\n  hổ SENT outlet:a.vn\n"
                "          ^^^^^^^^^^^"},
        Mistake{"count(hổ)",
                "how many? A comparison must follow these parentheses\n  count(hổ)\n  ^^^^^^^^^"},
        Mistake{"count(hổ) >= x",
                "a comparison wants a whole number of at most six digits\n  count(hổ) >= x\n"
                "            ^^^^"},
        Mistake{"count(hổ) >= 1000000",
                "a comparison wants a whole number of at most six digits\n  count(hổ) >= 1000000\n"
                "            ^^^^^^^^^^"},
        Mistake{"count(hổ)>2.5 gấu",
                "a comparison wants a whole number of at most six digits\n  count(hổ)>2.5 gấu\n"
                "           ^^^^"},
        Mistake{"count(hổ) <",
                "a comparison wants a whole number of at most six digits\n  count(hổ) <\n"
                "            ^"},
        Mistake{"count(hổ) > 1 > 2",
                "a comparison stands only right after count(...)\n  count(hổ) > 1 > 2\n"
                "                ^^^"},
        Mistake{"hổ --gấu", "two signs before one word\n  hổ --gấu\n     ^^"},
        Mistake{"hổ +-gấu", "two signs before one word\n  hổ +-gấu\n     ^^"},
        Mistake{"\"tê giá*\"", "a phrase holds whole words, and no *\n  \"tê giá*\"\n  ^^^^^^^^^"},
        Mistake{"hổ > 5", "a comparison stands only right after count(...)\n  hổ > 5\n     ^^^"},
        Mistake{"5..5..6 hổ", "this is no range of numbers\n  5..5..6 hổ\n  ^^^^^^^"},
        Mistake{"hổ 20..50kg", "this is no range of numbers\n  hổ 20..50kg\n     ^^^^^^^^"},
        Mistake{"2018-10..2018-12",
                "this is no range of numbers\n  2018-10..2018-12\n  ^^^^^^^^^^^^^^^^"},
        Mistake{"nga lang:xx", "no language \"xx\"\n  nga lang:xx\n           ^^"},
        Mistake{"voi HOAC ho",
                "this is the operator HOẶC without its marks, or a word\n  voi HOAC ho\n"
                "      ^^^^"},
        Mistake{"hổ GAN/5 gấu",
                "this is the operator GẦN without its marks, or a word\n  hổ GAN/5 gấu\n"
                "     ^^^^^"},
        Mistake{"KHONG voi",
                "this is the operator KHÔNG without its marks, or a word\n  KHONG voi\n  ^^^^^"},
        Mistake{"hổ | voi", "this is not how the operator OR is written\n  hổ | voi\n     ^"},
        Mistake{"hổ||voi", "this is not how the operator OR is written\n  hổ||voi\n  ^^^^^^^"},
        Mistake{"hổ && voi", "this is not how the operator AND is written\n  hổ && voi\n     ^^"},
        Mistake{"hổ !voi", "this is not how the operator NOT is written\n  hổ !voi\n     ^^^^"},
        Mistake{"hổ !(voi)", "this is not how the operator NOT is written\n  hổ !(voi)\n     ^"},
        Mistake{"hổ NEAR 5 gấu",
                "a number of words, or a word to be near?\n  hổ NEAR 5 gấu\n     ^^^^^^"},
        Mistake{"hổ NEAR5 gấu",
                "this is not how the operator NEAR/5 is written\n  hổ NEAR5 gấu\n     ^^^^^"},
        Mistake{"hổ CÂU/3 gấu",
                "this is not how the operator CÂU is written\n  hổ CÂU/3 gấu\n     ^^^^^"},
        Mistake{"count(hổ gấu) > 1",
                "count wants words, phrases or @lexicons\n  count(hổ gấu) > 1\n       ^^^^^^^^"},
        Mistake{"count(hổ", "this parenthesis is never closed\n  count(hổ\n       ^"},
        Mistake{"(hổ) > 1",
                "a comparison stands only right after count(...)\n  (hổ) > 1\n       ^^^"},
        Mistake{"date:hôm-qua",
                "\"hôm-qua\" is not a date, week, month or year\n  date:hôm-qua\n       ^^^^^^^"},
        Mistake{"date:2019..2018",
                "this range ends before it begins\n  date:2019..2018\n       ^^^^^^^^^^"},
        Mistake{"TÒA VÀ ÁN",
                "among words in capitals this may be an operator or a word\n  TÒA VÀ ÁN\n      ^^"},
        Mistake{"hổ NEAR/2 (a b)",
                "NEAR wants words, phrases or @lexicons on both sides\n  hổ NEAR/2 (a b)\n"
                "            ^^^^^"},
        Mistake{"&", "the query has no word\n  &\n  ^"},
        Mistake{"voi www.a.vn",
                "an address is no word of an article\n  voi www.a.vn\n      ^^^^^^^^"},
        Mistake{"một\nhai AND\nba AND", "nothing to search for after AND\n  ba AND\n     ^^^"}));

TEST(QueryParser, ALongQueryShowsOnlyThePlaceOfTheMistake) {
  std::string query;
  for (int i = 0; i < 200; ++i) query += "voọc ";
  const std::string message = error(query + "AND");
  EXPECT_LT(message.size(), 250U);
  EXPECT_NE(message.find("…"), std::string::npos);
}

TEST(QueryParser, TenThousandParenthesesAreAnErrorNotACrash) {
  EXPECT_NE(
      error(std::string(10'000, '(') + "a" + std::string(10'000, ')')).find("deeper than 100"),
      std::string::npos);
  EXPECT_NE(error(std::string(10'000, '(')).find("deeper than 100"), std::string::npos);
  std::string nots;
  for (int i = 0; i < 10'000; ++i) nots += "NOT ";
  EXPECT_NE(error(nots + "a").find("deeper than 100"), std::string::npos);
  std::string fields;
  for (int i = 0; i < 9'000; ++i) fields += "title:";
  EXPECT_NE(error(fields + "a").find("deeper than 100"), std::string::npos);
  std::string chain = "a";
  for (int i = 0; i < 4'000; ++i) chain += " SENT a";
  EXPECT_NE(error(chain).find("deeper than 100"), std::string::npos);
  std::string counts;
  for (int i = 0; i < 9'000; ++i) counts += "count(";
  EXPECT_NE(error(counts + "a").find("deeper than 100"), std::string::npos);
}

TEST(QueryParser, AHundredParenthesesAreRead) {
  EXPECT_EQ(tree(std::string(100, '(') + "a" + std::string(100, ')')), "~a");
}

TEST(QueryParser, TooManyWordsAndTooManyBytesAreErrors) {
  std::string query;
  for (int i = 0; i < 5'001; ++i) query += "a OR ";
  EXPECT_NE(error(query + "a").find("more than 5000 words"), std::string::npos);
  std::string words;
  for (int i = 0; i < 200; ++i) words += " voi";
  EXPECT_EQ(tree("\"" + words + "\""), tree(words));
  const std::string_view too_long = "a phrase of more than 200 words";
  EXPECT_EQ(error(words + " ca").substr(0, too_long.size()), too_long);
  EXPECT_EQ(error("\"" + words + " cá\"").substr(0, too_long.size()), too_long);
  EXPECT_TRUE(parse_query(words + " cá"));  // words with marks are no phrase
  EXPECT_NE(error(std::string(70'000, 'a')).find("longer than"), std::string::npos);
}

TEST(QueryParser, BytesThatAreNotUtf8AreAnErrorAndShownEscaped) {
  EXPECT_EQ(error("voi \xff( nga"), "this is not UTF-8\n  voi \\xff( nga\n      ^^^^");
  EXPECT_EQ(error("ng\xe0 voi"), "this is not UTF-8\n  ng\\xe0 voi\n    ^^^^");  // windows-1258
}

TEST(QueryParser, AnyRowOfPiecesIsAQueryOrAnErrorWithAPlace) {
  const std::vector<std::string> pieces = {"(",      ")",       "\"",
                                           "“",      "AND ",    "OR ",
                                           "NOT ",   "-",       "+",
                                           " ",      "voi",     "ngà ",
                                           "title:", "exact:",  "fold:",
                                           "topic:", "outlet:", "@a/b ",
                                           "@",      "NEAR/3 ", "NEAR",
                                           "*",      "SENT ",   "NOT SENT ",
                                           "ADJ/2 ", "count(",  "count(a) >= 2",
                                           "> 1",    "5..7 ",   "date:2018",
                                           "lead:",  "vo* ",    "VÀ ",
                                           "KHÔNG ", "..",      "#",
                                           "\n",     "\xcc",    "\xff",
                                           "x:y",    ":",       "1.2",
                                           "–",      "(a OR b)"};
  std::mt19937 random(42);
  std::size_t good = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string query;
    for (std::size_t left = random() % 12; left > 0; --left)
      query += pieces[random() % pieces.size()];
    const auto dialect = i % 2 == 0 ? Dialect::user : Dialect::topic;
    const auto parsed = parse_query(query, dialect);
    good += parsed ? 1 : 0;
    if (parsed) {
      EXPECT_FALSE(to_text(parsed->root).empty());
      EXPECT_LE(parsed->root.place.end, query.size());
    } else {
      EXPECT_NE(parsed.error().message.find('^'), std::string::npos) << query;
    }
  }
  EXPECT_GT(good, 1'000U);
}

TEST(QueryParser, DecomposedLettersAreTheSameWords) {
  EXPECT_EQ(tree("nga\xcc\x80"), "ngà");  // n g a U+0300
}

}  // namespace
}  // namespace saola::query
