// Broken feeds as sites really send them, beyond RSS: Atom, RDF, JSON, sitemaps; and feeds of every age and size.
// tests/crawler/feed_parser_test.cc has the forty-four of RSS.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

#include "base/file.h"
#include "crawler/door_reader.h"
#include "crawler/entry_list.h"
#include "crawler/feed_date.h"

namespace saola::crawler {
namespace {

const Url kBase = parse_url("https://baomau.vn/rss/moi.rss").value();

Result<Feed> read(std::string_view body, std::string_view type = "",
                  DoorType door = DoorType::any) {
  return read_door({body, type, kBase, door}, 64u << 20);
}

struct Case {
  const char* what;
  std::string body;
  std::size_t entries;
  const char* first_path;
  const char* first_title;
};

std::string atom(const std::string& entries) {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Báo</title>" + entries + "</feed>";
}

std::string rdf(const std::string& items) {
  return "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
         "xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"https://baomau.vn/\">"
         "<title>Báo</title></channel>" +
         items + "</rdf:RDF>";
}

std::string rss(const std::string& items) {
  return "<rss version=\"2.0\"><channel>" + items + "</channel></rss>";
}

const std::string kItem = "<item><title>Một</title><link>https://baomau.vn/mot-1</link></item>";

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases = {
      {"atom: a link without rel or type",
       atom("<entry><title>Một</title><link href='/a-1'/></entry>"), 1, "/a-1", "Một"},
      {"atom: only an enclosure and an id that is an address",
       atom("<entry><title>Một</title><link rel='enclosure' href='/a.mp3'/>"
            "<id>https://baomau.vn/a-1</id></entry>"),
       1, "/a-1", "Một"},
      {"atom: xhtml in a title",
       atom("<entry><title type='xhtml'><div>Bắt <b>voi</b></div></title><link "
            "href='/a-1'/></entry>"),
       1, "/a-1", "Bắt voi"},
      {"atom: the link as text", atom("<entry><title>Một</title><link>/a-1</link></entry>"), 1,
       "/a-1", "Một"},
      {"atom: without its namespace",
       "<feed><entry><title>Một</title><link href='/a-1'/></entry></feed>", 1, "/a-1", "Một"},
      {"atom: cut off",
       atom("<entry><title>Một</title><link href='/a-1'/></entry><entry><title>Hai").substr(0, 160),
       1, "/a-1", "Một"},
      {"atom: a link for mobile readers first",
       atom("<entry><title>Một</title><link rel='alternate' type='application/x-mobile' "
            "href='/m/a-1'/><link rel='alternate' type='text/html' href='/a-1'/></entry>"),
       1, "/a-1", "Một"},
      {"rdf: no link but about",
       rdf("<item rdf:about='https://baomau.vn/a-1'><title>Một</title></item>"), 1, "/a-1", "Một"},
      {"rdf: items inside the channel", "<rdf:RDF><channel>" + kItem + "</channel></rdf:RDF>", 1,
       "/mot-1", "Một"},
      {"rdf: prefix not declared", "<rdf:RDF>" + kItem + "</rdf:RDF>", 1, "/mot-1", "Một"},
      {"rss 0.90", rdf("<item><title>Một</title><link>https://baomau.vn/a-1</link></item>"), 1,
       "/a-1", "Một"},
      {"rss 0.91 with its doctype",
       "<?xml version=\"1.0\"?><!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS "
       "0.91//EN\" "
       "\"http://my.netscape.com/publish/formats/rss-0.91.dtd\"><rss version=\"0.91\"><channel>" +
           kItem + "</channel></rss>",
       1, "/mot-1", "Một"},
      {"rss 0.92", "<rss version='0.92'><channel>" + kItem + "</channel></rss>", 1, "/mot-1",
       "Một"},
      {"two declarations", "<?xml version=\"1.0\"?><?xml version=\"1.0\"?>" + rss(kItem), 1,
       "/mot-1", "Một"},
      {"a byte-order mark twice", "\xef\xbb\xbf\xef\xbb\xbf" + rss(kItem), 1, "/mot-1", "Một"},
      {"a PHP warning in the middle",
       rss(kItem + "<br />\n<b>Warning</b>: mysql_fetch_array() in <b>/var/www/rss.php</b><br />" +
           "<item><title>Hai</title><link>/hai-2</link></item>"),
       2, "/mot-1", "Một"},
      {"HTML around the feed", "<!-- <html> -->" + rss(kItem), 1, "/mot-1", "Một"},
      {"wrong charset declared: utf-8 said to be Latin-1",
       "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + rss(kItem), 1, "/mot-1", "Một"},
      {"charset that nobody knows", "<?xml version=\"1.0\" encoding=\"x-vn\"?>" + rss(kItem), 1,
       "/mot-1", "Một"},
      {"bytes that are not UTF-8 in a description",
       rss("<item><title>Một</title><description>\xff\xfe\xc3</description><link>/a-1</link></"
           "item>"),
       1, "/a-1", "Một"},
      {"a surrogate pair as two references",
       rss("<item><title>Một</title><link>/a-1</link><description>&#xD83D;&#xDC18;</description>"
           "</item>"),
       1, "/a-1", "Một"},
      {"a link with a fragment only", rss("<item><title>x</title><link>#top</link></item>" + kItem),
       2, "/rss/moi.rss", "x"},
      {"an address with a space before the scheme",
       rss("<item><title>Một</title><link> https://baomau.vn/a-1</link></item>"), 1, "/a-1", "Một"},
      {"backslashes in the address",
       rss("<item><title>Một</title><link>https://baomau.vn/a%5C1</link></item>"), 1, "/a%5C1",
       "Một"},
      {"the address as an attribute",
       rss("<item><title>Một</title><link href='https://baomau.vn/a-1'/></item>"), 1, "/a-1",
       "Một"},
      {"upper-case scheme and host",
       rss("<item><title>Một</title><link>HTTPS://BAOMAU.VN/A-1</link></item>"), 1, "/A-1", "Một"},
      {"a title of nothing but markup",
       rss("<item><title><![CDATA[<img src='a.jpg'>]]></title><link>/a-1</link></item>"), 1, "/a-1",
       ""},
      {"a thousand empty items", rss([] {
         std::string many;
         for (int i = 0; i < 1000; ++i) many += "<item/>";
         return many;
       }() + kItem),
       1, "/mot-1", "Một"},
      {"json feed behind a byte-order mark",
       "\xef\xbb\xbf{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"url\":\"/"
       "a-1\",\"title\":"
       "\"Một\"}]}",
       1, "/a-1", "Một"},
      {"json feed with items of other kinds",
       "{\"items\":[1,null,\"x\",[],{\"title\":\"kein "
       "Link\"},{\"url\":7,\"id\":\"https://baomau.vn/"
       "a-1\",\"title\":\"Một\"}]}",
       1, "/a-1", "Một"},
      {"sitemap: any prefix for news",
       "<urlset "
       "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>/a-1</loc><n:news>"
       "<n:title>Một</n:title></n:news></url></urlset>",
       1, "/a-1", "Một"},
      {"sitemap: cut off in an entry",
       "<urlset><url><loc>https://baomau.vn/a-1</loc></url><url><loc>https://bao", 1, "/a-1", ""},
      {"sitemap: a bare ampersand",
       "<urlset><url><loc>https://baomau.vn/a-1?x=1&y=2</loc></url></urlset>", 1, "/a-1", ""},
      {"sitemap: HTML comment and spaces before",
       "\n <!-- generated -->\n<urlset><url><loc> /a-1 </loc></url></urlset>", 1, "/a-1", ""},
      {"sitemap: an entry without an address",
       "<urlset><url><lastmod>2018-01-01</lastmod></url><url><loc>/a-1</loc></url></urlset>", 1,
       "/a-1", ""},
  };
  return kCases;
}

TEST(MalformedDoors, AreReadAsFarAsTheyCanBeMadeOut) {
  EXPECT_GE(cases().size(), 30U);
  for (const Case& c : cases()) {
    const auto feed = read(c.body);
    if (!feed) {
      ADD_FAILURE() << c.what << ": " << feed.error().message;
      continue;
    }
    EXPECT_EQ(feed->entries.size(), c.entries) << c.what;
    if (feed->entries.empty()) continue;
    EXPECT_EQ(feed->entries[0].url.path, c.first_path) << c.what;
    EXPECT_EQ(feed->entries[0].title, c.first_title) << c.what;
  }
}

TEST(MalformedDoors, WhatCannotBeReadIsSaidToBe) {
  for (const char* body :
       {"", "   \n", "{\"items\":", "{\"a\":1}", "[]", "<html><body>x</body></html>", "không có gì",
        "<opml/>", "\x1f\x8b\x08\x00rubbish"}) {
    const auto feed = read(body);
    EXPECT_FALSE(feed && !feed->entries.empty()) << body;
    if (!feed) {
      EXPECT_FALSE(feed.error().message.empty()) << body;
    }
  }
}

// 200,000 entries are some 40 MB: more than a door may have, and if it may, read in time that grows with its length alone.
TEST(MalformedDoors, AFeedOf200000EntriesIsRead) {
  std::string items;
  for (int i = 0; i < 200'000; ++i) {
    items += fmt::format(
        "<item><title>Tê tê {0}</title><link>https://baomau.vn/te-te-ve-rung-{0}.html</link>"
        "<pubDate>Thu, 13 Jul 2017 09:00:00 +0700</pubDate></item>",
        i);
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto feed = read(rss(items));
  const auto took = std::chrono::steady_clock::now() - begun;
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->entries.size(), EntryList::kMostEntries);
  EXPECT_LT(took, std::chrono::seconds(60)) << "a second or two, far more under sanitizers";
}

// ../shared/data/feeds/PUBDATE_FORMATS.tsv: a sample of what each of some twenty outlets prints.
TEST(FeedDates, EveryShapeThatOutletsPrintIsRead) {
  const auto table = read_file(SAOLA_SHARED_DIR "/data/feeds/PUBDATE_FORMATS.tsv");
  if (!table) GTEST_SKIP() << "no ../shared/data/feeds/PUBDATE_FORMATS.tsv";
  std::string_view rest = *table;
  int read_dates = 0;
  for (bool is_head = true; !rest.empty(); is_head = false) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const auto quote = line.find('\'');
    if (is_head || quote == std::string_view::npos) continue;
    std::string sample(line.substr(quote + 1, line.find('\'', quote + 1) - quote - 1));
    for (auto at = sample.find("\\u202f"); at != std::string::npos; at = sample.find("\\u202f")) {
      sample.replace(at, 6, "\u202F");  // as the table's repr writes it
    }
    EXPECT_TRUE(parse_feed_date(sample)) << sample;
    ++read_dates;
  }
  EXPECT_GE(read_dates, 15);
}

// ../shared/domain/tables/dates.tsv has what pages print; a feed may print it as well. Never a wrong day.
TEST(FeedDates, ShapesOfPagesAreReadRightlyOrNotAtAll) {
  const auto table = read_file(SAOLA_SHARED_DIR "/domain/tables/dates.tsv");
  if (!table) GTEST_SKIP() << "no ../shared/domain/tables/dates.tsv";
  std::string_view rest = *table;
  int right = 0, rows = 0;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    const auto third = std::min(line.find('\t', second + 1), line.size());
    const bool is_row = second != std::string_view::npos && !line.starts_with('#');
    if (!is_row) continue;
    const std::string_view text = line.substr(first + 1, second - first - 1);
    const std::string_view wanted = line.substr(second + 1, third - second - 1);
    if (wanted.size() < 16 || wanted[4] != '-') continue;  // relative, or without a time
    if (text.ends_with("PM")) continue;  // feeds that write so put the month first; pages do not
    ++rows;
    const auto found = parse_feed_date(text);
    if (!found) continue;
    const auto moment = parse_iso(wanted, kHomeOffset);
    ASSERT_TRUE(moment) << wanted;
    using std::chrono::minutes;
    EXPECT_EQ(std::chrono::floor<minutes>(found->utc), std::chrono::floor<minutes>(moment->utc))
        << text;
    ++right;
  }
  RecordProperty("rows", rows);
  EXPECT_GT(right, rows / 2) << right << " of " << rows;
}

// Sixteen megabytes are allowed, and every parser makes thirty to a hundred times as much of the right ones.
TEST(DoorBomb, ADoorOfTooManyPartsIsNotTakenApart) {
  const auto refused = [](const std::string& head, const std::string& part, DoorType type) {
    std::string body = head;
    while (body.size() < (15u << 20)) body += part;
    const auto read = read_door({body, "", *parse_url("http://a.test/"), type}, 16u << 20);
    return !read && read.error().message.find("no list of news") != std::string::npos;
  };
  EXPECT_TRUE(refused("<html><body>", "<p>", DoorType::page));
  EXPECT_TRUE(refused("<div>", "<p>", DoorType::page));
  EXPECT_TRUE(refused("<rss>", "<a/>", DoorType::any));
  EXPECT_TRUE(refused("<urlset>", "<a/>x", DoorType::sitemap));
  EXPECT_TRUE(refused("{\"items\":[", "{},", DoorType::any));
}

}  // namespace
}  // namespace saola::crawler
