#include "base/utf8.h"

#include <gtest/gtest.h>

namespace saola {
namespace {

TEST(Utf8, EveryScalarValueComesBack) {
  for (char32_t c : {0x0U, 0x7fU, 0x80U, 0x7ffU, 0x800U, 0x1ed9U, 0xffffU, 0x10000U, 0x10ffffU}) {
    std::string bytes;
    append_utf8(bytes, c);
    EXPECT_EQ(decode_utf8(bytes, 0).value, c);
    EXPECT_EQ(decode_utf8(bytes, 0).bytes, bytes.size());
  }
}

TEST(Utf8, WhatRfc3629ForbidsIsFoundWithItsOffset) {
  EXPECT_EQ(find_bad_utf8("tê giác"), std::nullopt);
  EXPECT_EQ(find_bad_utf8("ab\xc0\x80"), 2U);        // overlong
  EXPECT_EQ(find_bad_utf8("\xed\xa0\x80"), 0U);      // surrogate
  EXPECT_EQ(find_bad_utf8("\xf4\x90\x80\x80"), 0U);  // over U+10FFFF
  EXPECT_EQ(find_bad_utf8("a\xe1\xbb"), 1U);         // cut off
}

TEST(Utf8, ABadByteStandsForOneReplacement) {
  EXPECT_FALSE(decode_utf8("\xff", 0).valid);
  EXPECT_EQ(decode_utf8("\xff", 0).bytes, 1U);
  EXPECT_TRUE(decode_utf8("\uFFFD", 0).valid);
  EXPECT_EQ(mend_utf8("a\xe1\xbb g"), "a\uFFFD\uFFFD g");
  EXPECT_EQ(to_utf8(to_code_points("tê giác \xff")), "tê giác \uFFFD");
}

TEST(Utf8, AsciiIsPassedOver) {
  for (std::size_t size = 0; size < 20; ++size) {
    const std::string ascii(size, 'a');
    EXPECT_EQ(skip_ascii(ascii, 0), size);
    EXPECT_EQ(skip_ascii(ascii + "ê" + ascii, 0), size);
    EXPECT_EQ(skip_ascii("ê" + ascii, 2), size + 2);
    EXPECT_EQ(find_bad_utf8(ascii + "\x80"), size);
  }
}

}  // namespace
}  // namespace saola
