#include "store/ledger_health.h"

#include <gtest/gtest.h>

#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr Day kToday{days(17'445)};  // 2017-10-06, kNoon's in Ha Noi

Door door(const std::string& url, const std::string& outlet, const std::string& name) {
  Door door;
  door.url = url;
  door.outlet = outlet;
  door.outlet_name = name;
  return door;
}

/// Two outlets: A with three doors and a good night but one block, B silent; X is polled but no longer listed.
struct LedgerHealth : testing::Test {
  Folder folder;
  Ledger ledger = must(Ledger::open(folder / "state.db"));

  void poll(const std::string& door, Instant at, Outcome outcome, std::optional<int> seen = {},
            std::optional<int> fresh = {}) {
    Poll poll;
    poll.door = door;
    poll.at = at;
    poll.outcome = outcome;
    poll.bytes = 10;
    if (seen) poll.entries_seen = *seen;
    if (fresh) poll.entries_new = *fresh;
    poll.message = std::string(to_string(outcome));
    must(ledger.record_poll(poll));
  }
  void fetch(const std::string& url, Instant at, Outcome outcome, const std::string& outlet = "a") {
    Fetch fetch;
    fetch.canonical_url = fetch.url = url;
    fetch.outlet = outlet;
    fetch.at = at;
    fetch.outcome = outcome;
    fetch.bytes = 1000;
    must(ledger.record_fetch(fetch));
  }
  void SetUp() override {
    must(ledger.set_doors(std::vector{door("x1", "x", "X")}, kNoon - hours(48)));
    must(ledger.set_doors(std::vector{door("a1", "a", "Báo A"), door("a2", "a", "Báo A"),
                                      door("a3", "a", "Báo A"), door("b1", "b", "Báo B")},
                          kNoon - hours(40)));
    poll("a1", kNoon - hours(30), Outcome::ok, 99, 99);  // before the period
    poll("a1", kNoon, Outcome::timeout);
    poll("a1", kNoon + seconds(5), Outcome::ok, 20, 4);
    poll("a2", kNoon, Outcome::ok, 10, 0);
    poll("a2", kNoon + seconds(5), Outcome::blocked);
    poll("x1", kNoon, Outcome::http_error);
    for (int n = 0; n < 3; ++n) fetch("a" + std::to_string(n), kNoon + seconds(n), Outcome::ok);
    fetch("a3", kNoon, Outcome::rate_limited);
    fetch("a4", kNoon, Outcome::gone);
    fetch("b0", kNoon - hours(100), Outcome::ok, "b");
    Page waiting;
    waiting.canonical_url = "b1";
    waiting.outlet = "b";
    waiting.first_seen = waiting.next_try = kNoon;
    EXPECT_TRUE(must(ledger.add_page(waiting)));
  }
};

TEST_F(LedgerHealth, AnOutletsNightIsSummedUp) {
  const auto all = must(outlet_summaries(ledger, kNoon, kNoon + hours(1)));
  ASSERT_EQ(all.size(), 3u);
  const auto& a = all[0];
  EXPECT_EQ(a.outlet, "a");
  EXPECT_EQ(a.name, "Báo A");
  EXPECT_EQ(a.doors, 3);
  EXPECT_EQ(a.doors_polled, 2);  // a3 was not asked: that shows
  EXPECT_EQ(a.doors_failed, 0);  // a1 failed first and then answered
  EXPECT_EQ(a.doors_blocked, 1);
  EXPECT_EQ(a.polls, 4);
  EXPECT_EQ(a.entries_seen, 30);
  EXPECT_EQ(a.entries_new, 4);
  EXPECT_EQ(a.pages_stored, 3);
  EXPECT_EQ(a.pages_blocked, 1);
  EXPECT_EQ(a.pages_failed, 1);
  EXPECT_EQ(a.bytes, 4u * 10 + 5 * 1000);
  EXPECT_EQ(a.last_stored, kNoon + seconds(2));
  EXPECT_EQ(a.last_new_entry, kNoon + seconds(5));
}

