// The whole run against a server on loopback: what is asked, what is kept, what is written down.

#include "crawler/crawl.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/capture_fields.h"
#include "tests/crawler/crawl_fixture.h"

namespace saola::crawler {
namespace {

using test::ServerAnswer;
using test::ServerRequest;

int count_of(const std::vector<std::string>& list, const std::string& wanted) {
  return static_cast<int>(std::count(list.begin(), list.end(), wanted));
}

TEST_F(CrawlTest, FetchesTheEntriesOfEveryDoorOnce) {
  add_feed("a.test/rss", {"http://a.test/mot-1", "http://a.test/hai-2?utm_source=rss"});
  add_feed("a.test/home.rss",
           {"http://a.test/mot-1#top", "http://a.test/hai-2", "http://b.test/ba-3"});
  for (const char* page :
       {"a.test/mot-1", "a.test/hai-2", "a.test/hai-2?utm_source=rss", "b.test/ba-3"})
    add_page(page);
  const CrawlSummary summary = crawl("http://a.test/rss name=\"Báo A\"\nhttp://a.test/home.rss\n");
  EXPECT_EQ(summary.total.stored, 3U);
  EXPECT_EQ(summary.total.entries, 5U);
  EXPECT_EQ(summary.total.new_entries, 3U);
  ASSERT_EQ(summary.outlets.size(), 1U);
  EXPECT_EQ(summary.outlets[0].name, "Báo A");
  EXPECT_EQ(summary.outlets[0].doors_answered, 2U);
  EXPECT_EQ(server_.count("/mot-1"), 1);
  EXPECT_EQ(server_.count("/hai-2") + server_.count("/hai-2?utm_source=rss"), 1);
  EXPECT_EQ(count_of(archived(), "200 http://b.test/ba-3"), 1);
  EXPECT_EQ(state_of("http://a.test/mot-1"), "stored");
}

TEST_F(CrawlTest, KeepsWhatTheDoorSaidBesideThePage) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  add_page("a.test/mot-1");
  crawl("http://a.test/rss outlet=bao-a name=\"Báo A\" section=law lang=vi tier=1\n");
  auto cursor = store::Archive(folder_ / "archive").read_from({}, {});
  store::CaptureFields fields;
  while (const auto group = cursor->next().value()) {
    if (group->records.front().target_uri() == "http://a.test/mot-1")
      fields = store::capture_fields_of(group->records);
  }
  EXPECT_EQ(fields.kind, "page");
  EXPECT_EQ(fields.door, "http://a.test/rss");
  EXPECT_EQ(fields.outlet, "bao-a");
  EXPECT_EQ(fields.outlet_name, "Báo A");
  EXPECT_EQ(fields.section, "law");
  EXPECT_EQ(fields.lang, "vi");
  EXPECT_EQ(fields.tier, "1");
  EXPECT_EQ(fields.entry_title, "Bài http://a.test/mot-1");
  EXPECT_EQ(to_iso(fields.entry_published.value()), "2017-11-14T16:25:38+07:00");
}

TEST_F(CrawlTest, ASecondRunAsksOnlyTheDoorsAndOnCondition) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  add_page("a.test/mot-1");
  on("a.test/rss", [this](const ServerRequest& request) {
    ServerAnswer answer = pages_["a.test/rss"];
    answer.headers.push_back({"ETag", "\"v1\""});
    if (request.header("if-none-match") == "\"v1\"") answer.status = 304, answer.body.clear();
    return answer;
  });
  crawl("http://a.test/rss\n");
  server_.forget();
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.requests, 1U) << "robots.txt is kept a day";
  EXPECT_EQ(summary.total.doors_unchanged, 1U);
  EXPECT_EQ(summary.total.doors_failed, 0U);
  EXPECT_EQ(server_.seen().size(), 1U);
  now_ += std::chrono::hours(8 * 24);
  server_.forget();
  EXPECT_EQ(crawl("http://a.test/rss\n").total.doors_answered, 1U) << "once a week in full";
  EXPECT_EQ(server_.count("/robots.txt"), 1);
  EXPECT_EQ(server_.count("/mot-1"), 0);
}

