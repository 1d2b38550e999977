#include "crawler/feed_parser.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crawler/crawl.h"
#include "crawler/door_reader.h"
#include "crawler/entry_list.h"

namespace saola::crawler {
namespace {

const Url kBase = parse_url("https://baomau.vn/rss/phap-luat.rss").value();

Feed read(std::string_view xml) {
  const auto feed = parse_xml_feed(xml, kBase);
  EXPECT_TRUE(feed.has_value()) << (feed ? "" : feed.error().message);
  return feed.value_or(Feed());
}

std::string in_rss(const std::string& items) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Báo "
         "Mẫu</title>" +
         items + "</channel></rss>";
}

TEST(FeedParser, ReadsRss) {
  const Feed feed = read(
      in_rss("<item><title>Bắt hai người buôn sừng tê "
             "giác</title><link>https://baomau.vn/bat-hai-nguoi-1001.html</link>"
             "<pubDate>Tue, 14 Nov 2017 16:25:38 +0700</pubDate><dc:creator>Lan Anh</dc:creator>"
             "<description><![CDATA[<a href=\"x\"><img src=\"y.jpg\"></a></br>Công an thu 3 kg   "
             "sừng.]]></description></item>"));
  EXPECT_EQ(feed.format, "rss 2.0");
  EXPECT_EQ(feed.title, "Báo Mẫu");
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.url.str(), "https://baomau.vn/bat-hai-nguoi-1001.html");
  EXPECT_EQ(entry.title, "Bắt hai người buôn sừng tê giác");
  EXPECT_EQ(entry.summary, "Công an thu 3 kg sừng.");
  EXPECT_EQ(entry.author, "Lan Anh");
  ASSERT_TRUE(entry.published.has_value());
  EXPECT_EQ(to_iso(*entry.published), "2017-11-14T16:25:38+07:00");
  EXPECT_EQ(feed.damage, "");
}

TEST(FeedParser, ReadsAtom) {
  const Feed feed = read(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://tinrung.vn/\"><title>Tin "
      "Rừng</title>"
      "<entry><title type=\"html\">Thả &lt;b&gt;tê tê&lt;/b&gt; v&amp;#7873; rừng</title>"
      "<link rel=\"edit\" href=\"https://tinrung.vn/edit/1\"/><link href=\"tha-te-te-1002.html\"/>"
      "<id>tag:tinrung.vn,2017:1</id><published>2017-11-14T10:00:00Z</published>"
      "<updated>2017-11-15T10:00:00Z</updated><author><name>Hải Nam</name></author>"
      "<summary>Mười con A &amp; B</summary></entry></feed>");
  EXPECT_EQ(feed.format, "atom");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].url.str(), "https://tinrung.vn/tha-te-te-1002.html");
  EXPECT_EQ(feed.entries[0].title, "Thả tê tê về rừng");
  EXPECT_EQ(feed.entries[0].summary, "Mười con A & B");
  EXPECT_EQ(feed.entries[0].author, "Hải Nam");
  EXPECT_EQ(to_iso(*feed.entries[0].published), "2017-11-14T10:00:00+00:00");
  EXPECT_EQ(to_iso(*feed.entries[0].modified), "2017-11-15T10:00:00+00:00");
}

TEST(FeedParser, AnAtomEntryWithoutPublishedIsUndated) {
  const Feed feed = read(
      "<feed><entry><title>a</title><link href=\"/a-1\"/><updated>2017-11-15T10:00:00Z</updated>"
      "</entry></feed>");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_FALSE(feed.entries[0].published.has_value());
}

TEST(FeedParser, ReadsAtomWithPrefix) {
  const Feed feed = read(
      "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:title>x</a:title>"
      "<a:link href=\"/x-1\"/></a:entry></a:feed>");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].url.path, "/x-1");
}

TEST(FeedParser, ReadsRdfAndRss09) {
  const Feed rdf = read(
      "<rdf:RDF><channel rdf:about=\"x\"><title>c</title></channel>"
      "<item "
      "rdf:about=\"https://baomau.vn/a-1\"><title>a</title><dc:date>2017-11-14T10:00:00+07:00</"
      "dc:date></item>"
      "<item><title>b</title><link>https://baomau.vn/b-2</link></item></rdf:RDF>");
  ASSERT_EQ(rdf.entries.size(), 2U);
  EXPECT_EQ(rdf.entries[0].url.path, "/a-1");
  EXPECT_EQ(to_iso(*rdf.entries[0].published), "2017-11-14T10:00:00+07:00");
  const Feed old =
      read("<rss version=\"0.91\"><channel></channel><item><link>/c-3</link></item></rss>");
  ASSERT_EQ(old.entries.size(), 1U);
  EXPECT_EQ(old.format, "rss 0.91");
}

