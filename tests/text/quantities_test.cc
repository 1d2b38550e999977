// Numbers that articles say: own sentences, each with what a reader would note down.
#include "text/quantities.h"

#include <gtest/gtest.h>

#include "text/number_words.h"

namespace saola::text {
namespace {

std::string said(std::string_view text) {
  Analyzer analyzer;
  const auto tokens = analyzer.analyze(text);
  std::string all;
  for (const Quantity& quantity : find_quantities(tokens, text)) {
    all += (all.empty() ? "" : "; ") + to_string(quantity);
  }
  return all;
}

struct Row {
  const char* text;
  const char* said;
};

void check(std::span<const Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(said(row.text), row.said) << row.text;
}

TEST(Quantities, OfWeight) {
  const Row rows[] = {
      {"Thu giữ 1.200 kg vảy tê tê.", "1200 kg"},
      {"Thu giữ 1,2 tấn ngà voi.", "1200 kg"},
      {"Hơn hai tấn ngà voi.", "2000 kg"},
      {"Bắt 41kg sừng tê giác.", "41 kg"},
      {"Khoảng 2,5kg cao hổ.", "2.5 kg"},
      {"Có 300 gram mật gấu.", "0.3 kg"},
      {"Một con gấu nặng 3 tạ.", "1 animals; 300 kg"},
      {"Mỗi con nặng 3-5 kg.", "3-5 kg"},
      {"Nặng từ 10 đến 12 kg.", "10-12 kg"},
      {"Lô hàng 11.414,5 kg.", "11414.5 kg"},
      {"Nặng 0,250 kg.", "0.25 kg"},
      {"Nửa cân, rồi 5 lạng mật ong rừng.", "0.5 kg"},
      {"Officers seized 1,200 kg of scales.", "1200 kg"},
      {"Two tonnes of ivory were found.", "2000 kg"},
      {"Some 8.25 tons of scales.", "8250 kg"},
      {"The horn weighs 3.5 kilograms.", "3.5 kg"},
      {"Một ngàn hai trăm lời khen.", ""},
      {"Phủ sóng 4G, rồi 5G; tìm thấy 40g cao hổ.", "0.04 kg"},
  };
  check(rows);
}

TEST(Quantities, OfAnimals) {
  const Row rows[] = {
      {"Giải cứu hơn 30 cá thể tê tê.", "30 animals"},
      {"Bắt người chở năm con khỉ.", "5 animals"},
      {"Có hai mươi lăm con rắn hổ mang.", "25 animals"},
      {"Thả 1.500 con rùa về tự nhiên.", "1500 animals"},
      {"Mười hai cá thể gấu ngựa.", "12 animals"},
      {"Anh có hai con trai và 3 con nhỏ.", ""},
      {"Năm 2018, xe đi qua 2 con đường.", ""},
      {"Rangers freed 12 live pangolins.", "12 animals"},
      {"About 300 baby turtles were released.", "300 animals"},
      {"Four tigers and three cubs were frozen.", "4 animals; 3 animals"},
      {"More than 2,000 animals died.", "2000 animals"},
      {"Hàng chục con chim bị nhốt.", ""},
  };
  check(rows);
}

TEST(Quantities, OfPieces) {
  const Row rows[] = {
      {"Giấu 12 khúc ngà voi trong gỗ.", "12 pieces"},
      {"Phát hiện ba chiếc sừng tê giác.", "3 pieces"},
      {"Có 2 bộ da hổ và 5 nanh gấu.", "2 pieces; 5 pieces"},
      {"Thu 4 tấm da báo.", "4 pieces"},
      {"Thu giữ 14 mỏ chim hồng hoàng.", "14 pieces"},
      {"Chiều 30/9, da hổ bị thu giữ; ngày 30/9 con hổ chết.", ""},
      {"Hai tiêu bản hổ nhồi bông.", "2 pieces"},
      {"Thu 3 chiếc điện thoại và 2 xe máy.", ""},
      {"They hid 40 elephant tusks.", "40 pieces"},
      {"Customs found 55 pieces of rhino horn.", "55 pieces"},
      {"He carried six rhino horns.", "6 pieces"},
  };
  check(rows);
}

TEST(Quantities, OfPeople) {
  const Row rows[] = {
      {"Có 99% người được hỏi, 99 % đối tượng.", ""},
      {"Bắt giữ 3 đối tượng.", "3 people"},
      {"Năm người Việt bị bắt.", "5 people"},
      {"Tòa tuyên phạt bốn bị cáo.", "4 people"},
      {"Khởi tố 2 bị can về tội buôn lậu.", "2 people"},
      {"Từ năm 2018 người dân nộp súng.", ""},
      {"Hai công dân Việt Nam bị tạm giữ.", "2 people"},
      {"Police arrested two Vietnamese men.", "2 people"},
      {"Five suspects appeared in court.", "5 people"},
      {"Eleven Vietnamese nationals were held.", "11 people"},
  };
  check(rows);
}

TEST(Quantities, OfMonthsInPrison) {
  const Row rows[] = {
      {"Bị phạt 12 năm tù.", "144 months of prison"},
      {"Tuyên hai năm sáu tháng tù.", "30 months of prison"},
      {"Lĩnh 2 năm 6 tháng tù giam.", "30 months of prison"},
      {"Nhận 18 tháng tù nhưng hưởng án treo.", "18 months of prison"},
      {"Mức án 10 năm cho kẻ cầm đầu.", "120 months of prison"},
      {"Mười năm tù cho kẻ buôn ngà.", "120 months of prison"},
      {"Năm năm tù cho người bán hổ.", "60 months of prison"},
      {"Có thể bị phạt từ 6 tháng đến 3 năm tù.", "6-36 months of prison"},
      {"Khung phạt 5-10 năm tù.", "60-120 months of prison"},
      {"Sau 12 năm, đàn voi đã lớn.", ""},
      {"Anh làm ở đây hai năm.", ""},
      {"He got five years in prison.", "60 months of prison"},
      {"She was jailed for 18 months.", "18 months of prison"},
      {"A 12-year prison sentence.", "144 months of prison"},
      {"Two years and six months in jail.", "30 months of prison"},
      {"He worked there for five years.", ""},
  };
  check(rows);
}

TEST(Quantities, OfMoney) {
  const Row rows[] = {
      {"Phạt 300 triệu đồng.", "300000000 VND"},
      {"Trị giá 1,5 tỷ đồng.", "1500000000 VND"},
      {"Giá 2-3 triệu đồng một con.", "2000000-3000000 VND; 1 animals"},
      {"Phạt 5.000.000 đồng.", "5000000 VND"},
      {"Bán 500.000đ một ký.", "500000 VND; 1 kg"},
      {"Trị giá 2 triệu USD.", "2000000 USD"},
      {"Khoảng 40.000 đô la.", "40000 USD"},
      {"Mười triệu đồng tiền thưởng.", "10000000 VND"},
      {"The horns are worth $1.5 million.", "1500000 USD"},
      {"A fine of US$20,000 was paid.", "20000 USD"},
      {"Fined 300 million dong.", "300000000 VND"},
      {"Valued at 2 million dollars.", "2000000 USD"},
      {"Cánh đồng 300 hecta.", ""},
  };
  check(rows);
}

TEST(Quantities, SayWhereTheyStand) {
  const std::string text = "Thu giữ hơn 1,2 tấn ngà voi.";
  Analyzer analyzer;
  const auto tokens = analyzer.analyze(text);
  const auto found = find_quantities(tokens, text);
  ASSERT_EQ(found.size(), 1U);
  const auto begin = tokens[found[0].first].span.begin;
  EXPECT_EQ(text.substr(begin, tokens[found[0].last - 1].span.end - begin), "1,2 tấn");
}

TEST(Figures, AreReadAsTheLanguageWritesThem) {
  EXPECT_EQ(figures("1.200", false), 1200);
  EXPECT_EQ(figures("1,200", false), 1.2);
  EXPECT_EQ(figures("1,200", true), 1200);
  EXPECT_EQ(figures("1.5", false), 1.5);
  EXPECT_EQ(figures("1.234.567", true), 1234567);
  EXPECT_EQ(figures("1.234,5", false), 1234.5);
  EXPECT_EQ(figures("1,234.5", true), 1234.5);
  EXPECT_EQ(figures("0.500", false), 0.5);
  EXPECT_FALSE(figures("abc", false));
  EXPECT_FALSE(figures("1.2.3.4.5.6", false));
}

TEST(Quantities, OfNothing) { EXPECT_EQ(said(""), ""); }

TEST(Quantities, AreAsWrittenOrNotTold) {
  EXPECT_EQ(said("Có 9007199254740992 con voi."), "9007199254740992 animals");
  EXPECT_EQ(said("Có 999999999999999999999999 con voi và 2 con hổ."), "2 animals");
}

}  // namespace
}  // namespace saola::text