TEST_F(CrawlTest, AValidatorThatLiesIsBelievedNoMore) {
  int version = 1;
  on("a.test/rss", [&](const ServerRequest& request) {
    add_feed("a.test/rss", {"http://a.test/bai-" + std::to_string(version)});
    ServerAnswer answer = pages_["a.test/rss"];
    answer.headers.push_back({"ETag", "\"always\""});
    if (!request.header("if-none-match").empty()) answer.status = 304, answer.body.clear();
    return answer;
  });
  crawl("http://a.test/rss\n");
  version = 2;
  EXPECT_EQ(crawl("http://a.test/rss\n").total.doors_unchanged, 1U);
  now_ += std::chrono::hours(8 * 24);
  EXPECT_NE(troubles_of(crawl("http://a.test/rss\n")).find("validator"), std::string::npos);
  version = 3;
  EXPECT_EQ(crawl("http://a.test/rss\n").total.new_entries, 1U);
}

// A server that says 304 to whatever condition: its new validator comes with what it has withheld.
TEST_F(CrawlTest, A304ForAListThatHadMoreIsBelievedNoMore) {
  int version = 1;
  on("a.test/rss", [&](const ServerRequest& request) {
    add_feed("a.test/rss", {"http://a.test/bai-" + std::to_string(version)});
    ServerAnswer answer = pages_["a.test/rss"];
    answer.headers.push_back({"ETag", "\"v" + std::to_string(version) + "\""});
    if (!request.header("if-none-match").empty()) answer.status = 304, answer.body.clear();
    return answer;
  });
  now_ = parse_iso("2017-11-14T09:00:00Z", kHomeOffset)->utc;  // its entries are of 09:25
  crawl("http://a.test/rss\n");
  version = 2;
  now_ += std::chrono::hours(24);
  EXPECT_EQ(crawl("http://a.test/rss\n").total.doors_unchanged, 1U);
  now_ += std::chrono::hours(7 * 24);
  EXPECT_NE(troubles_of(crawl("http://a.test/rss\n")).find("304 when it had new entries"),
            std::string::npos);
  version = 3;
  EXPECT_EQ(crawl("http://a.test/rss\n").total.new_entries, 1U);
}

TEST_F(CrawlTest, AnHonest304BeforeAFreshEntryIsBelievedFurther) {
  add_feed("a.test/rss", {"http://a.test/bai-1"});
  at("a.test/rss").headers.push_back({"ETag", "\"v1\""});
  const auto honest = [this](const ServerRequest& request) {
    ServerAnswer answer = pages_["a.test/rss"];
    const bool is_same = request.header("if-none-match") == answer.headers.back().second;
    if (is_same) answer.status = 304, answer.body.clear();
    return answer;
  };
  on("a.test/rss", honest);
  now_ = parse_iso("2017-11-14T01:00:00Z", kHomeOffset)->utc;
  crawl("http://a.test/rss\n");
  crawl("http://a.test/rss\n");
  add_feed("a.test/rss", {"http://a.test/bai-2"});  // of 09:25, eight hours after it was asked
  at("a.test/rss").headers.push_back({"ETag", "\"v2\""});
  now_ += std::chrono::hours(24);
  EXPECT_EQ(crawl("http://a.test/rss\n").total.new_entries, 1U);
  EXPECT_EQ(crawl("http://a.test/rss\n").total.doors_unchanged, 1U);
}

TEST_F(CrawlTest, ARetryAfterOfYearsIsAWeek) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  at("a.test/mot-1").status = 503;
  at("a.test/mot-1").headers = {{"Retry-After", "Fri, 31 Dec 2199 23:59:59 GMT"}};
  crawl("http://a.test/rss\n");
  server_.forget();
  now_ += std::chrono::hours(7 * 24 - 1);
  EXPECT_EQ(crawl("http://a.test/rss\n").requests, 0U);
  now_ += std::chrono::hours(1);
  pages_.erase("a.test/mot-1");
  add_page("a.test/mot-1");
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 1U);
}

