#include "indexer/extract/prompts.h"

#include <gtest/gtest.h>

namespace saola::extract {
namespace {

TEST(Prompts, AreKnownByTheirFirstWordsInManyLanguages) {
  for (const char* text : {"Xem thêm: Bắt xe khách chở tê tê", ">> Đọc bài đầy đủ",
                           "Read more about this", "Lesen Sie auch: Wilderei in Namibia",
                           "Czytaj więcej", "© Hãng tin Ví Dụ", "Sign in or create an account"})
    EXPECT_TRUE(is_prompt(text)) << text;
}

TEST(Prompts, AWordThatOnlyBeginsLikeOneIsNone) {
  EXPECT_FALSE(is_prompt("Readmission of pangolins to the wild took months."));
  EXPECT_FALSE(is_prompt("Công an đã bắt giữ hai người."));
}

TEST(Captions, EndWithWhoMadeThePicture) {
  EXPECT_TRUE(is_caption("Tang vật vụ án tại cơ quan công an. Ảnh: CACC"));
  EXPECT_TRUE(is_caption("Rangers on patrol. (Photo: Example Agency)"));
  EXPECT_FALSE(is_caption("Dưới đây là một số hình ảnh:"));
  EXPECT_FALSE(is_caption("The pictures were bought by Getty Images."));
  EXPECT_FALSE(is_caption("Anh: Tôi không biết đó là ngà voi."));
  EXPECT_FALSE(is_caption("Ảnh: CACC. Công an sau đó đã khám xét nhà riêng của nghi phạm."));
}

TEST(Bylines, NameAPersonBehindAPreposition) {
  EXPECT_TRUE(is_byline("Von Anna Muster, Frankfurt"));
  EXPECT_TRUE(is_byline("By Nguyen Van A"));
  EXPECT_FALSE(is_byline("By the river they found traps."));
  EXPECT_FALSE(is_byline("By Monday the traps were gone."));
}

}  // namespace
}  // namespace saola::extract
