// Doors and robots.txt that are small and would cost much: each is read in seconds, or refused by name.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "crawler/door_reader.h"
#include "crawler/robots.h"

namespace saola::crawler {
namespace {

constexpr std::size_t kDoorBytes = 16u << 20;
// Of CPU: less than one, ten times that under sanitizers; what grows with the square takes minutes.
constexpr double kMostSeconds = 25;

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string filled(std::string body, std::string_view part, std::size_t bytes = 2u << 20) {
  body.reserve(bytes + part.size());
  while (body.size() < bytes) body += part;
  return body;
}

/// Reads a door. @return its entries; -1: refused.
int read(const std::string& body, DoorType type = DoorType::any, std::string_view mime = "") {
  const double begin = seconds();
  const auto feed = read_door({body, mime, *parse_url("http://a.test/"), type}, kDoorBytes);
  EXPECT_LT(seconds() - begin, kMostSeconds);
  return feed ? static_cast<int>(feed->entries.size()) : -1;
}

TEST(Bombs, ItemsThatAreNeverClosed) {
  std::string body = "<rss><channel>";
  for (int i = 0; i < 40'000; ++i) body += fmt::format("<item><link>/{}</link>{:100}", i, "x");
  EXPECT_EQ(read(body), 40'000);
}

TEST(Bombs, ADescriptionOfScripts) {
  const std::string link = "</description><link>http://a.test/1</link></item></channel></rss>";
  const std::string head = "<rss><channel><item><description>";
  EXPECT_EQ(read(filled(head + "<![CDATA[", "<script>x</script>") + "]]>" + link), 1);
  EXPECT_EQ(read(filled(head, "&lt;script>&lt;/script>") + link), 1);
  EXPECT_EQ(read(filled(head, "&lt;script>") + link), 1);
}

TEST(Bombs, AnItemOfEndlessChildren) {
  EXPECT_EQ(read(filled("<rss><channel><item><link>http://a.test/1</link>", "<abcdefghijk/>") +
                 "</item></channel></rss>"),
            1);
}

TEST(Bombs, ATitleAnAuthorAndADateOfMegabytes) {
  const std::string text = filled("", "tê giác ", 1u << 20);
  const std::string body = fmt::format(
      "<rss><channel><item><title>{0}</title><author>{0}</author><pubDate>{0}</pubDate>"
      "<link>http://a.test/1</link></item></channel></rss>",
      text);
  const auto feed = read_door({body, "", *parse_url("http://a.test/"), DoorType::any}, kDoorBytes);
  ASSERT_TRUE(feed && feed->entries.size() == 1);
  const FeedEntry& entry = feed->entries[0];
  EXPECT_LE(entry.title.size(), kMaxTitleBytes);
  EXPECT_TRUE(entry.title.starts_with("tê giác tê giác"));
  EXPECT_LE(entry.author.size() + entry.published_text.size(), 2 * kMaxTitleBytes);
}

TEST(Bombs, AddressesThatAreLongerThanServersTake) {
  const std::string item = "<item><link>http://a.test/{}</link></item>";
  const std::string body =
      "<rss><channel>" + fmt::format(fmt::runtime(item), std::string(kMaxUrlBytes, 'x')) +
      fmt::format(fmt::runtime(item), filled("", "ế", 1u << 20)) +
      fmt::format(fmt::runtime(item), filled("", "ế", kMaxUrlBytes / 2)) +
      fmt::format(fmt::runtime(item), std::string(1000, 'x')) + "</channel></rss>";
  const auto feed = read_door({body, "", *parse_url("http://a.test/"), DoorType::any}, kDoorBytes);
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->entries.size(), 1U);
  EXPECT_EQ(feed->without_link, 3U);
}

TEST(Bombs, JsonThatIsNestedEndlessly) {
  EXPECT_EQ(read("{\"items\":" + std::string(300'000, '[')), -1);
  EXPECT_EQ(read("{\"items\":[" + std::string(200'000, '[') + std::string(200'000, ']') +
                 ",{\"url\":\"/a-1\"}]}"),
            1);
}

// Each <b> that is left open is opened again in each paragraph behind it (HTML Standard, 13.2.4.3).
TEST(Bombs, FormattingThatIsLeftOpen) {
  const std::string list =
      "<html><body><a href='/kiem-lam-tha-te-te-ve-rung-1001.html'>Kiểm lâm thả tê tê</a>";
  std::string once = list + "<p>";
  for (int i = 0; i < 1900; ++i) once += fmt::format("<b id={}>", i);
  EXPECT_EQ(read(filled(once, "<p>x", 600'000), DoorType::page), 1);
  std::string each = list;
  for (int i = 0; i < 90'000; ++i) each += fmt::format("<p><font id={}>x", i);
  EXPECT_EQ(read(each, DoorType::page), 1);
}

TEST(Bombs, LinksWithinLinks) {
  std::string body = "<html><body>";
  for (int i = 0; i < 500; ++i) {
    body += fmt::format("<a href='/kiem-lam-tha-te-te-ve-rung-{}.html'><object>", 1000 + i);
  }
  EXPECT_EQ(read(filled(body, "Kiểm lâm <br>", 2u << 20), DoorType::page), 500);
}

TEST(Bombs, BytesThatGrowWhenTheyAreRead) {
  const std::string declared = "<?xml encoding=\"windows-1258\"?><rss>";
  for (const std::string& body :
       {filled("<rss><channel><item>", "\xff"), filled(declared, "\xd2")}) {
    const auto feed = read_door({body, "", *parse_url("http://a.test/"), DoorType::any}, 3u << 20);
    ASSERT_FALSE(feed) << "two megabytes in UTF-8 are four and six";
    EXPECT_EQ(feed.error().code, Code::refused);
  }
}

// Half a file of agents and half a file of delays are no twenty thousand times twenty thousand delays.
TEST(Bombs, ARobotsTxtOfAgentsAndDelays) {
  std::string file = filled("", "User-agent: a\n", Robots::kMaxBytes / 2);
  file += "User-agent: Saola\n";
  file = filled(std::move(file), "Crawl-delay: 1\n", Robots::kMaxBytes - 100) + "Crawl-delay: 7\n";
  const double begin = seconds();
  const Robots robots = Robots::parse(file);
  EXPECT_EQ(robots.crawl_delay("Saola"), std::chrono::milliseconds(7000));
  EXPECT_EQ(robots.crawl_delay("a"), std::chrono::milliseconds(7000));
  EXPECT_FALSE(robots.crawl_delay("b"));
  EXPECT_LT(seconds() - begin, kMostSeconds);
}

}  // namespace
}  // namespace saola::crawler