TEST_F(CrawlTest, WaitsAsLongAsRetryAfterSaysAndAsksAgain) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  int asked = 0;
  on("a.test/mot-1", [&](const ServerRequest&) {
    add_page("a.test/mot-1");
    ServerAnswer answer = pages_["a.test/mot-1"];
    if (++asked == 1) answer.status = 503, answer.headers.push_back({"Retry-After", "1"});
    return answer;
  });
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.stored, 1U);
  const auto seen = server_.seen();
  const auto& last = seen[seen.size() - 1];
  const auto& before = seen[seen.size() - 2];
  EXPECT_GE(last.begun - before.answered, std::chrono::milliseconds(990));
}

TEST_F(CrawlTest, ALongRetryAfterLeavesTheDomainForALaterRun) {
  add_feed("a.test/rss", {"http://a.test/mot-1", "http://a.test/hai-2", "http://b.test/ba-3"});
  add_page("a.test/hai-2");
  add_page("b.test/ba-3");
  at("a.test/mot-1").status = 429;
  at("a.test/mot-1").headers = {{"Retry-After", "7200"}};
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.stored, 1U);
  EXPECT_EQ(summary.total.blocked, 1U);
  EXPECT_EQ(summary.total.waiting, 1U);
  server_.forget();
  now_ += std::chrono::hours(1);
  EXPECT_EQ(crawl("http://a.test/rss\n").requests, 0U) << "not before it is time";
  now_ += std::chrono::hours(2);
  pages_.erase("a.test/mot-1");
  add_page("a.test/mot-1");
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 2U);
}

TEST_F(CrawlTest, FollowsRedirectsAndKnowsThePageByBothNames) {
  add_feed("a.test/rss", {"http://a.test/cu-1"});
  at("a.test/cu-1").status = 301;
  at("a.test/cu-1").headers = {{"Location", "http://www.a.test/moi-1?utm_source=x"}};
  add_page("www.a.test/moi-1?utm_source=x");
  EXPECT_EQ(crawl("http://a.test/rss\n").total.stored, 1U);
  EXPECT_EQ(state_of("http://a.test/cu-1"), "stored");
  EXPECT_EQ(count_of(archived(), "301 http://a.test/cu-1"), 1);
  EXPECT_EQ(count_of(archived(), "200 http://www.a.test/moi-1?utm_source=x"), 1);
  add_feed("a.test/rss", {"http://www.a.test/moi-1", "http://a.test/cu-1"});
  server_.forget();
  EXPECT_EQ(crawl("http://a.test/rss\n").total.new_entries, 0U);
  EXPECT_EQ(server_.seen().size(), 1U);
}

TEST_F(CrawlTest, ARedirectToAKnownPageIsNotFetchedAgain) {
  add_feed("a.test/rss", {"http://a.test/moi-1", "http://a.test/cu-1"});
  add_page("a.test/moi-1");
  at("a.test/cu-1").status = 302;
  at("a.test/cu-1").headers = {{"Location", "/moi-1"}};
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.stored, 1U);
  EXPECT_EQ(summary.total.known, 1U);
  EXPECT_EQ(server_.count("/moi-1"), 1);
  EXPECT_EQ(state_of("http://a.test/cu-1"), "stored");
}

TEST_F(CrawlTest, CirclesAndEndlessRedirectsEnd) {
  add_feed("a.test/rss", {"http://a.test/vong-1", "http://a.test/dai-0", "http://a.test/sai-3"});
  at("a.test/vong-1").status = 302;
  at("a.test/vong-1").headers = {{"Location", "/vong-2"}};
  at("a.test/vong-2").status = 302;
  at("a.test/vong-2").headers = {{"Location", "/vong-1"}};
  at("a.test/sai-3").status = 302;
  at("a.test/sai-3").headers = {{"Location", "file:///etc/passwd"}};
  for (int i = 0; i < 9; ++i) {
    at("a.test/dai-" + std::to_string(i)).status = 302;
    at("a.test/dai-" + std::to_string(i)).headers = {{"Location", "/dai-" + std::to_string(i + 1)}};
  }
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.failed, 3U);
  EXPECT_EQ(server_.count("/dai-5"), 1);
  EXPECT_EQ(server_.count("/dai-6"), 0);
  EXPECT_NE(troubles_of(summary).find("circle"), std::string::npos);
  EXPECT_NE(troubles_of(summary).find("file:///etc/passwd"), std::string::npos);
}

