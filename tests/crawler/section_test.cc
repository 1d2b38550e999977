// Section pages followed back until what is known, twins and chains of redirects.

#include <fmt/format.h>

#include "crawler/links.h"
#include "tests/crawler/crawl_fixture.h"

namespace saola::crawler {
namespace {

using std::chrono::hours;

std::optional<std::string> older(std::string_view html, std::string_view page) {
  const Url url = parse_url(page).value();
  const auto found = older_page(html_links(html, url), url);
  if (!found) return std::nullopt;
  return found->target();
}

TEST(OlderPage, IsTheNextNumberOfTheSameList) {
  EXPECT_EQ(older("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=9'>9</a>",
                  "https://a.vn/thoi-su"),
            "/thoi-su?page=2");
  EXPECT_EQ(older("<a href='/thoi-su?page=2'>2</a><a href='/thoi-su?page=3'>3</a>",
                  "https://a.vn/thoi-su?page=2"),
            "/thoi-su?page=3");
  EXPECT_EQ(older("<a href='/thoi-su-p2'>Sau</a>", "https://a.vn/thoi-su"), "/thoi-su-p2");
  EXPECT_EQ(older("<a href='/thoi-su/trang-3.htm'>3</a>", "https://a.vn/thoi-su/trang-2.htm"),
            "/thoi-su/trang-3.htm");
  EXPECT_EQ(older("<a href='/thoi-su/trang-2.htm'>2</a>", "https://a.vn/thoi-su.htm"),
            "/thoi-su/trang-2.htm")
      << "the list's name and its number's ending";
  EXPECT_EQ(older("<a href='/luat/page/2/'>2</a>", "https://a.vn/luat/"), "/luat/page/2/");
  EXPECT_EQ(older("<link rel='next' href='/cu-hon'>", "https://a.vn/thoi-su"), "/cu-hon");
  EXPECT_EQ(older("<a rel='prev next' href='/b'>", "https://a.vn/a"), "/b");
}

TEST(OlderPage, IsNeverAnotherListOrSiteOrAGuess) {
  EXPECT_EQ(older("<a href='/luat?page=2'>2</a>", "https://a.vn/thoi-su"), std::nullopt);
  EXPECT_EQ(older("<a href='https://b.vn/thoi-su?page=2'>2</a>", "https://a.vn/thoi-su"),
            std::nullopt);
  EXPECT_EQ(older("<a href='?page=7'>7</a>", "https://a.vn/thoi-su"), std::nullopt);
  EXPECT_EQ(older("<a href='?page=99999999999999'>x</a>", "https://a.vn/thoi-su"), std::nullopt);
  EXPECT_EQ(older("", "https://a.vn/thoi-su"), std::nullopt);
}

struct SectionTest : CrawlTest {
  /// Pages 1 to `last` of a list with two articles each; `first` is the number of the newest.
  void add_list(int last, int first) {
    for (int page = 1; page <= last; ++page) {
      std::string html;
      for (int n = 0; n < 2; ++n) {
        const int number = first - (page - 1) * 2 - n;
        html += fmt::format("<a href=\"/kiem-lam-tha-te-te-ve-rung-{}.html\">Tin</a>", number);
        add_page(fmt::format("a.test/kiem-lam-tha-te-te-ve-rung-{}.html", number));
      }
      html += fmt::format("<a href=\"/thoi-su?page={0}\">{0}</a>", page + 1);
      auto& answer = at(page == 1 ? "a.test/thoi-su" : fmt::format("a.test/thoi-su?page={}", page));
      answer.headers = {{"Content-Type", "text/html"}};
      answer.body = html;
    }
  }
};

const std::string kSection = "http://a.test/thoi-su type=page\n";

TEST_F(SectionTest, IsFollowedBackUntilSomethingIsKnown) {
  add_list(3, 1006);
  EXPECT_EQ(crawl(kSection).total.stored, 6U);
  add_list(9, 1010);
  server_.forget();
  const OutletSummary second = crawl(kSection).total;
  EXPECT_EQ(second.new_entries, 4U);
  EXPECT_EQ(server_.count("/thoi-su?page=3"), 1) << "its articles are known: there it ends";
  EXPECT_EQ(server_.count("/thoi-su?page=4"), 0);
  EXPECT_EQ(second.doors_answered, 1U) << "one door, one poll";
}

// "Most read" stands beside every part, and most of it was read before.
TEST_F(SectionTest, BoxesOfKnownPagesBesideTheListDoNotEndIt) {
  const auto add_box = [this](int parts) {
    for (int part = 1; part <= parts; ++part) {
      at(part == 1 ? "a.test/thoi-su" : fmt::format("a.test/thoi-su?page={}", part)).body +=
          "<a href=\"/kiem-lam-tha-te-te-ve-rung-1006.html\">Đọc nhiều</a>";
    }
  };
  add_list(3, 1006);
  add_box(3);
  crawl(kSection);
  add_list(9, 1012);
  add_box(9);
  server_.forget();
  EXPECT_EQ(crawl(kSection).total.new_entries, 6U);
  EXPECT_EQ(server_.count("/thoi-su?page=4"), 1) << "its articles are known: there it ends";
  EXPECT_EQ(server_.count("/thoi-su?page=5"), 0);
}

TEST_F(SectionTest, AListOfWhichMostIsKnownIsNotFollowedBack) {
  add_list(3, 1006);
  crawl(kSection);
  server_.forget();
  EXPECT_EQ(crawl(kSection).total.new_entries, 0U);
  EXPECT_EQ(server_.count("/thoi-su?page=2"), 0);
}

TEST_F(SectionTest, AnIndexInsideASitemapIndexIsTold) {
  const std::string index = "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>";
  at("a.test/sitemap.xml").body = fmt::format(fmt::runtime(index), "/b.xml");
  at("a.test/b.xml").body = fmt::format(fmt::runtime(index), "/c.xml");
  const CrawlSummary summary = crawl("http://a.test/sitemap.xml\n");
  EXPECT_EQ(summary.total.doors_failed, 1U);
  EXPECT_NE(troubles_of(summary).find("/b.xml: a sitemap index inside a sitemap index"),
            std::string::npos)
      << troubles_of(summary);
}

TEST_F(SectionTest, AnEndlessListIsLeftAfterFiveParts) {
  add_list(40, 1400);
  EXPECT_EQ(crawl(kSection).total.stored, 10U);
  EXPECT_EQ(server_.count("/thoi-su?page=5"), 1);
  EXPECT_EQ(server_.count("/thoi-su?page=6"), 0);
}

TEST_F(SectionTest, APartThatFailsIsToldAndTheRestKept) {
  add_list(1, 1002);
  const CrawlSummary summary = crawl(kSection);
  EXPECT_EQ(summary.total.stored, 2U);
  EXPECT_EQ(summary.total.doors_answered, 1U);
  ASSERT_FALSE(summary.outlets[0].troubles.empty());
  EXPECT_NE(summary.outlets[0].troubles[0].find("/thoi-su?page=2"), std::string::npos);
}

TEST_F(SectionTest, TwinsOfAPageAreFetchedOnce) {
  add_feed(
      "a.test/rss",
      {"http://a.test/te-te-ve-rung-1.html", "http://m.a.test/te-te-ve-rung-1.html",
       "http://a.test/amp/te-te-ve-rung-1.html", "http://www.a.test/te-te-ve-rung-1.html?page=2"});
  add_page("a.test/te-te-ve-rung-1.html");
  const OutletSummary total = crawl("http://a.test/rss\n").total;
  EXPECT_EQ(total.stored, 1U);
  EXPECT_EQ(total.new_entries, 1U);
  EXPECT_EQ(total.failed, 0U);
}

TEST_F(SectionTest, ARedirectToThePagesOwnTwinIsFollowed) {
  add_feed("a.test/rss", {"http://a.test/te-te-ve-rung-1.html"});
  at("a.test/te-te-ve-rung-1.html").status = 301;
  at("a.test/te-te-ve-rung-1.html").headers = {
      {"Location", "http://www.a.test/te-te-ve-rung-1.html"}};
  add_page("www.a.test/te-te-ve-rung-1.html");
  const OutletSummary total = crawl("http://a.test/rss\n").total;
  EXPECT_EQ(total.stored, 1U);
  EXPECT_EQ(total.known, 0U);
}

TEST_F(SectionTest, EveryStepOfARedirectIsWrittenDownAndKnown) {
  add_feed("a.test/rss", {"http://a.test/rut-gon/1"});
  const auto redirect = [this](const std::string& from, const std::string& to) {
    at(from).status = 302;
    at(from).headers = {{"Location", to}};
  };
  redirect("a.test/rut-gon/1", "/go/1");
  redirect("a.test/go/1", "http://www.a.test/te-te-ve-rung-1.html");
  add_page("www.a.test/te-te-ve-rung-1.html");
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 1U);
  add_feed("a.test/rss", {"http://a.test/go/1", "http://m.a.test/te-te-ve-rung-1.html"});
  EXPECT_EQ(crawl("http://a.test/rss\n").total.new_entries, 0U);
}

}  // namespace
}  // namespace saola::crawler
