#include "base/page_key.h"

#include <gtest/gtest.h>

namespace saola {
namespace {

std::string key(std::string_view url) { return page_key(parse_url(url).value()); }

const std::string kPage = "https://baomau.vn/phap-luat/bat-hai-nguoi-1001.html";

TEST(PageKey, TwinsOfAPageHaveItsKey) {
  for (const char* twin : {
           "http://baomau.vn/phap-luat/bat-hai-nguoi-1001.html",
           "https://www.baomau.vn/phap-luat/bat-hai-nguoi-1001.html",
           "https://m.baomau.vn/phap-luat/bat-hai-nguoi-1001.html?utm_source=zalo",
           "https://www.m.baomau.vn/phap-luat/bat-hai-nguoi-1001.html",
           "https://amp.baomau.vn/phap-luat/bat-hai-nguoi-1001.html",
           "https://baomau.vn/amp/phap-luat/bat-hai-nguoi-1001.html",
           "https://baomau.vn/phap-luat/bat-hai-nguoi-1001.html/amp/",
           "https://baomau.vn/phap-luat/bat-hai-nguoi-1001.html.amp",
           "https://baomau.vn/phap-luat/bat-hai-nguoi-1001.html?amp",
           "https://baomau.vn/phap-luat/bat-hai-nguoi-1001.html?outputType=amp",
           "https://baomau.vn/phap-luat/bat-hai-nguoi-1001.html?page=2",
           "https://baomau.vn/phap-luat/bat-hai-nguoi-1001.html?m=1&page=1#comments",
       }) {
    EXPECT_EQ(key(twin), kPage) << twin;
  }
  EXPECT_EQ(key(kPage), kPage);
}

TEST(PageKey, OtherPagesKeepTheirOwn) {
  EXPECT_NE(key("https://baomau.vn/the-gioi?page=2"), key("https://baomau.vn/the-gioi"));
  EXPECT_NE(key("https://baomau.vn/?page=1234"), key("https://baomau.vn/"));
  EXPECT_NE(key("https://baomau.vn/tin.aspx?id=7"), key("https://baomau.vn/tin.aspx?id=8"));
  EXPECT_NE(key("https://baomau.vn/mot-hai-ba?page=2017"), key("https://baomau.vn/mot-hai-ba"));
  EXPECT_NE(key("https://e.baomau.vn/a"), key("https://baomau.vn/a"));
  EXPECT_NE(key("https://baomau.vn:8443/a"), key("https://baomau.vn/a"));
  EXPECT_NE(key("https://baomau.vn/camp"), key("https://baomau.vn/c"));
}

TEST(PageKey, AHostThatIsOnlyAMarkStays) {
  EXPECT_EQ(key("https://m.com.vn/a"), "https://m.com.vn/a");
  EXPECT_EQ(key("https://amp.vn/"), "https://amp.vn/");
  EXPECT_EQ(key("http://127.0.0.1/a/"), "https://127.0.0.1/a");
  EXPECT_EQ(key("https://baomau.vn/amp/"), "https://baomau.vn/");
}

bool are_twins(const std::string& own, const std::string& named) {
  return can_be_twins(*parse_url("https://" + own), *parse_url("https://" + named));
}

TEST(CanBeTwins, APageMayNameAnotherAddressOfItself) {
  EXPECT_TRUE(are_twins("m.baomau.vn/bat-te-te-123456.html", "baomau.vn/bat-te-te-123456.html"));
  EXPECT_TRUE(are_twins("baomau.vn/thoi-su/bat-te-te-123456.html",
                        "baomau.vn/phap-luat/bat-giu-te-te-123456.html"));
  EXPECT_TRUE(are_twins("baomau.vn/bat-te-te.html?page=2", "baomau.vn/bat-te-te.html"));
  EXPECT_TRUE(are_twins("baomau.vn/bat-te-te.html?nguon=trang-nhat", "baomau.vn/bat-te-te.html"));
  EXPECT_TRUE(are_twins("baomau.vn/?p=123456", "baomau.vn/post123456.html"));
  EXPECT_TRUE(are_twins("baomau.vn/in/tin-1", "baomau.vn/tin-1"));
  EXPECT_TRUE(are_twins("baomau.vn/a/giai-thuong-idUSKBN1ZI0EH", "baomau.vn/a-idUSKBN1ZI0EH"));
}

TEST(CanBeTwins, APageThatNamesAnotherArticleIsNotBelieved) {
  EXPECT_FALSE(are_twins("baomau.vn/bat-te-te-123456.html", "baomau.vn/"));
  EXPECT_FALSE(are_twins("baomau.vn/thoi-su/bat-te-te-123456.html", "baomau.vn/thoi-su"));
  EXPECT_FALSE(are_twins("baomau.vn/bat-te-te-123456.html", "baomau.vn/bat-te-te-123457.html"));
  EXPECT_FALSE(are_twins("baomau.vn/bat-te-te-123456.html", "khac.vn/bat-te-te-123456.html"));
  EXPECT_FALSE(are_twins("baomau.vn/tin.aspx?id=7", "baomau.vn/tin.aspx"));
  EXPECT_FALSE(are_twins("baomau.vn/tin.aspx?id=7", "baomau.vn/tin.aspx?id=8"));
  EXPECT_FALSE(are_twins("baomau.vn/2017/11/index.html", "baomau.vn/2017/12/index.html"));
  EXPECT_FALSE(are_twins("baomau.vn/20171114/bat-te-te", "baomau.vn/20171114/tha-te-te"));
  EXPECT_FALSE(are_twins("baomau.vn/?p=123456", "baomau.vn/?p=123457"));
}

}  // namespace
}  // namespace saola