TEST_F(CrawlTest, ACircleThatSetsACookieIsACookieWall) {
  add_feed("a.test/rss", {"http://a.test/bai-1"});
  at("a.test/bai-1").status = 302;
  at("a.test/bai-1").headers = {{"Location", "/kiem-tra?ve=bai-1"}, {"Set-Cookie", "seen=1"}};
  at("a.test/kiem-tra?ve=bai-1").status = 302;
  at("a.test/kiem-tra?ve=bai-1").headers = {{"Location", "/bai-1"}};
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.blocked, 1U);
  EXPECT_NE(troubles_of(summary).find("cookie wall"), std::string::npos);
}

TEST_F(CrawlTest, BlocksAreRecordedAsBlocks) {
  add_feed("a.test/rss",
           {"http://a.test/cam-1", "http://a.test/thach-thuc-2", "http://a.test/cookie-3",
            "http://a.test/dang-nhap-4", "http://a.test/bao-5"});
  at("a.test/cam-1").status = 403;
  at("a.test/thach-thuc-2").headers = {{"Content-Type", "text/html"}};
  at("a.test/thach-thuc-2").body = "<html><head><title>Just a moment...</title></head><body><p>" +
                                   std::string(300, 'x') + "</p></body></html>";
  at("a.test/cookie-3").headers = {{"Content-Type", "text/html"}};
  at("a.test/cookie-3").body =
      "<html><body><script>document.cookie=\"D1N=abc\";window.location.reload(true);</script></"
      "body></html>";
  at("a.test/dang-nhap-4").status = 302;
  at("a.test/dang-nhap-4").headers = {{"Location", "/dang-nhap?next=4"}};
  add_page("a.test/bao-5");
  const CrawlSummary summary = crawl("http://a.test/rss\n");
  EXPECT_EQ(summary.total.blocked, 4U);
  EXPECT_EQ(summary.total.stored, 1U);
  EXPECT_EQ(count_of(archived(), "403 http://a.test/cam-1"), 1) << "the evidence is kept";
  EXPECT_EQ(state_of("http://a.test/cookie-3"), "waiting") << "it is tried again on later nights";
}

TEST_F(CrawlTest, FailedPagesAreTriedOnLaterNightsAndThenGivenUp) {
  add_feed("a.test/rss", {"http://a.test/loi-1", "http://a.test/mat-2"});
  at("a.test/loi-1").status = 500;
  at("a.test/mat-2").status = 404;
  CrawlOptions options = this->options("http://a.test/rss\n");
  for (int night = 0; night < 8; ++night) {
    crawl(options);
    now_ += std::chrono::hours(48);
  }
  EXPECT_EQ(server_.count("/loi-1"), options.limits.page_attempts);
  EXPECT_EQ(server_.count("/mat-2"), 2);
  EXPECT_EQ(state_of("http://a.test/loi-1"), "failed");
}

TEST_F(CrawlTest, OneRequestAtATimeForADomain) {
  std::string feeds;
  for (const char* host : {"a.test", "b.test"}) {
    std::vector<std::string> links;
    for (int i = 0; i < 12; ++i) {
      const std::string page =
          std::string(i % 2 == 0 ? "" : "www.") + host + "/bai-" + std::to_string(i);
      links.push_back("http://" + page);
      add_page(page);
      at(page).delay = std::chrono::milliseconds(3);
    }
    add_feed(std::string(host) + "/rss", links);
    feeds += "http://" + std::string(host) + "/rss\n";
  }
  EXPECT_EQ(crawl(feeds).total.stored, 24U);
  const auto seen = server_.seen();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    for (std::size_t j = i + 1; j < seen.size(); ++j) {
      if (seen[i].host.ends_with("a.test") != seen[j].host.ends_with("a.test")) continue;
      EXPECT_LE(seen[i].answered, seen[j].begun) << seen[i].target << " and " << seen[j].target;
    }
  }
}

TEST_F(CrawlTest, APauseIsKeptBetweenTwoRequests) {
  add_feed("a.test/rss", {"http://a.test/mot-1", "http://www.a.test/hai-2"});
  add_page("a.test/mot-1");
  add_page("www.a.test/hai-2");
  CrawlOptions options = this->options("http://a.test/rss\n");
  options.pause = std::chrono::milliseconds(40);
  crawl(options);
  const auto seen = server_.seen();
  ASSERT_EQ(seen.size(), 5U);
  for (std::size_t i = 1; i < seen.size(); ++i) {
    EXPECT_GE(seen[i].begun - seen[i - 1].answered, std::chrono::milliseconds(38))
        << seen[i].target;
  }
}

