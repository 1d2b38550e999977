#include "text/language.h"

#include <gtest/gtest.h>

#include <string>

namespace saola::text {
namespace {

TEST(Language, Vietnamese) {
  EXPECT_EQ(detect_language("Kiểm lâm bắt giữ hai người chở ngà voi"), "vi");
  EXPECT_EQ(detect_language("Kiem lam bat giu hai nguoi cho nga voi"), "vi");
  EXPECT_EQ(detect_language("TÒA ÁN TUYÊN PHẠT"), "vi");
  EXPECT_EQ(detect_language("Samsung Galaxy Note ra mắt tại Việt Nam"), "vi");
}

TEST(Language, English) {
  EXPECT_EQ(detect_language("Rangers seize ivory from two men in the national park"), "en");
  EXPECT_EQ(detect_language("Two men held over rhino horn at Noi Bai airport"), "en");
  EXPECT_EQ(detect_language("The court in Hà Nội has jailed a man for smuggling pangolins"), "en");
}

TEST(Language, Other) {
  EXPECT_EQ(detect_language("Deux hommes arrêtés avec des cornes de rhinocéros à l'aéroport"),
            "other");
  EXPECT_EQ(
      detect_language("Zwei Männer wurden mit dem Horn eines Nashorns und Elfenbein festgenommen"),
      "other");
  EXPECT_EQ(detect_language("Двое мужчин задержаны с рогом носорога"), "other");
  EXPECT_EQ(detect_language("警方 在 机场 查获 象牙"), "other");
}

TEST(Language, TooShortToSay) {
  EXPECT_EQ(detect_language(""), "");
  EXPECT_EQ(detect_language("Ngà voi"), "");
  EXPECT_EQ(detect_language("12 34 56 78"), "");
}

}  // namespace
}  // namespace saola::text
