#include "store/named_fields.h"

#include <gtest/gtest.h>

namespace saola::store {
namespace {

TEST(NamedFields, NamesAreFoundInAnyCase) {
  const NamedFields fields{{"Content-Type", "text/html"}, {"X", "1"}};
  EXPECT_EQ(value_of(fields, "content-TYPE"), "text/html");
  EXPECT_EQ(value_of(fields, "Content"), std::nullopt);
}

TEST(NamedFields, SettingReplacesTheFirstAndRemovesTheOthers) {
  NamedFields fields{{"A", "1"}, {"B", "2"}, {"a", "3"}};
  set_value(fields, "a", "9");
  EXPECT_EQ(fields, (NamedFields{{"A", "9"}, {"B", "2"}}));
  set_value(fields, "C", "4");
  EXPECT_EQ(fields.back(), (NamedField{"C", "4"}));
}

TEST(NamedFields, WhatIsWrittenIsReadBack) {
  const NamedFields fields{{"entry-title", "Bắt 3 kg vảy tê tê: hai người bị giữ"}, {"empty", ""}};
  const auto read = parse_named_fields(to_lines(fields));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, fields);
}

TEST(NamedFields, AHostileValueMakesNoFieldOfItsOwn) {
  const std::string lines = to_lines({{"entry-title", "tin\r\noutlet: evil\n\nx"}});
  EXPECT_EQ(lines, "entry-title: tin  outlet: evil  x\r\n");
}

// WARC 1.1, 4: "Header fields can be extended over multiple lines by preceding each extra line with at least one space
// or tab character."
TEST(NamedFields, Warc4FoldedLinesAreOneValue) {
  const auto fields = parse_named_fields("a: one\r\n two\r\n\t three\r\nb:x\r\n");
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields, (NamedFields{{"a", "one two three"}, {"b", "x"}}));
}

TEST(NamedFields, BareLineFeedsEndLinesToo) {
  EXPECT_EQ(parse_named_fields_leniently("a: 1\nb: 2\n\nc: 3\n"),
            (NamedFields{{"a", "1"}, {"b", "2"}}));
}

TEST(NamedFields, ABadLineIsNamedByItsNumber) {
  const auto fields = parse_named_fields("a: 1\r\nnonsense\r\n");
  ASSERT_FALSE(fields);
  EXPECT_EQ(fields.error().message, "line 2: no \"name: value\"");
  EXPECT_EQ(parse_named_fields_leniently("a: 1\r\nnonsense\r\n"), (NamedFields{{"a", "1"}}));
}

TEST(NamedFields, TheHeadEndsBehindItsBlankLine) {
  EXPECT_EQ(end_of_head("a: 1\r\n\r\nbody"), 8u);
  EXPECT_EQ(end_of_head("a: 1\n\nbody"), 6u);
  EXPECT_EQ(end_of_head("a: 1\r\n\nbody"), 7u);
  EXPECT_EQ(end_of_head("\r\nbody"), 2u);
  EXPECT_EQ(end_of_head("a: 1\r\nb"), std::nullopt);
  EXPECT_EQ(end_of_head(""), std::nullopt);
}

}  // namespace
}  // namespace saola::store