// One server often stands behind all the names of a site.
TEST_F(CrawlTest, ASiteSeesOneConnectionHoweverManyHostsItHas) {
  std::vector<std::string> links;
  for (int i = 0; i < 12; ++i) {
    const std::string host = std::vector<std::string>{"a.test", "www.a.test", "m.a.test"}[i % 3];
    links.push_back(fmt::format("http://{}/bai-{}", host, i));
    add_page(links.back().substr(7));
  }
  add_feed("a.test/rss", links);
  add_feed("b.test/rss", {"http://b.test/mot-1"});
  add_page("b.test/mot-1");
  EXPECT_EQ(crawl("http://a.test/rss\nhttp://b.test/rss\n").total.stored, 13U);
  for (const auto& request : server_.seen()) {
    EXPECT_EQ(request.others_open, 0) << request.host << request.target;
  }
}

TEST_F(CrawlTest, MaxPagesLeavesTheOthersWaiting) {
  std::vector<std::string> links;
  for (int i = 0; i < 5; ++i) {
    links.push_back("http://a.test/bai-" + std::to_string(i));
    add_page("a.test/bai-" + std::to_string(i));
  }
  add_feed("a.test/rss", links);
  CrawlOptions options = this->options("http://a.test/rss\n");
  options.max_pages = 2;
  const CrawlSummary first = crawl(options);
  EXPECT_EQ(first.total.stored, 2U);
  EXPECT_EQ(first.total.waiting, 3U);
  EXPECT_EQ(crawl(options).total.stored, 2U);
  EXPECT_EQ(crawl(options).total.stored, 1U);
}

TEST_F(CrawlTest, OnlyTheNamedOutletIsAsked) {
  add_feed("a.test/rss", {"http://a.test/mot-1"});
  add_feed("b.test/rss", {"http://b.test/hai-2"});
  add_page("a.test/mot-1");
  add_page("b.test/hai-2");
  CrawlOptions options = this->options("http://a.test/rss\nhttp://b.test/rss\n");
  options.only = {"B.test"};
  const CrawlSummary summary = crawl(options);
  ASSERT_EQ(summary.outlets.size(), 1U);
  EXPECT_EQ(summary.outlets[0].outlet, "b.test");
  EXPECT_EQ(server_.count("/mot-1"), 0);
}

TEST_F(CrawlTest, ReadsSitemapIndexAndSectionPage) {
  at("a.test/sitemap.xml").body =
      "<sitemapindex><sitemap><loc>http://a.test/news.xml</loc></sitemap><sitemap><loc>/cu.xml</"
      "loc>"
      "<lastmod>2015-01-01</lastmod></sitemap></sitemapindex>";
  at("a.test/news.xml").body =
      "<urlset><url><loc>http://a.test/mot-1</loc><lastmod>2017-11-14</lastmod></url>"
      "<url><loc>http://a.test/cu-9</loc><lastmod>2016-01-01</lastmod></url></urlset>";
  at("b.test/thoi-su").headers = {{"Content-Type", "text/html"}};
  at("b.test/thoi-su").body =
      "<html><body><p>" + std::string(200, 'x') +
      "</p><a href=\"/kiem-lam-tha-te-te-12345.html\">Kiểm lâm thả tê tê</a></body></html>";
  add_page("a.test/mot-1");
  add_page("b.test/kiem-lam-tha-te-te-12345.html");
  const CrawlSummary summary =
      crawl("http://a.test/sitemap.xml type=sitemap\nhttp://b.test/thoi-su type=page\n");
  EXPECT_EQ(summary.total.stored, 2U);
  EXPECT_EQ(summary.total.doors_answered, 2U);
  EXPECT_EQ(summary.total.entries, 3U);
  EXPECT_EQ(server_.count("/cu.xml") + server_.count("/cu-9"), 0) << "older than a month";
}

