#include "crawler/sitemap.h"

#include <gtest/gtest.h>

namespace saola::crawler {
namespace {

const Url kBase = parse_url("https://baomau.vn/sitemap.xml").value();

TEST(Sitemap, ReadsNewsEntries) {
  const auto feed = parse_sitemap(
      "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc> "
      "https://baomau.vn/a-1.html </loc>"
      "<lastmod>2017-11-15</lastmod><news:news><news:publication><news:name>Báo "
      "Mẫu</news:name></news:publication>"
      "<news:publication_date>2017-11-14T10:00:00+07:00</news:publication_date>"
      "<news:title>Bắt &quot;ông trùm&quot;</news:title></news:news></url>"
      "<url><loc>/b-2.html</loc><lastmod>2017-11-16T01:02:03Z</lastmod></url><url><lastmod>x</"
      "lastmod></url></urlset>",
      kBase);
  ASSERT_TRUE(feed.has_value());
  ASSERT_EQ(feed->entries.size(), 2U);
  EXPECT_EQ(feed->entries[0].url.str(), "https://baomau.vn/a-1.html");
  EXPECT_EQ(feed->entries[0].title, "Bắt \"ông trùm\"");
  EXPECT_EQ(to_iso(*feed->entries[0].published), "2017-11-14T10:00:00+07:00");
  EXPECT_FALSE(feed->entries[1].published.has_value()) << "lastmod says nothing of the first day";
  EXPECT_EQ(to_iso(*feed->entries[1].modified), "2017-11-16T01:02:03+00:00");
  EXPECT_EQ(feed->without_link, 1U);
}

TEST(Sitemap, ADamagedOneKeepsItsEntries) {
  const auto feed =
      parse_sitemap("<urlset><url><loc>/a-1</loc></url><url><loc>/b-2</loc></ur", kBase);
  ASSERT_TRUE(feed.has_value());
  EXPECT_NE(feed->damage, "");
  EXPECT_EQ(feed->entries.size(), 2U);
}

TEST(Sitemap, OtherXmlIsNone) { EXPECT_FALSE(parse_sitemap("<rss/>", kBase).has_value()); }

TEST(Sitemap, AnIndexIsAskedWhereNewsIs) {
  const auto feed = parse_sitemap(
      "<sitemapindex><sitemap><loc>/s-2017-09.xml</loc><lastmod>2017-09-30</lastmod></sitemap>"
      "<sitemap><loc>/s-2017-11.xml</loc><lastmod>2017-11-14</lastmod></sitemap>"
      "<sitemap><loc>/s-2017-10.xml</loc><lastmod>2017-10-31</lastmod></sitemap>"
      "<sitemap><loc>/sitemap-news.xml</loc></sitemap></sitemapindex>",
      kBase);
  ASSERT_TRUE(feed.has_value());
  EXPECT_EQ(feed->format, "sitemap index");
  const Instant since = parse_iso("2017-10-15", kHomeOffset)->utc;
  const auto picked = pick_sitemaps(feed->sitemaps, since, 2);
  ASSERT_EQ(picked.size(), 2U);
  EXPECT_EQ(picked[0].url.path, "/sitemap-news.xml");
  EXPECT_EQ(picked[1].url.path, "/s-2017-11.xml");
  EXPECT_EQ(pick_sitemaps(feed->sitemaps, since, 9).size(), 3U);
}

TEST(Sitemap, OfShardsWithoutATimeTheHighestNumbersAreTheNewest) {
  std::vector<SitemapLink> shards;
  for (int month = 1; month <= 12; ++month) {
    const std::string url = "https://baomau.vn/sitemap-2017-" + std::to_string(month) + ".xml";
    shards.push_back({parse_url(url).value(), {}});
  }
  shards.push_back({parse_url("https://baomau.vn/sitemap-2016-12.xml").value(), {}});
  const auto picked = pick_sitemaps(shards, Instant(), 4);
  ASSERT_EQ(picked.size(), 4U);
  EXPECT_EQ(picked[0].url.path, "/sitemap-2017-12.xml");
  EXPECT_EQ(picked[3].url.path, "/sitemap-2017-9.xml");
}

}  // namespace
}  // namespace saola::crawler
