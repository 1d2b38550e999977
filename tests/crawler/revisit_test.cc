// Pages that are fetched again, and what the archive keeps of answers that bring nothing new.

#include <algorithm>

#include "crawler/page_head.h"
#include "tests/crawler/crawl_fixture.h"

namespace saola::crawler {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::ServerAnswer;
using test::ServerRequest;

const std::string kFeeds = "http://a.test/rss\n";

struct RevisitTest : CrawlTest {
  RevisitTest() {
    add_feed("a.test/rss", {"http://a.test/te-te-1"});
    add_page("a.test/te-te-1");
    is_watched_ = [this](std::string_view title, std::string_view lead) {
      asked_ = std::string(title) + "|" + std::string(lead);
      return title.find("te-te") != std::string_view::npos;
    };
  }
  OutletSummary after(std::chrono::seconds time) {
    now_ = start_ + time;
    server_.forget();
    return crawl(kFeeds).total;
  }
  [[nodiscard]] std::vector<std::string> pages_archived() const {
    auto all = archived();
    std::erase_if(all,
                  [](const std::string& line) { return line.find("te-te") == std::string::npos; });
    return all;
  }
  Instant start_ = now_;
  std::string asked_;
};

TEST_F(RevisitTest, AWatchedPageIsAskedForAgainAtItsTimesAndKeptWhenItChanged) {
  EXPECT_EQ(crawl(kFeeds).total.stored, 1U);
  EXPECT_EQ(after(minutes(59)).revisited, 0U);
  EXPECT_EQ(server_.count("/te-te-1"), 0);
  EXPECT_EQ(after(hours(1)).revisited, 1U);
  EXPECT_EQ(after(hours(2)).revisited, 0U) << "not before a day has passed";
  at("a.test/te-te-1").body += "<p>Đã sửa.</p>";
  const OutletSummary changed = after(hours(24));
  EXPECT_EQ(changed.updated, 1U);
  EXPECT_EQ(changed.stored, 0U) << "a version is no further article";
  EXPECT_EQ(after(hours(7 * 24)).revisited, 1U);
  EXPECT_EQ(after(hours(30 * 24)).revisited, 0U);
  EXPECT_EQ(server_.count("/te-te-1"), 0);
  EXPECT_EQ(
      pages_archived(),
      (std::vector<std::string>{"200 http://a.test/te-te-1", "revisit 200 http://a.test/te-te-1",
                                "200 http://a.test/te-te-1", "revisit 200 http://a.test/te-te-1"}));
  EXPECT_EQ(state_of("http://a.test/te-te-1"), "stored");
}

TEST_F(RevisitTest, ARobotsTxtThatForbidsOneOfItsTimesLeavesTheOthers) {
  crawl(kFeeds);
  at("a.test/robots.txt").body = "User-agent: *\nDisallow: /te-te\n";
  EXPECT_EQ(after(hours(25)).revisited, 0U);
  EXPECT_EQ(server_.count("/te-te-1"), 0);
  pages_.erase("a.test/robots.txt");
  EXPECT_EQ(after(hours(6 * 24)).revisited, 0U) << "the day's second look is missed";
  EXPECT_EQ(after(hours(7 * 24)).revisited, 1U);
}

TEST_F(RevisitTest, APageThatNobodyWatchesIsFetchedOnce) {
  add_feed("a.test/rss", {"http://a.test/bong-da-2"});
  add_page("a.test/bong-da-2");
  EXPECT_EQ(crawl(kFeeds).total.stored, 1U);
  EXPECT_EQ(after(hours(24)).revisited, 0U);
  EXPECT_EQ(server_.count("/bong-da-2"), 0);
}

TEST_F(RevisitTest, AnUnchangedPageMayAnswer304) {
  on("a.test/te-te-1", [this](const ServerRequest& request) {
    ServerAnswer answer = pages_["a.test/te-te-1"];
    answer.headers.push_back({"ETag", "\"v1\""});
    if (request.header("if-none-match") == "\"v1\"") answer.status = 304, answer.body.clear();
    return answer;
  });
  crawl(kFeeds);
  const OutletSummary again = after(hours(1));
  EXPECT_EQ(again.revisited, 1U);
  EXPECT_EQ(again.updated + again.failed, 0U);
  EXPECT_EQ(pages_archived().back(), "revisit 304 http://a.test/te-te-1");
}

TEST_F(RevisitTest, APageThatIsGoneIsToldOfAndStaysStored) {
  crawl(kFeeds);
  pages_.erase("a.test/te-te-1");
  const OutletSummary gone = after(hours(1));
  EXPECT_EQ(gone.withdrawn, 1U);
  EXPECT_EQ(gone.failed, 0U);
  EXPECT_EQ(pages_archived().back(), "404 http://a.test/te-te-1") << "the evidence";
  add_page("a.test/te-te-1");
  EXPECT_EQ(after(hours(24)).updated, 0U) << "it is there again as it was";
  EXPECT_EQ(state_of("http://a.test/te-te-1"), "stored");
}

TEST_F(RevisitTest, WhatTheDoorDoesNotSayIsReadFromThePagesHead) {
  ServerAnswer& page = at("a.test/te-te-1");
  page.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  page.body =
      "<html><head><meta property=\"og:title\" content=\"Thả te-te về rừng\"><title>Báo A</title>"
      "<meta name=description content='Mười hai con &amp; một'></head><body><p>x</p></body></html>";
  at("a.test/thoi-su/").headers = {{"Content-Type", "text/html"}};
  at("a.test/thoi-su/").body = "<a href=\"/te-te-ve-rung-sau-cuu-ho-1\"></a>";
  pages_["a.test/te-te-ve-rung-sau-cuu-ho-1"] = page;
  crawl("http://a.test/thoi-su/ type=page\n");
  EXPECT_EQ(asked_, "Thả te-te về rừng|Mười hai con & một");
}

TEST_F(RevisitTest, DoorsThatBringNothingNewLeaveRevisitRecords) {
  on("a.test/rss", [this](const ServerRequest& request) {
    ServerAnswer answer = pages_["a.test/rss"];
    answer.headers.push_back({"ETag", "\"v1\""});
    if (request.header("if-none-match") == "\"v1\"") answer.status = 304, answer.body.clear();
    return answer;
  });
  is_watched_ = {};
  crawl(kFeeds);
  EXPECT_EQ(after(hours(1)).doors_unchanged, 1U);
  EXPECT_EQ(archived().back(), "revisit 304 http://a.test/rss");
  EXPECT_EQ(after(hours(8 * 24)).doors_answered, 1U);
  EXPECT_EQ(archived().back(), "revisit 200 http://a.test/rss") << "asked in full, the same body";
}

TEST_F(RevisitTest, DoorsOfAnotherListDoNotPutOutThoseOfFeedsTxt) {
  add_feed("b.test/rss", {});
  crawl(kFeeds);
  CrawlOptions other = options("http://b.test/rss\n");
  other.list = "other.txt";
  crawl(other);
  auto ledger = this->ledger();
  int active = 0;
  const auto asked = ledger.database().query(
      "SELECT count(*) FROM doors WHERE active", {},
      [&](const store::SqlRow& row) { active = static_cast<int>(row.integer(0)); });
  ASSERT_TRUE(asked);
  EXPECT_EQ(active, 2);
}

TEST_F(RevisitTest, ADoorIsTriedWithoutFetchingItsPages) {
  CrawlOptions doors = options(kFeeds);
  doors.doors_only = true;
  const OutletSummary tried = crawl(doors).total;
  EXPECT_EQ(tried.doors_answered, 1U);
  EXPECT_EQ(tried.new_entries, 1U);
  EXPECT_EQ(server_.count("/te-te-1"), 0);
}

TEST(PageHead, ReadsTitleAndDescriptionAsTheyOccur) {
  const PageHead head = read_page_head(
      "<HTML><HEAD><TITLE>\n Bắt 2 người &amp; xe </TITLE><META content=\"Công an\" "
      "NAME=\"Description\"><script>var a = '<title>x</title>';</script>",
      "text/html; charset=utf-8");
  EXPECT_EQ(head.title, "Bắt 2 người & xe");
  EXPECT_EQ(head.description, "Công an");
  EXPECT_EQ(read_page_head("<body><title>Trong thân</title>", "").title, "");
  EXPECT_EQ(read_page_head("<title", "").title, "");
  EXPECT_EQ(read_page_head("<meta name=description content=", "").description, "");
  EXPECT_EQ(read_page_head("", "").title, "");
}

// A lost or lagging ledger must not cost the second look.
TEST_F(RevisitTest, ALostLedgerPlansAgainWhatIsStillToCome) {
  EXPECT_EQ(crawl(kFeeds).total.stored, 1U);
  std::filesystem::remove(folder_ / "state.db");
  EXPECT_EQ(after(minutes(30)).revisited, 0U);
  EXPECT_EQ(after(hours(2)).revisited, 1U);
  std::filesystem::remove(folder_ / "state.db");
  EXPECT_EQ(after(hours(3)).revisited, 0U) << "the first has been";
  EXPECT_EQ(after(hours(25)).revisited, 1U);
  EXPECT_EQ(after(hours(25)).stored, 0U);
  std::filesystem::remove(folder_ / "state.db");
  EXPECT_EQ(after(hours(8 * 24)).revisited, 0U) << "all its times have passed";
  EXPECT_EQ(pages_archived().size(), 3U);
}

}  // namespace
}  // namespace saola::crawler
