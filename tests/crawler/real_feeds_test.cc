// Every entry of the real feeds in ../shared, where it is present, has the local time that its pubDate prints. The expected time is
// worked out here by a pattern for each outlet's one shape, not by the parser under test.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include <fmt/format.h>

#include "base/file.h"
#include "crawler/door_reader.h"

namespace saola::crawler {
namespace {

// "2026-08-23T05:20:00" of "8/23/2026 5:20:00 AM" or "Sun, 23 Aug 26 05:20:00 ..."; empty: another shape.
std::string expected_local(std::string text) {
  const auto narrow = text.find("\u202F");
  if (narrow != std::string::npos) text.replace(narrow, 3, " ");
  int a = 0, b = 0, year = 0, hour = 0, minute = 0, second = 0;
  char word[8] = {};
  if (std::sscanf(text.c_str(), "%d/%d/%d %d:%d:%d %2s", &a, &b, &year, &hour, &minute, &second,
                  word) == 7) {
    hour = hour % 12 + (word[0] == 'P' ? 12 : 0);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year, a, b, hour, minute, second);
  }
  const auto comma = text.find(", ");
  if (comma == std::string::npos) return "";
  if (std::sscanf(text.c_str() + comma + 2, "%d %3s %d %d:%d:%d", &b, word, &year, &hour, &minute,
                  &second) != 6)
    return "";
  const std::string months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const int month = static_cast<int>(months.find(word) / 3) + 1;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year < 100 ? year + 2000 : year, month,
                     b, hour, minute, second);
}

TEST(RealFeeds, EveryEntryHasTheTimeThatItsFeedPrints) {
  const std::filesystem::path folder = std::filesystem::path(SAOLA_SHARED_DIR) / "data/feeds";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  const Url url = parse_url("https://feeds.example.vn/rss").value();
  std::size_t feeds = 0, entries = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".rss") continue;
    const auto bytes = read_file(file.path());
    ASSERT_TRUE(bytes.has_value());
    const auto feed = read_door({*bytes, "application/rss+xml", url, DoorType::feed}, 1 << 24);
    ASSERT_TRUE(feed.has_value()) << file.path();
    EXPECT_EQ(feed->damage, "") << file.path();
    EXPECT_EQ(feed->without_link + feed->unread_dates, 0U) << file.path();
    ++feeds;
    for (const FeedEntry& entry : feed->entries) {
      ++entries;
      const std::string expected = expected_local(entry.published_text);
      ASSERT_NE(expected, "") << entry.published_text;
      ASSERT_TRUE(entry.published.has_value()) << entry.published_text;
      EXPECT_EQ(to_iso(*entry.published).substr(0, 19), expected) << entry.published_text;
      const bool is_gmt = entry.published_text.ends_with("GMT");
      EXPECT_EQ(entry.published->offset, is_gmt ? std::chrono::minutes(0) : kHomeOffset)
          << entry.published_text;
      EXPECT_FALSE(entry.title.empty());
      EXPECT_EQ(entry.title.find('<'), std::string::npos) << entry.title;
    }
  }
  EXPECT_EQ(feeds, 18U);
  EXPECT_EQ(entries, 503U);
}

}  // namespace
}  // namespace saola::crawler