TEST_F(LedgerHealth, ASilentOutletIsListedWithItsLastSign) {
  const auto all = must(outlet_summaries(ledger, kNoon, kNoon + hours(1)));
  const auto& b = all.at(1);
  EXPECT_EQ(b.doors, 1);
  EXPECT_EQ(b.doors_polled, 0);
  EXPECT_EQ(b.pages_stored, 0);
  EXPECT_EQ(b.pages_waiting, 1);
  EXPECT_EQ(b.last_stored, kNoon - hours(100));
  EXPECT_EQ(b.last_new_entry, std::nullopt);
  EXPECT_EQ(all.at(2).outlet, "x");  // asked in the period, but no longer listed
  EXPECT_EQ(all.at(2).doors, 0);
  EXPECT_EQ(all.at(2).polls, 1);
}

TEST_F(LedgerHealth, APeriodHoldsItsFirstSecondAndNotItsLast) {
  EXPECT_EQ(must(outlet_summaries(ledger, kNoon, kNoon + seconds(2))).at(0).pages_stored, 2);
  EXPECT_EQ(
      must(outlet_summaries(ledger, kNoon + seconds(2), kNoon + seconds(9))).at(0).pages_stored, 1);
}

TEST_F(LedgerHealth, DaysAreCutAtMidnightInHaNoi) {
  poll("b1", Instant(seconds(1'507'309'199)), Outcome::ok, 1,
       1);  // 2017-10-06T16:59:59Z, 23:59:59 in Ha Noi
  poll("b1", Instant(seconds(1'507'309'200)), Outcome::ok, 2, 2);  // a second later: the 7th there
  std::vector<std::string> found;
  for (const auto& day : must(outlet_days(ledger, kToday, kToday + days(1)))) {
    if (day.outlet == "b")
      found.push_back(to_iso(day.day) + " " + std::to_string(day.entries_seen.value_or(-1)));
  }
  EXPECT_EQ(found, (std::vector<std::string>{"2017-10-06 1", "2017-10-07 2"}));
}

TEST_F(LedgerHealth, ADaysNumbersAddUp) {
  const auto rows = must(outlet_days(ledger, kToday, kToday));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].outlet, "a");
  EXPECT_EQ(rows[0].doors_planned, 3);
  EXPECT_EQ(rows[0].doors_polled, 2);
  EXPECT_EQ(rows[0].polls, 4);
  EXPECT_EQ(rows[0].polls_failed, 1);
  EXPECT_EQ(rows[0].polls_blocked, 1);
  EXPECT_EQ(rows[0].entries_seen, 30);
  EXPECT_EQ(rows[0].entries_new, 4);
  EXPECT_EQ(rows[0].pages_stored, 3);
  EXPECT_EQ(rows[0].pages_blocked, 1);
  EXPECT_EQ(rows[0].pages_failed, 1);
}

TEST_F(LedgerHealth, ADayOnWhichNobodyAskedIsThereAsLongAsADoorIsInFeedsTxt) {
  must(ledger.set_doors({}, kNoon + days(3)));
  std::vector<std::string> planned;
  for (const auto& row : must(outlet_days(ledger, kToday - days(3), kToday + days(9)))) {
    if (row.outlet != "b") continue;
    EXPECT_EQ(row.doors_polled, 0);
    planned.push_back(to_iso(row.day) + " " + std::to_string(row.doors_planned));
  }
  EXPECT_EQ(planned, (std::vector<std::string>{"2017-10-04 1", "2017-10-05 1", "2017-10-06 1",
                                               "2017-10-07 1", "2017-10-08 1"}));
}

TEST_F(LedgerHealth, CompactedDaysGiveTheSameNumbers) {
  fetch("a0", kNoon + seconds(9), Outcome::not_modified);
  const auto before = must(outlet_days(ledger, kToday - days(10), kToday));
  const auto sums = must(outlet_summaries(ledger, kNoon - days(10), kNoon + days(1)));
  EXPECT_EQ(must(ledger.compact(kNoon + hours(3))),
            2)  // an earlier poll and fetch; today is not over
      << "whole days only";
  EXPECT_EQ(must(ledger.compact(kNoon + days(1))), 11);
  EXPECT_EQ(must(ledger.compact(kNoon + days(1))), 0);
  const auto after = must(outlet_days(ledger, kToday - days(10), kToday));
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) EXPECT_EQ(after[i], before[i]) << i;
  const auto again = must(outlet_summaries(ledger, kNoon - days(10), kNoon + days(1)));
  ASSERT_EQ(again.size(), sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    EXPECT_EQ(again[i].polls, sums[i].polls);
    EXPECT_EQ(again[i].entries_new, sums[i].entries_new);
    EXPECT_EQ(again[i].pages_stored, sums[i].pages_stored);
    EXPECT_EQ(again[i].pages_failed, sums[i].pages_failed);
    EXPECT_EQ(again[i].bytes, sums[i].bytes);
    EXPECT_EQ(again[i].last_stored.has_value(), sums[i].last_stored.has_value());
  }
  EXPECT_EQ(must(ledger.door_state("a2")).last_outcome, Outcome::blocked);
  EXPECT_TRUE(must(ledger.page_known("a0")));
  poll("a1", kNoon, Outcome::ok, 5, 1);  // found late, on a day that is compacted already
  EXPECT_EQ(must(ledger.compact(kNoon + days(1))), 1);
  EXPECT_EQ(must(outlet_days(ledger, kToday, kToday))[0].entries_seen, 35);
}

TEST_F(LedgerHealth, YearsAreCompactedThirtyDaysAtATime) {
  for (int day = 0; day < 400; day += 7) {
    fetch("a0", kNoon - days(day), Outcome::not_modified);
    poll("a1", kNoon - days(day), Outcome::ok, 5, 1);
  }
  const auto before = must(outlet_days(ledger, kToday - days(500), kToday));
  EXPECT_EQ(must(ledger.compact(kNoon + days(1))), 12 + 2 * 58);
  EXPECT_EQ(must(outlet_days(ledger, kToday - days(500), kToday)), before);
}

TEST_F(LedgerHealth, CompactingStopsBetweenTwoTransactionsAndGoesOnTheNextTime) {
  for (int day = 0; day < 400; day += 100) fetch("a0", kNoon - days(day), Outcome::not_modified);
  int asked = 0;
  const auto all = must(ledger.compact(kNoon + days(1), [&] { return ++asked > 2; }));
  EXPECT_LT(all, 12 + 4);
  EXPECT_EQ(all + must(ledger.compact(kNoon + days(1))), 12 + 4);
}

TEST_F(LedgerHealth, DoorsOfAnotherListAreNotPlanned) {
  must(ledger.set_doors(std::vector{door("o1", "o", "O"), door("a1", "a", "Báo A")}, kNoon,
                        "other.txt"));
  const auto all = must(outlet_summaries(ledger, kNoon, kNoon + hours(1)));
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].doors_planned, 3) << "a1 stays in feeds.txt, a2 and a3 are not taken out";
  EXPECT_EQ(all[2].outlet, "o");
  EXPECT_EQ(all[2].doors, 1);
  EXPECT_EQ(all[2].doors_planned, 0);
  for (const auto& row : must(outlet_days(ledger, kToday, kToday))) EXPECT_NE(row.outlet, "o");
  must(ledger.set_doors(std::vector{door("p1", "p", "P")}, kNoon, "other.txt"));
  std::string active;
  for (const auto& health : must(door_healths(ledger))) active += health.door.url + " ";
  EXPECT_EQ(active, "a1 a2 a3 b1 p1 ");
}

