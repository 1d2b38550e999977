#include "crawler/links.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "base/file.h"
#include "base/gzip.h"
#include "crawler/html_links.h"

namespace saola::crawler {
namespace {

TEST(Links, AddressesTellArticlesFromSections) {
  const struct {
    const char* url;
    bool is_article;
  } cases[] = {
      {"https://baomau.vn/bat-hai-nguoi-buon-sung-te-giac-4812345.html", true},
      {"https://baomau.vn/phap-luat/bat-hai-nguoi-20171114083000123.htm", true},
      {"https://baomau.vn/voi-chet-post820147.html", true},
      {"https://baomau.vn/2017/11/14/voi-chet", true},
      {"https://baomau.vn/viet-nam-tieu-huy-nga-voi-va-sung-te-giac", true},
      {"https://baomau.vn/Default.aspx?ItemID=1234", true},
      {"https://baomau.vn/?id=5678", true},
      {"https://baomau.vn/thoi-su", false},
      {"https://baomau.vn/thoi-su/giao-thong.htm", false},
      {"https://baomau.vn/", false},
      {"https://baomau.vn/tag/sung-te-giac-nam-phi-va-viet-nam-12345", false},
      {"https://baomau.vn/tim-kiem?id=12345", false},
      {"https://baomau.vn/images/anh-chup-voi-o-ban-don-123456.jpg", false},
      {"https://baomau.vn/20171114", false},
      {"https://baomau.vn/tin?page=2", false},
  };
  for (const auto& c : cases)
    EXPECT_EQ(looks_like_article(parse_url(c.url).value()), c.is_article) << c.url;
}

TEST(Links, ASectionPageListsItsArticlesOnce) {
  const Url page = parse_url("https://baomau.vn/thoi-su").value();
  const Feed feed = parse_section_page(
      "<html><head><base href=\"https://baomau.vn/\"></head><body><a href=\"/thoi-su\">Thời sự</a>"
      "<div><a href=\"tha-te-te-ve-rung-10001.html\"><img src=\"a.jpg\"></a>"
      "<h3><a href=\"/tha-te-te-ve-rung-10001.html?utm_source=home\">Thả tê tê\n về "
      "rừng</a></h3></div>"
      "<a href=\"https://khac.vn/quang-cao-mua-dat-nen-gia-re-99999.html\">Quảng cáo</a>"
      "<a href=\"https://www.baomau.vn/xet-xu-vu-buon-nga-voi-10002.html\" title=\"Xét xử\"></a>"
      "<a href=\"javascript:;\">x</a><a href=\"#top\">y</a></body></html>",
      page);
  EXPECT_EQ(feed.format, "page");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url.str(), "https://baomau.vn/tha-te-te-ve-rung-10001.html");
  EXPECT_EQ(feed.entries[0].title, "Thả tê tê về rừng");
  EXPECT_EQ(feed.entries[1].title, "Xét xử");
  EXPECT_FALSE(feed.entries[0].published.has_value());
}

TEST(Links, ScriptsDoNotCountAsNesting) {
  std::string html = "<script>";
  for (int i = 0; i < 5'000; ++i) html += "if (a<b) c = '</div>';";
  html += "</script><a href=\"/mot-hai-ba-bon-nam-12345.html\">x</a>";
  EXPECT_EQ(parse_section_page(html, parse_url("https://baomau.vn/").value()).entries.size(), 1U);
}

TEST(Links, DeepNestingTakesNoTime) {
  std::string html = "<a href=\"/sau-bay-tam-chin-muoi-12345.html\">x</a>";
  for (int i = 0; i < 50'000; ++i) html += "<div>";
  html += "<a href=\"/mot-hai-ba-bon-nam-12345.html\">x</a>";
  EXPECT_EQ(parse_section_page(html, parse_url("https://baomau.vn/").value()).entries.size(), 1U);
}

// Every real section page lists tens of articles, and hardly one without a title.
TEST(Links, RealSectionPagesListTheirArticles) {
  const std::filesystem::path folder = std::filesystem::path(SAOLA_SHARED_DIR) / "data/listing";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  const struct {
    const char* file;
    const char* url;
    std::size_t at_least;
  } cases[] = {
      {"vnexpress_section-thoi-su_2026-01-15.html.gz", "https://vnexpress.net/thoi-su", 40},
      {"tuoitre_section-thoi-su_2026-01-15.html.gz", "https://tuoitre.vn/thoi-su.htm", 20},
      {"dantri_front_2019-03-17.html.gz", "https://dantri.com.vn/", 100},
      {"dantri_front_2020-12-18.html.gz", "https://dantri.com.vn/", 120},
      {"evnexpress_front_2025-12-01.html.gz", "https://e.vnexpress.net/", 60},
  };
  for (const auto& c : cases) {
    const auto packed = read_file(folder / c.file);
    ASSERT_TRUE(packed.has_value()) << c.file;
    const Feed feed =
        parse_section_page(gunzip(*packed, 1 << 26).value(), parse_url(c.url).value());
    EXPECT_GE(feed.entries.size(), c.at_least) << c.file;
    std::size_t untitled = 0;
    for (const FeedEntry& entry : feed.entries) untitled += entry.title.empty() ? 1 : 0;
    EXPECT_LE(untitled * 20, feed.entries.size()) << c.file;
    RecordProperty(c.file, static_cast<int>(feed.entries.size()));
  }
}

// What a reader takes for an article's link, whatever its address looks like: a headline of six words or more that leads
// elsewhere on the same site, but to no topic and not to the front page.
bool is_readers_link(const HtmlLink& link, const Url& page) {
  if (!link.is_anchor || registrable_domain(link.url.host) != registrable_domain(page.host))
    return false;
  if (link.url.path == "/" || link.url.path.starts_with("/event/")) return false;
  return std::count(link.text.begin(), link.text.end(), ' ') >= 5;
}

TEST(Links, RealSectionPagesGiveTheLinksThatReadersSee) {
  const std::filesystem::path folder = std::filesystem::path(SAOLA_SHARED_DIR) / "data/listing";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  const std::pair<const char*, const char*> cases[] = {
      {"vnexpress_section-thoi-su_2026-01-15.html.gz", "https://vnexpress.net/thoi-su"},
      {"tuoitre_section-thoi-su_2026-01-15.html.gz", "https://tuoitre.vn/thoi-su.htm"},
      {"dantri_front_2019-03-17.html.gz", "https://dantri.com.vn/"},
      {"dantri_front_2020-12-18.html.gz", "https://dantri.com.vn/"},
      {"evnexpress_front_2025-12-01.html.gz", "https://e.vnexpress.net/"},
  };
  for (const auto& [file, address] : cases) {
    const auto packed = read_file(folder / file);
    ASSERT_TRUE(packed.has_value()) << file;
    const std::string html = gunzip(*packed, 1 << 26).value();
    const Url page = parse_url(address).value();
    std::set<std::string> given;
    for (const FeedEntry& entry : parse_section_page(html, page).entries)
      given.insert(canonical_url(entry.url).str());
    std::set<std::string> seen;
    for (const HtmlLink& link : html_links(html, page))
      if (is_readers_link(link, page)) seen.insert(canonical_url(link.url).str());
    std::size_t missed = 0;
    for (const std::string& url : seen) missed += given.contains(url) ? 0 : 1;
    EXPECT_GE(seen.size(), 20U) << file;
    EXPECT_LE(missed * 20, seen.size()) << file << ": " << missed << " of " << seen.size();
    RecordProperty(file, fmt::format("{} of {}", seen.size() - missed, seen.size()));
  }
}

}  // namespace
}  // namespace saola::crawler