TEST(FeedParser, ReadsJsonFeed) {
  const auto feed = parse_json_feed(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"Tin","items":[
      {"id":"1","url":"/a-1","title":"Cứu hộ gấu","summary":"Hai con","date_published":"2017-11-14T10:00:00+07:00",
       "authors":[{"name":"Mai"}]},{"id":"2","content_html":"<p>x</p>"},7]})",
      kBase);
  ASSERT_TRUE(feed.has_value());
  ASSERT_EQ(feed->entries.size(), 2U);
  EXPECT_EQ(feed->entries[0].url.str(), "https://baomau.vn/a-1");
  EXPECT_EQ(feed->entries[0].author, "Mai");
  EXPECT_FALSE(parse_json_feed("{\"items\":", kBase).has_value());
  EXPECT_FALSE(parse_json_feed("[]", kBase).has_value());
}

struct Malformed {
  const char* what;
  std::string xml;
  std::size_t entries;
  const char* first_path;
  const char* first_title;
};

// Each is a fault that feeds really have; what could be made out of it stands beside it.
TEST(FeedParser, MakesTheBestOfMalformedFeeds) {
  const std::string item = "<item><title>Một</title><link>https://baomau.vn/mot-1</link></item>";
  const std::string second = "<item><title>Hai</title><link>https://baomau.vn/hai-2</link></item>";
  const Malformed cases[] = {
      {"blank line before the declaration", "\n\n " + in_rss(item), 1, "/mot-1", "Một"},
      {"garbage before the declaration", "Notice: undefined index\n" + in_rss(item), 1, "/mot-1",
       "Một"},
      {"a comment first", "<!-- cached -->" + in_rss(item), 1, "/mot-1", "Một"},
      {"text behind the end", in_rss(item) + "\n<!-- 0.2 s --> done", 1, "/mot-1", "Một"},
      {"no declaration", "<rss><channel>" + item + "</channel></rss>", 1, "/mot-1", "Một"},
      {"a stylesheet instruction", "<?xml-stylesheet href='a.xsl'?>" + in_rss(item), 1, "/mot-1",
       "Một"},
      {"a doctype with entities", "<!DOCTYPE rss [<!ENTITY x \"y\">]>" + in_rss(item), 1, "/mot-1",
       "Một"},
      {"undeclared entities",
       in_rss("<item><title>B&agrave;n giao t&ecirc; "
              "t&ecirc;&nbsp;con</title><link>/a-1</link></item>"),
       1, "/a-1", "Bàn giao tê tê con"},
      {"a bare ampersand",
       in_rss("<item><title>Luật A & B</title><link>/a-1?x=1&y=2</link></item>"), 1, "/a-1",
       "Luật A & B"},
      {"a bare less-than",
       in_rss("<item><title>3 < 5 con voi</title><link>/a-1</link></item>" + second), 2, "/a-1",
       "3 < 5 con voi"},
      {"cut off in an item", in_rss(item + second).substr(0, in_rss(item + second).find("hai-2")),
       1, "/mot-1", "Một"},
      {"cut off after an item", in_rss(item + second).substr(0, in_rss(item).size() - 16), 1,
       "/mot-1", "Một"},
      {"an end tag missing",
       in_rss(
           "<item><title>Một</title><link>/a-1</link><description><p>x<br></description></item>" +
           second),
       2, "/a-1", "Một"},
      {"a wrong end tag", in_rss("<item><title>Một</titel><link>/a-1</link></item>" + second), 2,
       "/a-1", ""},
      {"an item not closed", in_rss("<item><title>Một</title><link>/a-1</link>" + second), 2,
       "/a-1", "Một"},
      {"HTML in a title", in_rss("<item><title><b>Bắt</b> voi</title><link>/a-1</link></item>"), 1,
       "/a-1", "Bắt voi"},
      {"HTML in a title, escaped",
       in_rss("<item><title>&lt;b&gt;Bắt&lt;/b&gt; voi</title><link>/a-1</link></item>"), 1, "/a-1",
       "Bắt voi"},
      {"a title escaped twice",
       in_rss("<item><title>A &amp;quot;B&amp;quot;</title><link>/a-1</link></item>"), 1, "/a-1",
       "A \"B\""},
      {"a title escaped three times is unescaped once more",
       in_rss("<item><title>A &amp;amp;quot;</title><link>/a-1</link></item>"), 1, "/a-1",
       "A &quot;"},
      {"CDATA around a link",
       in_rss("<item><title><![CDATA[Một]]></title><link><![CDATA[ https://baomau.vn/mot-1 "
              "]]></link></item>"),
       1, "/mot-1", "Một"},
      {"line breaks around a link",
       in_rss("<item><title>\n Một\n </title><link>\n /a-1\n </link></item>"), 1, "/a-1", "Một"},
      {"a relative link", in_rss("<item><title>Một</title><link>../mot-1</link></item>"), 1,
       "/mot-1", "Một"},
      {"a link without scheme",
       in_rss("<item><title>Một</title><link>//baomau.vn/mot-1</link></item>"), 1, "/mot-1", "Một"},
      {"a link in the guid",
       in_rss("<item><title>Một</title><guid>https://baomau.vn/mot-1</guid></item>"), 1, "/mot-1",
       "Một"},
      {"a guid that is no link", in_rss("<item><title>Một</title><guid>1001</guid></item>"), 0, "",
       ""},
      {"an empty link and a guid",
       in_rss("<item><title>Một</title><link/><guid>https://baomau.vn/mot-1</guid></item>"), 1,
       "/mot-1", "Một"},
      {"an atom link", in_rss("<item><title>Một</title><atom:link href=\"/mot-1\"/></item>"), 1,
       "/mot-1", "Một"},
      {"one guid for all",
       in_rss("<item><title>Một</title><link>/a-1</link><guid>x</guid></item><item><title>Hai</"
              "title><link>/b-2</link><guid>x</guid></item>"),
       2, "/a-1", "Một"},
      {"a page listed twice", in_rss(item + item), 1, "/mot-1", "Một"},
      {"a page listed twice by tracking",
       in_rss(item + "<item><link>https://baomau.vn/mot-1?utm_source=rss</link></item>"), 1,
       "/mot-1", "Một"},
      {"a javascript link",
       in_rss("<item><title>x</title><link>javascript:void(0)</link></item>" + item), 1, "/mot-1",
       "Một"},
      {"tags in capitals",
       "<RSS><CHANNEL><ITEM><TITLE>Một</TITLE><LINK>/a-1</LINK></ITEM></CHANNEL></RSS>", 1, "/a-1",
       "Một"},
      {"items beside the channel", "<rss><channel><title>c</title></channel>" + item + "</rss>", 1,
       "/mot-1", "Một"},
      {"no channel", "<rss>" + item + "</rss>", 1, "/mot-1", "Một"},
      {"media title first",
       in_rss("<item><media:title>ảnh</media:title><title>Một</title><link>/a-1</link></item>"), 1,
       "/a-1", "Một"},
      {"NUL and control characters", in_rss("<item><title>M\x01ột</title><link>/a-1</link></item>"),
       1, "/a-1", "M ột"},
      {"an unclosed CDATA",
       in_rss(item + "<item><title><![CDATA[Hai</title><link>/b-2</link></item>"), 2, "/mot-1",
       "Một"},
      {"an attribute without quotes",
       in_rss("<item><title>Một</title><link>/a-1</link><enclosure url=x.jpg></item>" + second), 2,
       "/a-1", "Một"},
      {"numeric references of nothing",
       in_rss("<item><title>A&amp;#xD800;B&amp;#0;</title><link>/a-1</link></item>"), 1, "/a-1",
       "A\uFFFDB\uFFFD"},
      {"an empty feed", in_rss(""), 0, "", ""},
      {"a stray end of CDATA", in_rss("<item><title>Một ]]></title><link>/a-1</link></item>"), 1,
       "/a-1", "Một ]]>"},
      {"an emoji and a zero-width space",
       in_rss("<item><title>\u200BMột 🐘\u200B</title><link>/a-1</link></item>"), 1, "/a-1",
       "Một 🐘"},
      {"spaces in the address",
       in_rss("<item><title>Một</title><link>https://baomau.vn/mot hai-1</link></item>"), 1,
       "/mot%20hai-1", "Một"},
      {"Vietnamese in the address",
       in_rss("<item><title>Một</title><link>https://baomau.vn/một-1</link></item>"), 1,
       "/m%E1%BB%99t-1", "Một"},
  };
  for (const Malformed& c : cases) {
    const auto feed = parse_xml_feed(c.xml, kBase);
    ASSERT_TRUE(feed.has_value()) << c.what << ": " << feed.error().message;
    EXPECT_EQ(feed->entries.size(), c.entries) << c.what;
    if (feed->entries.empty()) continue;
    EXPECT_EQ(feed->entries[0].url.path, c.first_path) << c.what;
    EXPECT_EQ(feed->entries[0].title, c.first_title) << c.what;
  }
}