TEST_F(LedgerHealth, AWeeksSightingsKnowByWhichKindsOfDoors) {
  Page page;
  page.outlet = "a";
  page.canonical_url = page.url = "https://a.example/mot.html";
  page.first_seen = page.next_try = kNoon;
  page.listed_by = DoorKind::feed;
  EXPECT_TRUE(must(ledger.add_page(page)));
  page.listed_by = DoorKind::sitemap;
  EXPECT_FALSE(must(ledger.add_page(page)));
  page.canonical_url = page.url = "https://m.a.example/mot.html";
  page.listed_by = DoorKind::page;
  EXPECT_FALSE(must(ledger.add_page(page))) << "the mobile twin is the same article";
  page.canonical_url = page.url = "https://a.example/hai.html";
  page.first_seen = kNoon + days(2);
  page.entry_published = Timestamp{kNoon - days(1), std::chrono::minutes(0)};
  EXPECT_TRUE(must(ledger.add_page(page)));
  EXPECT_TRUE(must(sightings(ledger, "b", kNoon, kNoon + days(1))).empty());
  const auto today = must(sightings(ledger, "a", kNoon, kNoon + days(1)));
  ASSERT_EQ(today.size(), 1u);
  EXPECT_EQ(today[0].kinds, 7);
  const auto before = must(sightings(ledger, "a", kNoon - days(2), kNoon));
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before[0].kinds, 4);
}

