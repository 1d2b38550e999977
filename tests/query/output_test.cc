#include "query/output.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "query/per_10k.h"

namespace saola::query {
namespace {

std::string written(Format format, const Columns& columns,
                    const std::vector<std::vector<Value>>& rows, bool byte_order_mark = true) {
  std::ostringstream out;
  const auto output = make_output({format, byte_order_mark}, out);
  output->begin(columns);
  for (const auto& row : rows) output->row(row);
  EXPECT_TRUE(output->end());
  return out.str();
}

const Columns kTwo{{{"name"}, {"articles"}}, Layout::table};

TEST(CsvOutput, BeginsWithAByteOrderMarkAndEndsLinesWithCrLf) {
  EXPECT_EQ(written(Format::csv, kTwo, {{"ngà voi", std::int64_t{3}}}),
            "\xef\xbb\xbfname,articles\r\nngà voi,3\r\n");
  EXPECT_EQ(written(Format::csv, kTwo, {}, false), "name,articles\r\n");
}

TEST(CsvOutput, WritesEveryCellAsCsvCellDoes) {
  for (const std::string text :
       {"", "2018-W41", "a.vn", "a_b", "-1", "1-2", ".5", "=1", "a,b", "a\x1b[1m", "nói \"không\"",
        "r03-x", "'a", "@x", "1\n2", "đ", "\xff"}) {
    EXPECT_EQ(written(Format::csv, {{{"cell"}}}, {{text}}, false),
              "cell\r\n" + csv_cell(text) + "\r\n");
  }
}

TEST(CsvOutput, WritesNothingForAQuestionThatFailed) {
  std::ostringstream out;
  make_output({Format::csv}, out)->begin(kTwo);
  EXPECT_EQ(out.str(), "");
}

TEST(CsvOutput, QuotesWhatRfc4180WantsQuoted) {
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("nói \"không\""), "\"nói \"\"không\"\"\"");
  EXPECT_EQ(csv_cell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(csv_cell("a b;c"), "a b;c");
  EXPECT_EQ(csv_cell(""), "");
}

TEST(CsvOutput, MakesFormulasHarmless) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("+84 912"), "'+84 912");
  EXPECT_EQ(csv_cell("-cmd"), "'-cmd");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("\t=1"), "' =1");
  EXPECT_EQ(csv_cell("\r=1"), "' =1");
  EXPECT_EQ(csv_cell("\n=1"), "\"'\n=1\"");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"http://x\",\"y\")"),
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(csv_cell("a=b"), "a=b");
  for (const std::string sign : {"＝", "＋", "－", "＠"})
    EXPECT_EQ(csv_cell(sign + "1"), "'" + sign + "1");
  EXPECT_EQ(csv_cell("–1"), "–1");  // a dash
}

TEST(CsvOutput, LeavesItsOwnNumbersAlone) {
  EXPECT_EQ(written(Format::csv, kTwo, {{Decimal{-1.5, 2}, std::int64_t{-3}}}, false),
            "name,articles\r\n-1.50,-3\r\n");
}

TEST(CsvOutput, EscapesControlCharacters) { EXPECT_EQ(csv_cell("a\x1b[31mb"), "a\\x1b[31mb"); }

TEST(CsvOutput, LeavesUnknownValuesEmptyAndJoinsLists) {
  EXPECT_EQ(written(Format::csv, kTwo, {{Value{}, std::vector<std::string>{"a", "b"}}}, false),
            "name,articles\r\n,a;b\r\n");
}

TEST(JsonOutput, WritesOneObjectALineThatReadsBack) {
  const std::string hostile = "\"</script>\n\\ =1 \xff \x01";
  const std::string line = written(Format::json, kTwo, {{hostile, std::int64_t{3}}});
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  const auto object = nlohmann::json::parse(line);
  EXPECT_EQ(object["articles"], 3);
  EXPECT_EQ(object["name"], "\"</script>\n\\ =1 \xef\xbf\xbd \x01");
}