TEST(FeedParser, DamageIsToldAndLinklessEntriesCounted) {
  const Feed feed = read(
      in_rss("<item><title>x</title></item><item><title>Một</title><link>/a-1</link><p></item>"));
  EXPECT_NE(feed.damage, "");
  EXPECT_EQ(feed.without_link, 1U);
  EXPECT_EQ(feed.entries.size(), 1U);
}

TEST(FeedParser, UnreadableDatesAreCountedAndUnknown) {
  const Feed feed = read(in_rss(
      "<item><link>/a-1</link><pubDate>hôm qua</pubDate></item><item><link>/b-1</link></item>"));
  EXPECT_EQ(feed.unread_dates, 1U);
  EXPECT_FALSE(feed.entries[0].published.has_value());
}

TEST(FeedParser, AnXmlBombStaysSmall) {
  std::string bomb = "<!DOCTYPE lolz [<!ENTITY a \"lol\">";
  for (char c = 'b'; c <= 'k'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  bomb += "]><rss><channel><item><title>&k;</title><link>/a-1</link></item></channel></rss>";
  const Feed feed = read(bomb);
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].title, "&k;");
}

TEST(FeedParser, DeepNestingDoesNotEndIt) {
  std::string deep = "<rss><channel><item><link>/a-1</link><description>";
  for (int i = 0; i < 200'000; ++i) deep += "<b>";
  EXPECT_EQ(read(deep).entries.size(), 1U);
  EXPECT_EQ(read(in_rss("<item><link>/a-1</link></item>") + deep).entries.size(), 1U);
}

TEST(FeedParser, WhatIsNoFeedIsNamed) {
  const auto page = parse_xml_feed("<html><body>x</body></html>", kBase);
  ASSERT_FALSE(page.has_value());
  EXPECT_NE(page.error().message.find("<html>"), std::string::npos);
  const auto broken = parse_xml_feed("<r>x<title>B</title><item><p></item></r>", kBase);  // fuzzed
  ASSERT_FALSE(broken.has_value());
  EXPECT_NE(broken.error().message.find("<r>"), std::string::npos);
  EXPECT_FALSE(parse_xml_feed("", kBase).has_value());
  EXPECT_FALSE(parse_xml_feed("404 not found", kBase).has_value());
}

Result<Feed> door(std::string_view body, std::string_view type = "",
                  DoorType kind = DoorType::any) {
  return read_door({body, type, kBase, kind}, 2 << 20);
}

TEST(DoorReader, SeesWhatCameByItsFirstElement) {
  EXPECT_EQ(door(in_rss(""))->format, "rss 2.0");
  EXPECT_EQ(door("<urlset></urlset>")->format, "sitemap");
  EXPECT_EQ(door(" {\"items\":[]}")->format, "json feed");
  EXPECT_EQ(door("<!doctype html><html></html>", "", DoorType::page)->format, "page");
  EXPECT_EQ(door(in_rss(""), "", DoorType::page)->format, "page");
  const auto page = door("<!DOCTYPE html>\n<!-- x --><html><body></body></html>");
  ASSERT_FALSE(page.has_value());
  EXPECT_NE(page.error().message.find("web page"), std::string::npos);
  EXPECT_FALSE(door("").has_value());
}

TEST(DoorReader, KeepsNoMoreEntriesThanARunTakes) {
  std::string items;
  for (std::size_t i = 0; i < EntryList::kMostEntries + 10; ++i) {
    items += fmt::format("<item><link>/b-{}</link></item>", i);
  }
  const auto feed = door("<rss><channel>" + items + "</channel></rss>");
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->entries.size(), EntryList::kMostEntries);
  EXPECT_GT(EntryList::kMostEntries, static_cast<std::size_t>(CrawlLimits().entries_per_door));
}