TEST_F(LedgerHealth, DoorsTellTheirLastTrouble) {
  const auto doors = must(door_healths(ledger));
  ASSERT_EQ(doors.size(), 4u);
  EXPECT_EQ(doors[1].door.url, "a2");
  EXPECT_EQ(doors[1].state.last_outcome, Outcome::blocked);
  EXPECT_EQ(doors[1].last_message, "blocked");
  EXPECT_FALSE(doors[2].state.last_poll);
  EXPECT_EQ(doors[2].last_message, "");
}

TEST_F(LedgerHealth, FailuresComeNewestFirst) {
  const auto polls = must(failed_polls(ledger, kNoon, kNoon + hours(1), 10));
  ASSERT_EQ(polls.size(), 3u);
  EXPECT_EQ(polls[0].door, "a2");
  EXPECT_EQ(must(failed_polls(ledger, kNoon, kNoon + hours(1), 1)).size(), 1u);
  const auto fetches = must(failed_fetches(ledger, kNoon, kNoon + hours(1), 10));
  ASSERT_EQ(fetches.size(), 2u);
  EXPECT_EQ(fetches[0].canonical_url, "a4");
}

TEST(Outcomes, EveryNameLeadsBack) {
  for (int i = 0; i <= static_cast<int>(Outcome::cancelled); ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_EQ(outcome_from(to_string(outcome)), outcome);
  }
  EXPECT_EQ(outcome_from("nonsense"), std::nullopt);
  for (int i = 0; i <= static_cast<int>(PageState::skipped); ++i) {
    const auto state = static_cast<PageState>(i);
    EXPECT_EQ(page_state_from(to_string(state)), state);
  }
}

TEST(Outcomes, AStatusTellsWhatItCan) {
  EXPECT_EQ(outcome_from_status(200), Outcome::ok);
  EXPECT_EQ(outcome_from_status(304), Outcome::not_modified);
  EXPECT_EQ(outcome_from_status(301), Outcome::moved);
  EXPECT_EQ(outcome_from_status(403), Outcome::blocked);
  EXPECT_EQ(outcome_from_status(410), Outcome::gone);
  EXPECT_EQ(outcome_from_status(429), Outcome::rate_limited);
  EXPECT_EQ(outcome_from_status(500), Outcome::http_error);
  EXPECT_EQ(outcome_from_status(0), Outcome::http_error);
}

}  // namespace
}  // namespace saola::store
