// robots.txt in a run: what its answers mean, how long they are remembered, and by whom.

#include <fmt/format.h>

#include "tests/crawler/crawl_fixture.h"

namespace saola::crawler {
namespace {

using test::ServerAnswer;
using test::ServerRequest;

TEST_F(CrawlTest, NeverAsksWhatRobotsTxtForbids) {
  add_feed("a.test/rss",
           {"http://a.test/mot-1", "http://a.test/kin/hai-2", "http://www.a.test/ba-3"});
  for (const char* page : {"a.test/mot-1", "a.test/kin/hai-2", "www.a.test/ba-3"}) add_page(page);
  at("a.test/robots.txt").body = "User-agent: *\nDisallow: /kin/\n";
  at("www.a.test/robots.txt").body = "User-agent: Saola\nDisallow: /\n";
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.stored, 1U);
  EXPECT_EQ(summary.total.forbidden, 2U);
  EXPECT_EQ(server_.count("/kin/hai-2") + server_.count("/ba-3"), 0);
  EXPECT_EQ(state_of("http://a.test/kin/hai-2"), "forbidden");
}

// One night's slip: www. is closed, its door's host is not.
struct ReopenedTest : CrawlTest {
  ReopenedTest() {
    add_feed("a.test/rss", {"http://www.a.test/mot-1", "http://www.a.test/kin/hai-2"});
    add_page("www.a.test/mot-1");
    add_page("www.a.test/kin/hai-2");
    at("www.a.test/robots.txt").body = "User-agent: *\nDisallow: /\n";
  }
  /// The next night lists one page more on www.
  CrawlSummary next_night(std::chrono::hours later) {
    now_ += later;
    add_feed("a.test/rss", {"http://www.a.test/ba-3"});
    add_page("www.a.test/ba-3");
    return crawl("http://a.test/rss\n");
  }
};

TEST_F(ReopenedTest, WhatALaterRobotsTxtAllowsIsFetchedAfterAll) {
  EXPECT_EQ(crawl("http://a.test/rss\n").total.forbidden, 2U);
  at("www.a.test/robots.txt").body = "User-agent: *\nDisallow: /kin/\n";
  const CrawlSummary second = next_night(std::chrono::hours(24));
  EXPECT_EQ(second.total.stored, 2U);
  EXPECT_EQ(second.total.forbidden, 0U) << "what stays closed is not counted again";
  EXPECT_EQ(state_of("http://www.a.test/mot-1"), "stored");
  EXPECT_EQ(state_of("http://www.a.test/kin/hai-2"), "forbidden");
  EXPECT_EQ(server_.count("/kin/hai-2"), 0);
}

TEST_F(ReopenedTest, AMonthLaterItIsNoNews) {
  crawl("http://a.test/rss\n");
  pages_.erase("www.a.test/robots.txt");
  EXPECT_EQ(next_night(std::chrono::hours(31 * 24)).total.stored, 1U);
  EXPECT_EQ(state_of("http://www.a.test/mot-1"), "forbidden");
}

TEST_F(ReopenedTest, ARedirectIntoAClosedPlaceIsTriedAgainAfterAWeek) {
  add_feed("a.test/rss", {"http://a.test/chuyen-1"});
  at("a.test/chuyen-1").status = 302;
  at("a.test/chuyen-1").headers = {{"Location", "http://www.a.test/mot-1"}};
  EXPECT_EQ(crawl("http://a.test/rss\n").total.forbidden, 1U);
  now_ += std::chrono::hours(25);
  crawl("http://a.test/rss\n");
  EXPECT_EQ(server_.count("/chuyen-1"), 1);
  pages_.erase("www.a.test/robots.txt");
  now_ += std::chrono::hours(7 * 24);
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 1U);
}

// The clock of a machine may have been a year ahead for a night.
TEST_F(CrawlTest, ARobotsTxtOfTheFutureIsAskedForAgain) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  add_page("a.test/mot-1");
  at("a.test/robots.txt").body = "User-agent: *\nDisallow: /\n";
  now_ += std::chrono::hours(365 * 24);
  crawl("http://a.test/rss\n");
  now_ -= std::chrono::hours(365 * 24);
  pages_.erase("a.test/robots.txt");
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 1U);
}

