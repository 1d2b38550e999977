#include "store/varint.h"

#include <gtest/gtest.h>

namespace saola::store {
namespace {

TEST(Varint, ReadsBackWhatItWroteInAsManyBytesAsItSaid) {
  for (const std::uint32_t number : {0U, 1U, 127U, 128U, 16'383U, 16'384U, 2'097'151U, 2'097'152U,
                                     268'435'455U, 268'435'456U, 4'294'967'295U}) {
    std::string bytes = "x";
    append_varint(number, bytes);
    EXPECT_EQ(bytes.size(), 1 + varint_bytes(number)) << number;
    std::size_t at = 1;
    EXPECT_EQ(read_varint(bytes, at), number);
    EXPECT_EQ(at, bytes.size()) << number;
  }
}

TEST(Varint, RefusesWhatIsCutOffOrTooLarge) {
  for (const std::string_view bytes :
       {"", "\x80", "\xFF\xFF", "\xFF\xFF\xFF\xFF\x10", "\xFF\xFF\xFF\xFF\xFF\x01"}) {
    std::size_t at = 0;
    EXPECT_FALSE(read_varint(bytes, at)) << bytes.size();
  }
}

}  // namespace
}  // namespace saola::store