TEST_F(CrawlTest, DoorsThatSayNothingAreFailuresWithAReason) {
  add_feed("trong.test/rss", {});
  at("trang.test/rss").body =
      "<!DOCTYPE html><html><body><p>" + std::string(300, 'x') + "</p></body></html>";
  const CrawlSummary summary =
      crawl("http://trong.test/rss\nhttp://trang.test/rss\nhttp://mat.test/rss\n");
  EXPECT_EQ(summary.total.doors_failed, 3U);
  const std::string troubles = troubles_of(summary);
  EXPECT_NE(troubles.find("it lists nothing"), std::string::npos);
  EXPECT_NE(troubles.find("a web page came instead of a feed"), std::string::npos);
  EXPECT_NE(troubles.find("status 404"), std::string::npos);
}

TEST_F(CrawlTest, AStopEndsTheRunAtOnceAndLosesNothing) {
  std::vector<std::string> links;
  for (int i = 0; i < 30; ++i) {
    links.push_back("http://a.test/bai-" + std::to_string(i));
    add_page("a.test/bai-" + std::to_string(i));
  }
  add_feed("a.test/rss", links);
  is_stopped_ = [this] { return server_.count("/bai-9") > 0; };
  const CrawlSummary first = crawl("http://a.test/rss\n");
  EXPECT_TRUE(first.was_stopped);
  EXPECT_LT(first.total.stored, 30U);
  is_stopped_ = nullptr;
  const CrawlSummary second = crawl("http://a.test/rss\n");
  EXPECT_EQ(first.total.stored + second.total.stored, 30U);
  const auto kept = archived();
  for (const std::string& link : links) EXPECT_EQ(count_of(kept, "200 " + link), 1) << link;
}

TEST_F(CrawlTest, AStopInALongFeedTakesNothingForReadThatWasNot) {
  std::vector<std::string> links;
  for (int i = 0; i < 5000; ++i) links.push_back("http://a.test/bai-" + std::to_string(i));
  add_feed("a.test/rss", links);
  int conditional = 0;
  on("a.test/rss", [&](const test::ServerRequest& request) {
    conditional += request.header("if-none-match").empty() ? 0 : 1;
    test::ServerAnswer answer = pages_["a.test/rss"];
    answer.headers.push_back({"ETag", "\"v1\""});
    return answer;
  });
  int asked = 0;  // while the feed's answer is on its way and read
  is_stopped_ = [&] { return server_.count("/rss") > 0 && ++asked > 8; };
  const CrawlSummary stopped = crawl("http://a.test/rss\n");
  EXPECT_TRUE(stopped.was_stopped);
  EXPECT_EQ(stopped.total.doors_answered, 0U) << "it was not read to its end";
  is_stopped_ = nullptr;
  CrawlOptions options = this->options("http://a.test/rss\n");
  options.max_pages = 1;
  const CrawlSummary resumed = crawl(options);
  EXPECT_EQ(conditional, 0) << "else a 304 would hide the rest for a week";
  EXPECT_EQ(resumed.total.entries, 5000U);
  EXPECT_EQ(resumed.total.waiting, 4999U);
}

TEST(CrawlOptionsTest, PauseAndContactAreChecked) {
  CrawlOptions options;
  options.contact = "https://saola.example/";
  EXPECT_TRUE(check_options(options).has_value());
  options.pause = std::chrono::milliseconds(999);
  ASSERT_FALSE(check_options(options).has_value());
  EXPECT_EQ(check_options(options).error().code, Code::usage);
  options.allow_private = true;
  EXPECT_TRUE(check_options(options).has_value());
  options.contact.clear();
  EXPECT_FALSE(check_options(options).has_value());
  options.contact = "https://saola.example/";
  options.doors = parse_feed_list("http://a.vn/rss\n", "feeds.txt").doors;
  options.only = {"A.vn"};
  EXPECT_TRUE(check_options(options).has_value());
  options.only = {"a.vn", "b.vn"};
  ASSERT_FALSE(check_options(options).has_value());
  EXPECT_NE(check_options(options).error().message.find("b.vn"), std::string::npos);
  EXPECT_EQ(user_agent(options), "Saola/0.1 (+https://saola.example/; news monitoring)");
}

}  // namespace
}  // namespace saola::crawler
