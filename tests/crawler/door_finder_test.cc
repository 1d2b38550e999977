#include "crawler/door_finder.h"

#include <gtest/gtest.h>

#include "crawler/opml.h"

namespace saola::crawler {
namespace {

const Url kHome = parse_url("https://baomau.vn/").value();

std::string urls(const std::vector<Door>& doors) {
  std::string out;
  for (const Door& door : doors) out += door.url.target() + " ";
  return out;
}

TEST(DoorFinder, TakesWhatThePageNamesFirst) {
  const NamedDoors named = doors_named_by(
      "<head><link rel='alternate' hreflang='en' href='/en/'>"
      "<link rel=\"Alternate\" type=\"application/rss+xml\" title='RSS' href='/rss/home.rss'>"
      "<link rel=alternate type='application/atom+xml; charset=utf-8' href='/atom'>"
      "<link rel='alternate stylesheet' href='/a.css' type='text/css'></head>"
      "<a href='/rss/the-gioi.rss'>RSS</a><a href='/rss/the-gioi.rss'>lại</a>"
      "<a href='https://khac.vn/rss/x.rss'>khác</a><a href='/rss'>RSS</a>"
      "<a href='/kenh-rss.htm'>Kênh</a><a href='/rss/28/rss-xa-hoi.xml'>xã hội</a>"
      "<a href='/anh/feed-the-cats.html'>mèo</a><a href='/sitemap.xml'>sitemap</a>",
      "text/html; charset=utf-8", kHome);
  EXPECT_EQ(urls(named.doors),
            "/rss/home.rss /atom /rss/the-gioi.rss /rss /rss/28/rss-xa-hoi.xml ");
  ASSERT_EQ(named.directories.size(), 2U);
  EXPECT_EQ(named.directories[1].target(), "/kenh-rss.htm");
  EXPECT_EQ(named.doors[0].outlet, "baomau.vn");
}

TEST(DoorFinder, ReadsTheSitemapsOfRobotsTxt) {
  const auto doors = sitemaps_named_by(
      "User-agent: *\r\nDisallow: /x\r\nSITEMAP:https://baomau.vn/news.xml \r\nSitemap: /b.xml\n"
      "sitemap: https://cdn.example/c.xml\nSitemap:\nSitemap: /b.xml\n# Sitemap: /no.xml",
      kHome);
  EXPECT_EQ(urls(doors), "/news.xml /b.xml /c.xml ");
  EXPECT_EQ(doors[2].outlet, "baomau.vn") << "the outlet's, wherever it lies";
  EXPECT_EQ(doors[0].type, DoorType::sitemap);
}

TEST(DoorFinder, UsualDoorsLieOnTheSite) {
  for (const Door& door : usual_doors(kHome)) EXPECT_EQ(door.url.origin(), kHome.origin());
  EXPECT_GE(usual_doors(kHome).size(), 10U);
}

TEST(Opml, ReadsWhatFeedReadersExport) {
  const auto list = parse_opml(
      "\xef\xbb\xbf<?xml version=\"1.0\"?><opml version=\"1.1\"><head/><body>"
      "<outline text=\"Pháp luật\"><outline type=\"rss\" text=\"Báo A\" title=\"A\" "
      "xmlUrl=\"https://a.vn/rss\" htmlUrl=\"https://a.vn/\"/>"
      "<outline type='rss' title='Báo B' xmlURL='https://b.vn/feed' language='VI'/></outline>"
      "<outline text='Lặp' xmlUrl='https://a.vn/rss'/><outline text='hỏng' xmlUrl='feed:x'/>"
      "<outline text='thư mục'/></body></opml>",
      "list.opml");
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_EQ(list->doors.size(), 2U);
  EXPECT_EQ(to_line(list->doors[0]), "https://a.vn/rss name=\"Báo A\" section=\"Pháp luật\"");
  EXPECT_EQ(to_line(list->doors[1]),
            "https://b.vn/feed name=\"Báo B\" section=\"Pháp luật\" lang=vi");
  ASSERT_EQ(list->errors.size(), 1U);
  EXPECT_NE(list->errors[0].message.find("list.opml: outline 5"), std::string::npos)
      << list->errors[0].message;
}

TEST(Opml, BudgetsComeBack) {
  Door door;
  door.url = *parse_url("https://baomau.vn/rss");
  door.outlet = "baomau.vn";
  door.budget = {500, 40'000'000};
  const auto back = parse_opml(to_opml(std::vector<Door>{door}), "list.opml");
  ASSERT_EQ(back->doors.size(), 1U);
  EXPECT_EQ(back->doors[0].budget, door.budget);
  EXPECT_NE(to_line(back->doors[0]).find("requests=500 megabytes=40"), std::string::npos);
  const auto odd = parse_opml(
      "<opml xmlns:saola='x'><outline xmlUrl='http://a.vn/rss' saola:requests='-1' "
      "saola:megabytes='many'/></opml>",
      "list.opml");
  EXPECT_EQ(odd->doors.at(0).budget, Budget());
}

TEST(Opml, WhatIsNoOpmlIsAnError) {
  EXPECT_FALSE(parse_opml("<rss/>", "a"));
  EXPECT_FALSE(parse_opml("", "a"));
  const auto cut = parse_opml("<opml><body><outline xmlUrl='https://a.vn/rss'/><outline", "a");
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->doors.size(), 1U);
  EXPECT_EQ(cut->errors.size(), 1U) << "that something is missing is told";
}

TEST(FeedLine, ReadsBackAsTheSameDoor) {
  const std::string line =
      "https://a.vn/rss?x=1 outlet=bao-a name=\"Báo A # 1\" section=law lang=vi tier=2 type=page "
      "requests=500 megabytes=20";
  const FeedList list = parse_feed_list(line, "feeds.txt");
  ASSERT_EQ(list.doors.size(), 1U);
  EXPECT_EQ(to_line(list.doors[0]), line);
  Door odd = list.doors[0];
  odd.name = "say \"hi\"";
  EXPECT_EQ(parse_feed_list(to_line(odd), "f").doors.at(0).name, "say 'hi'");
}

}  // namespace
}  // namespace saola::crawler
