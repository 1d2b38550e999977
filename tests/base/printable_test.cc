#include "base/printable.h"

#include <gtest/gtest.h>

namespace saola {
namespace {

TEST(Printable, VietnameseTextStaysAsItIs) {
  EXPECT_EQ(printable("Sừng tê giác ở Tân Sơn Nhất"), "Sừng tê giác ở Tân Sơn Nhất");
}

TEST(Printable, TerminalEscapesAreShownNotObeyed) {
  EXPECT_EQ(printable("\x1b[31mred\x07"), "\\x1b[31mred\\x07");
  EXPECT_EQ(printable("\xc2\x9b"), "\\x9b");  // C1 CSI
}

TEST(Printable, DirectionOverridesAndBadBytesAreShown) {
  EXPECT_EQ(printable("a\xe2\x80\xae"), "a\\u{202e}");
  EXPECT_EQ(printable("a\xff"), "a\\xff");
}

TEST(Printable, LineBreaksBecomeOneSpaceUnlessKept) {
  EXPECT_EQ(printable("a\r\n\tb"), "a b");
  EXPECT_EQ(printable_lines("a\nb"), "a\nb");
}

TEST(Printable, JsonKeepsItsValuesButNoTerminalControls) {
  EXPECT_EQ(printable_json("{\"t\":\"tê\xc2\x9b\x7f\xe2\x80\xae\"}"),
            "{\"t\":\"tê\\u009b\\u007f\\u202e\"}");
}

TEST(Printable, EllipsisCountsCharactersNotBytes) {
  EXPECT_EQ(ellipsis("tê giác", 7), "tê giác");
  EXPECT_EQ(ellipsis("tê giác", 4), "tê …");
  EXPECT_EQ(ellipsis("", 4), "");
}

}  // namespace
}  // namespace saola
