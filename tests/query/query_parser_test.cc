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
        Reading{"NOT bắt NEAR/2 voọc", "NOT(NEAR/2(bắt, voọc))"}));

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
                      Reading{"author:(Le An)", "AND(author:le, author:an)"}));

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
        Mistake{"day:20181006", "no field \"day\" can be asked\n  day:20181006\n  ^^^^"},
        Mistake{"title: hổ", "nothing stands right after \"title:\"\n  title: hổ\n  ^^^^^^"},
        Mistake{"title:@species", "nothing to search for after title:\n  title:@species\n  ^^^^^^"},
        Mistake{"@Loài", "this is not the name of a lexicon\n  @Loài\n  ^^^^^"},
        Mistake{"voi*", "words cannot be cut off with *\n  voi*\n  ^^^^"},
        Mistake{"hổ NEAR/0 gấu", "NEAR wants a number of words\n  hổ NEAR/0 gấu\n     ^^^^^^"},
        Mistake{"hổ NEAR/100 gấu",
                "NEAR wants a number of words\n  hổ NEAR/100 gấu\n     ^^^^^^^^"},
        Mistake{"hổ NEAR/2 -gấu",
                "nothing to search for after NEAR/2\n  hổ NEAR/2 -gấu\n     ^^^^^^"},
        Mistake{"a NEAR/2 b NEAR/2 c",
                "NEAR joins two things, not three\n  a NEAR/2 b NEAR/2 c\n             ^^^^^^"},
        Mistake{"hổ NEAR/2 (a b)",
                "NEAR wants words, phrases or @lexicons on both sides\n  hổ NEAR/2 (a b)\n"
                "            ^^^^^"},
        Mistake{"&", "the query has no word\n  &\n  ^"},
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
}

TEST(QueryParser, AHundredParenthesesAreRead) {
  EXPECT_EQ(tree(std::string(100, '(') + "a" + std::string(100, ')')), "~a");
}

TEST(QueryParser, TooManyWordsAndTooManyBytesAreErrors) {
  std::string query;
  for (int i = 0; i < 5'001; ++i) query += "a OR ";
  EXPECT_NE(error(query + "a").find("more than 5000 words"), std::string::npos);
  EXPECT_NE(error(std::string(70'000, 'a')).find("longer than"), std::string::npos);
}

TEST(QueryParser, BytesThatAreNotUtf8PartWordsAndAreShownEscaped) {
  EXPECT_EQ(tree("voi\xff"
                 "nga"),
            "~\"voi nga\"");
  EXPECT_NE(error("\xff( ").find("\\xff("), std::string::npos);
}

TEST(QueryParser, AnyRowOfPiecesIsAQueryOrAnErrorWithAPlace) {
  const std::vector<std::string> pieces = {
      "(",       ")",     "\"",  "“",       "AND ",   "OR ",    "NOT ",    "-",
      "+",       " ",     "voi", "ngà ",    "title:", "exact:", "fold:",   "topic:",
      "outlet:", "@a/b ", "@",   "NEAR/3 ", "NEAR",   "*",      "#",       "\n",
      "\xcc",    "\xff",  "x:y", ":",       "1.2",    "–",      "(a OR b)"};
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
