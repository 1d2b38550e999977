#include "crawler/feed_list.h"

#include <gtest/gtest.h>

namespace saola::crawler {
namespace {

TEST(FeedList, ReadsUrlAndWords) {
  const FeedList list = parse_feed_list(
      "# the doors\n"
      "https://baomau.vn/rss/phap-luat.rss outlet=BaoMau name=\"Báo Mẫu\" section=law lang=VI "
      "type=feed tier=1\n"
      "\n"
      "https://www.tinrung.com.vn/  # a comment\n",
      "feeds.txt");
  ASSERT_TRUE(list.errors.empty());
  ASSERT_EQ(list.doors.size(), 2U);
  const Door& door = list.doors[0];
  EXPECT_EQ(door.url.str(), "https://baomau.vn/rss/phap-luat.rss");
  EXPECT_EQ(door.outlet, "baomau");
  EXPECT_EQ(door.name, "Báo Mẫu");
  EXPECT_EQ(door.section, "law");
  EXPECT_EQ(door.lang, "vi");
  EXPECT_EQ(door.type, DoorType::feed);
  EXPECT_EQ(door.tier, "1");
  EXPECT_EQ(door.line, 2);
  EXPECT_EQ(list.doors[1].outlet, "tinrung.com.vn");
  EXPECT_EQ(list.doors[1].type, DoorType::any);
  EXPECT_EQ(list.doors[1].line, 4);
}

TEST(FeedList, ABrokenLineIsReportedAndTheOthersWork) {
  const FeedList list = parse_feed_list(
      "https://a.vn/1.rss\n"
      "not a url\n"
      "https://a.vn/2.rss type=blog\n"
      "https://a.vn/3.rss colour=red\n"
      "https://a.vn/4.rss name=\"open\n"
      "https://a.vn/5.rss lonely\n"
      "ftp://a.vn/6.rss\n"
      "https://a.vn/7.rss lang=\n"
      "https://a.vn/b\xFFo.rss\n"
      "https://a.vn/8.rss\n",
      "my/feeds.txt");
  ASSERT_EQ(list.doors.size(), 2U);
  EXPECT_EQ(list.doors[1].url.str(), "https://a.vn/8.rss");
  ASSERT_EQ(list.errors.size(), 8U);
  for (std::size_t i = 0; i < list.errors.size(); ++i) {
    EXPECT_TRUE(list.errors[i].message.starts_with("my/feeds.txt:" + std::to_string(i + 2) + ": "))
        << list.errors[i].message;
    EXPECT_FALSE(list.errors[i].hint.empty()) << list.errors[i].message;
  }
}

TEST(FeedList, ADoorNamedTwiceIsKeptOnce) {
  const FeedList list =
      parse_feed_list("https://a.vn/rss\nhttps://A.vn/rss section=law\n", "feeds.txt");
  EXPECT_EQ(list.doors.size(), 1U);
  ASSERT_EQ(list.errors.size(), 1U);
  EXPECT_EQ(list.errors[0].message, "feeds.txt:2: the same door as in line 1");
}

TEST(FeedList, AFragmentSignInsideAWordIsNoComment) {
  const FeedList list = parse_feed_list("https://a.vn/rss#top name=\"Tin # 1\"\r\n", "feeds.txt");
  ASSERT_EQ(list.doors.size(), 1U);
  EXPECT_EQ(list.doors[0].url.str(), "https://a.vn/rss");
  EXPECT_EQ(list.doors[0].name, "Tin # 1");
}

TEST(FeedList, AByteOrderMarkAndNoLineEndAreFine) {
  EXPECT_EQ(parse_feed_list("\xEF\xBB\xBFhttps://a.vn/rss", "f").doors.size(), 1U);
  EXPECT_TRUE(parse_feed_list("", "f").doors.empty());
}

TEST(FeedList, AMissingFileIsNamed) {
  const auto list = read_feed_list("/nowhere/feeds.txt");
  ASSERT_FALSE(list.has_value());
  EXPECT_EQ(list.error().code, Code::not_found);
  EXPECT_NE(list.error().message.find("/nowhere/feeds.txt"), std::string::npos);
}

}  // namespace
}  // namespace saola::crawler