// More rules than are held in memory at a time: they are read from the ledger again.
TEST_F(CrawlTest, ManyLargeRobotsTxtAreAllObeyed) {
  std::string rules = "User-agent: *\nDisallow: /kin/\n";
  while (rules.size() < (480u << 10))
    rules += "Disallow: /muc-luc-rat-dai-cua-nhung-trang-dong-cua\n";
  std::string feeds;
  for (int i = 0; i < 14; ++i) {
    const std::string host = fmt::format("b{}.test", i);
    at(host + "/robots.txt").body = rules;
    std::vector<std::string> links = {fmt::format("http://{}/kin/1", host)};
    for (int page = 0; page < 3; ++page) {
      links.push_back(fmt::format("http://{}/mo-{}", host, page));
      add_page(fmt::format("{}/mo-{}", host, page));
    }
    add_feed(host + "/rss", links);
    feeds += fmt::format("http://{}/rss\n", host);
  }
  const CrawlSummary summary = crawl(feeds);
  EXPECT_EQ(summary.total.stored, 42U);
  EXPECT_EQ(summary.total.forbidden, 14U);
  EXPECT_EQ(server_.count("/robots.txt"), 14) << "each was asked for once";
  EXPECT_EQ(server_.count("/kin/1"), 0);
}

TEST_F(CrawlTest, AForbiddenDoorIsAFailureAndNotSilence) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  at("a.test/robots.txt").body = "User-agent: *\nDisallow: /rss\n";
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.doors_failed, 1U);
  EXPECT_EQ(server_.count("/rss"), 0);
  EXPECT_NE(troubles_of(summary).find("robots.txt, line 2: Disallow: /rss"), std::string::npos);
}

// RFC 9309, 2.3.1.3 and 2.3.1.4.
TEST_F(CrawlTest, Rfc9309Section231FourHundredsAllowFiveHundredsWait) {
  for (const char* host : {"gone", "denied", "broken", "busy"}) {
    const std::string name = std::string(host) + ".test";
    add_feed(name + "/rss", {"http://" + name + "/mot-1"});
    add_page(name + "/mot-1");
  }
  at("denied.test/robots.txt").status = 403;
  at("broken.test/robots.txt").status = 500;
  at("busy.test/robots.txt").status = 429;
  at("busy.test/robots.txt").headers = {{"Retry-After", "0"}};
  const CrawlSummary summary = crawl(
      "http://gone.test/rss\nhttp://denied.test/rss\nhttp://broken.test/rss\nhttp://busy.test/"
      "rss\n");
  EXPECT_EQ(state_of("http://gone.test/mot-1"), "stored");
  EXPECT_EQ(state_of("http://denied.test/mot-1"), "stored");
  EXPECT_EQ(state_of("http://broken.test/mot-1"), "unknown");
  EXPECT_EQ(state_of("http://busy.test/mot-1"), "unknown");
  EXPECT_EQ(summary.total.doors_failed, 2U);
  EXPECT_NE(troubles_of(summary).find("robots.txt could not be asked: status 500"),
            std::string::npos);
}

// RFC 9309, 2.3.1.4 and 2.4: complete disallow, remembered by later runs, and asked again the next night.
TEST_F(CrawlTest, Rfc9309Section24ARobotsTxtThatCouldNotBeHadIsNotAskedForAgainBeforeTheNextNight) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  add_page("a.test/mot-1");
  at("a.test/robots.txt").status = 500;
  crawl("http://a.test/rss\n");
  server_.forget();
  now_ += std::chrono::hours(19);
  const CrawlSummary later = crawl("http://a.test/rss\n");
  EXPECT_EQ(server_.seen().size(), 0U);
  EXPECT_NE(
      troubles_of(later).find("robots.txt could not be asked: status 500; it is asked again after "
                              "2017-11-15T16:00:00Z"),
      std::string::npos)
      << troubles_of(later);
  at("a.test/robots.txt").status = 200;
  now_ += std::chrono::hours(1);
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 1U);
}

TEST_F(CrawlTest, ARobotsTxtThatTimesOutIsNotAskedForAgainBeforeTheNextNight) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  at("a.test/robots.txt").delay = std::chrono::milliseconds(1500);
  CrawlOptions options = this->options("http://a.test/rss\n");
  options.limits.total_time = std::chrono::seconds(1);
  crawl(options);
  server_.forget();
  crawl(options);
  EXPECT_EQ(server_.seen().size(), 0U);
}