TEST(JsonOutput, KeepsKeysInOrderAndWritesUnknownAsNull) {
  EXPECT_EQ(written(Format::json, kTwo, {{Value{}, Decimal{2, 2}}}),
            "{\"name\": null, \"articles\": 2.00}\n");
  EXPECT_EQ(
      written(Format::json, kTwo, {{std::vector<std::string>{}, std::vector<std::string>{"a"}}}),
      "{\"name\": [], \"articles\": [\"a\"]}\n");
}

TEST(UrlsOutput, WritesOneLineARowAlsoWithoutUrl) {
  const Columns columns{{{"id"}, {"url"}}, Layout::cards};
  EXPECT_EQ(written(Format::urls, columns, {{"1", "https://a.vn/1"}, {"2", Value{}}}),
            "https://a.vn/1\nurn:saola:import:2\n");
}

TEST(TextOutput, AlignsColumnsByLettersNotBytes) {
  EXPECT_EQ(written(Format::text, kTwo, {{"ngà", std::int64_t{7}}, {"voi rừng", std::int64_t{12}}}),
            "name      articles\n"
            "ngà              7\n"
            "voi rừng        12\n");
}

TEST(TextOutput, NeverSendsEscapesToATerminal) {
  const std::string text =
      written(Format::text, kTwo, {{"\x1b]0;evil\x07\nnext", std::int64_t{1}}});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST(TextOutput, WritesCardsAndBareNumbers) {
  const Columns cards{{{"title", true}, {"id", false, false}, {"snippet"}}, Layout::cards};
  EXPECT_EQ(written(Format::text, cards, {{"A", "1", "x"}, {Value{}, "2", Value{}}}),
            "A\n    x\n\n-\n");
  EXPECT_EQ(written(Format::text, {{{"articles"}}, Layout::bare}, {{std::int64_t{5}}}), "5\n");
}

TEST(Output, SaysWhenTheStreamTookNoMore) {
  std::ostringstream out;
  const auto output = make_output({}, out);
  output->begin(kTwo);
  out.setstate(std::ios::badbit);
  const auto ended = output->end();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, Code::io);
}

TEST(Per10k, RoundsHalvesUpAsASpreadsheetDoes) {
  const auto text = [](std::uint64_t articles, std::uint64_t all) {
    const Value value = per_10k(articles, all);
    return written(Format::csv, {{{"x"}}, Layout::table}, {{value}}, false).substr(3);
  };
  EXPECT_EQ(text(1, 16000), "0.63\r\n");  // 0.625
  EXPECT_EQ(text(1, 3), "3333.33\r\n");
  EXPECT_EQ(text(2, 3), "6666.67\r\n");
  EXPECT_EQ(text(0, 5), "0.00\r\n");
  EXPECT_EQ(text(5, 5), "10000.00\r\n");
  EXPECT_EQ(text(0, 0), "\r\n");
}

TEST(Format, IsReadByName) {
  EXPECT_EQ(parse_format("csv"), Format::csv);
  EXPECT_EQ(parse_format("xml").error().code, Code::usage);
}

TEST(Output, DrawsMarkedPlacesBoldWhereThatIsWanted) {
  const auto card = [](OutputOptions options) {
    std::ostringstream out;
    const auto output = make_output(options, out);
    output->begin({{{"id"}, {"snippet"}}, Layout::cards});
    output->row({Value{"1"}, Value{Marked{"Thu ngà voi\x1b[2J.", {{4, 7}, {8, 11}}}}});
    EXPECT_TRUE(output->end());
    return out.str();
  };
  EXPECT_EQ(card({.bold = true}),
            "\n    1\n    Thu \x1b[1mngà\x1b[0m \x1b[1mvoi\x1b[0m\\x1b[2J.\n");
  EXPECT_EQ(card({}), "\n    1\n    Thu ngà voi\\x1b[2J.\n");
  EXPECT_EQ(card({.format = Format::json, .bold = true}),
            "{\"id\": \"1\", \"snippet\": \"Thu ngà voi\\u001b[2J.\"}\n");
}

}  // namespace
}  // namespace saola::query
