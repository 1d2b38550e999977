#include "crawler/politeness.h"

#include <gtest/gtest.h>

#include "crawler/budget.h"

namespace saola::crawler {
namespace {

using Kind = Reaction::Kind;

Politeness usual() { return Politeness(PolitenessOptions()); }

TEST(Politeness, PausesAfterTheEndOfARequest) {
  auto politeness = usual();
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(500), {}), Ticks(1500));
}

TEST(Politeness, HonoursCrawlDelayUpToTwoMinutes) {
  auto politeness = usual();
  politeness.set_crawl_delay("a.vn", Ticks(10'000));
  politeness.set_crawl_delay("a.vn", Ticks(2'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), {}), Ticks(10'000));
  EXPECT_EQ(politeness.end("b.vn", "www.b.vn", Ticks(0), {}), Ticks(1'000));
  politeness.set_crawl_delay("a.vn", Ticks(3'600'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), {}), Ticks(120'000));
}

TEST(Politeness, ASlowAnswerIsFollowedByALongerPause) {
  auto politeness = usual();
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), {Kind::fine, Ticks(8'000), {}}),
            Ticks(8'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), {Kind::fine, Ticks(55'000), {}}),
            Ticks(30'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), {Kind::fine, Ticks(3'000), {}}),
            Ticks(1'000));
}

TEST(Politeness, WaitsAsLongAsRetryAfterSays) {
  auto politeness = usual();
  EXPECT_EQ(
      politeness.end("a.vn", "www.a.vn", Ticks(0), {Kind::slow_down, Ticks(0), Ticks(45'000)}),
      Ticks(45'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), {Kind::slow_down, Ticks(0), Ticks(0)}),
            Ticks(1'000))
      << "never under the pause";
  EXPECT_EQ(politeness.asked_for_time("a.vn"), "");
  (void)politeness.end("a.vn", "www.a.vn", Ticks(0), {Kind::slow_down, Ticks(0), Ticks(3'600'000)});
  EXPECT_EQ(politeness.asked_for_time("a.vn"), "asked to come back in 3600 s");
}

TEST(Politeness, BacksOffTwiceAsLongEachTime) {
  auto politeness = usual();
  const Reaction busy{Kind::slow_down, Ticks(0), {}};
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), busy), Ticks(30'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), busy), Ticks(60'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), busy), Ticks(120'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), {}), Ticks(1'000));
  EXPECT_EQ(politeness.end("a.vn", "www.a.vn", Ticks(0), busy), Ticks(30'000))
      << "it starts anew after an answer";
}

TEST(Politeness, FiveFailuresInARowEndTheHostsNight) {
  auto politeness = usual();
  const Reaction failed{Kind::failed, Ticks(0), {}};
  const auto fail_times = [&](int times) {
    for (int i = 0; i < times; ++i) (void)politeness.end("a.vn", "rss.a.vn", Ticks(0), failed);
  };
  fail_times(4);
  (void)politeness.end("a.vn", "rss.a.vn", Ticks(0), {});
  fail_times(4);
  (void)politeness.end("a.vn", "www.a.vn", Ticks(0), {});
  EXPECT_EQ(politeness.broken("rss.a.vn"), "");
  fail_times(1);
  EXPECT_EQ(politeness.broken("rss.a.vn"), "5 requests in a row failed")
      << "what another host answers does not count";
  EXPECT_EQ(politeness.broken("www.a.vn"), "");
  EXPECT_EQ(politeness.asked_for_time("a.vn"), "");
}

TEST(Politeness, FailuresDoubleThePause) {
  auto politeness = usual();
  const Reaction failed{Kind::failed, Ticks(0), {}};
  EXPECT_EQ(politeness.end("a.vn", "a.vn", Ticks(0), failed), Ticks(2'000));
  EXPECT_EQ(politeness.end("a.vn", "b.a.vn", Ticks(0), failed), Ticks(4'000));
  EXPECT_EQ(politeness.end("a.vn", "c.a.vn", Ticks(0), {}), Ticks(1'000));
  for (int i = 0; i < 20; ++i) (void)politeness.end("a.vn", "a.vn", Ticks(0), failed);
  EXPECT_EQ(politeness.end("a.vn", "a.vn", Ticks(0), failed), Ticks(60'000));
}

TEST(BudgetBook, EndsAfterItsRequestsOrBytes) {
  BudgetBook book({3, 1'000'000});
  EXPECT_EQ(book.used_up("a.vn"), "");
  for (int i = 0; i < 3; ++i) book.spend_request("a.vn");
  EXPECT_EQ(book.used_up("a.vn"), "its budget of 3 requests is used up");
  book.spend_bytes("b.vn", 999'999);
  EXPECT_EQ(book.used_up("b.vn"), "");
  book.spend_bytes("b.vn", 1);
  EXPECT_EQ(book.used_up("b.vn"), "its budget of 1.0 MB is used up");
}

TEST(BudgetBook, ADoorsOwnBudgetCountsAndOfTwoTheSmaller) {
  BudgetBook book({1, 0});
  book.set("a.vn", {5, 0});
  book.set("a.vn", {2, 0});
  book.set("a.vn", {});
  book.spend_request("a.vn");
  EXPECT_EQ(book.used_up("a.vn"), "");
  book.spend_request("a.vn");
  EXPECT_EQ(book.used_up("a.vn"), "its budget of 2 requests is used up");
  BudgetBook without({});
  without.spend_bytes("a.vn", 1'000'000'000);
  EXPECT_EQ(without.used_up("a.vn"), "") << "0 is no limit";
}

TEST(RetryAfter, IsSecondsOrADate) {
  const Instant now = parse_iso("2017-11-14T10:00:00Z", kHomeOffset)->utc;
  using std::chrono::seconds;
  EXPECT_EQ(parse_retry_after("120", now), seconds(120));
  EXPECT_EQ(parse_retry_after(" 0 ", now), seconds(0));
  EXPECT_EQ(parse_retry_after("Tue, 14 Nov 2017 10:01:30 GMT", now), seconds(90));
  EXPECT_EQ(parse_retry_after("Tue, 14 Nov 2017 09:00:00 GMT", now), seconds(0));
  EXPECT_EQ(parse_retry_after("99999999999999999999", now), kLongestWish);
  EXPECT_EQ(parse_retry_after("700000", now), kLongestWish) << "a week";
  EXPECT_EQ(parse_retry_after("Fri, 31 Dec 2199 23:59:59 GMT", now), kLongestWish);
  EXPECT_EQ(parse_retry_after("Tuesday, 14-Nov-17 10:02:00 GMT", now), seconds(120));
  EXPECT_EQ(parse_retry_after("Tue Nov 14 10:03:00 2017", now), seconds(180)) << "GMT unsaid";
  EXPECT_EQ(parse_retry_after("soon", now), std::nullopt);
  EXPECT_EQ(parse_retry_after("-5", now), std::nullopt);
  EXPECT_EQ(parse_retry_after("", now), std::nullopt);
}

}  // namespace
}  // namespace saola::crawler