// Our own line may be down: a run an hour later finds out, and 429 is no verdict for a day.
TEST_F(CrawlTest, AHostThatWasNotReachedAndOneThatIsBusyAreAskedAgainAfterAnHour) {
  CrawlOptions unreachable = options("http://a.test/rss\n");
  unreachable.connect_to = {"::127.0.0.1:1"};
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  add_page("a.test/mot-1");
  add_feed("b.test/rss", {"http://b.test/mot-1"});
  add_page("b.test/mot-1");
  at("b.test/robots.txt").status = 429;
  at("b.test/robots.txt").headers = {{"Retry-After", "0"}};
  crawl(unreachable);
  crawl("http://b.test/rss\n");
  pages_.erase("b.test/robots.txt");
  server_.forget();
  EXPECT_EQ(crawl("http://a.test/rss\nhttp://b.test/rss\n").requests, 0U);
  now_ += std::chrono::hours(1);
  EXPECT_EQ(crawl("http://a.test/rss\nhttp://b.test/rss\n").total.stored, 2U);
}

TEST_F(CrawlTest, Rfc9309Section24ARobotsTxtOfADayAgoIsAskedForAgainWithinARun) {
  std::vector<std::string> links;
  for (int i = 0; i < 6; ++i) {
    links.push_back("http://a.test/bai-" + std::to_string(i));
    add_page("a.test/bai-" + std::to_string(i));
  }
  add_feed("a.test/rss", links);
  on("a.test/bai-2", [this](const ServerRequest&) {
    now_ += std::chrono::hours(25);
    return pages_["a.test/bai-2"];
  });
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 6U);
  EXPECT_EQ(server_.count("/robots.txt"), 2);
}

TEST_F(CrawlTest, A304ForRobotsTxtIsNoPermission) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  at("a.test/robots.txt").status = 304;
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.doors_failed, 1U);
  EXPECT_EQ(server_.count("/rss"), 0);
}

// RFC 9309, 2.3.1.2: "crawlers SHOULD follow at least five consecutive redirects, even across authorities".
TEST_F(CrawlTest, Rfc9309Section2312FollowsRedirectsOfRobotsTxt) {
  add_feed("a.test/rss", {"http://a.test/kin-1", "http://a.test/mo-2"});
  add_page("a.test/kin-1");
  add_page("a.test/mo-2");
  const auto redirect = [this](const std::string& from, const std::string& to) {
    at(from).status = 301;
    at(from).headers = {{"Location", to}};
  };
  redirect("a.test/robots.txt", "/r1");
  redirect("a.test/r1", "/r2");
  redirect("a.test/r2", "/r3");
  redirect("a.test/r3", "/r4");
  redirect("a.test/r4", "http://b.test/robots.txt");
  at("b.test/robots.txt").body = "User-agent: *\nDisallow: /kin\n";
  EXPECT_EQ(crawl("http://a.test/rss\n").total.forbidden, 1U);
  EXPECT_EQ(server_.count("/kin-1"), 0);
}

TEST_F(CrawlTest, MoreRedirectsOfRobotsTxtThanFiveMeanNoRules) {
  add_feed("a.test/rss", {"http://a.test/mo-2"});
  add_page("a.test/mo-2");
  for (int i = 0; i < 9; ++i) {
    ServerAnswer& answer = at(i == 0 ? "a.test/robots.txt" : "a.test/r" + std::to_string(i));
    answer.status = 302;
    answer.headers = {{"Location", "/r" + std::to_string(i + 1)}};
  }
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 1U);
  EXPECT_EQ(server_.count("/r5"), 1);
  EXPECT_EQ(server_.count("/r6"), 0);
}

TEST_F(CrawlTest, CrawlDelayOfRobotsTxtIsKept) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  add_page("a.test/mot-1");
  at("a.test/robots.txt").body = "User-agent: *\nCrawl-delay: 0.1\n";
  crawl("http://a.test/rss\n");
  const auto seen = server_.seen();
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_GE(seen[1].begun - seen[0].answered, std::chrono::milliseconds(95));
  EXPECT_GE(seen[2].begun - seen[1].answered, std::chrono::milliseconds(95));
}

}  // namespace
}  // namespace saola::crawler