TEST(DoorReader, ReadsOtherCharsets) {
  const auto title = [](std::string_view body, std::string_view type = "") {
    const auto feed = door(body, type);
    return feed && !feed->entries.empty() ? feed->entries[0].title : std::string("nothing");
  };
  const std::string head =
      "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><item><link>/a</link><title>";
  const std::string tail = "</title></item></channel></rss>";
  EXPECT_EQ(title(head + "T\xEA t\xEA" + tail), "Tê tê");
  EXPECT_EQ(title(head + "Tê tê" + tail), "Tê tê") << "valid UTF-8 under a wrong label";
  EXPECT_EQ(title("<rss><channel><item><link>/a</link><title>R\xFD\xF5u" + tail,
                  "text/xml; charset=windows-1258"),
            "Rươu");
  EXPECT_EQ(title("<rss><channel><item><link>/a</link><title>T\xEA" + tail), "T\uFFFD");
  std::string wide = "\xFF\xFE";
  for (const char c : "<rss><channel><item><link>/a</link><title>Voi" + tail)
    wide += std::string{c, '\0'};
  EXPECT_EQ(title(wide), "Voi");
  EXPECT_EQ(title(std::string_view(wide).substr(2)), "Voi") << "without its byte-order mark";
}

}  // namespace
}  // namespace saola::crawler
