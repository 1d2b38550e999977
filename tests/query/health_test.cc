// "Did we look?": estimates from counts, and concerns, gaps and completeness from a ledger that the tests write day by day.

#include "query/health/health.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "query/health/completeness.h"
#include "store/ledger_health.h"

namespace saola::query {
namespace {

using std::chrono::days;
using std::chrono::hours;

TEST(Estimates, TheUsualNumberIsTheMedianWithItsBand) {
  const auto usual = usual_number({30, 28, 34, 31, 29, 30, 33, 90});
  ASSERT_TRUE(usual);
  EXPECT_DOUBLE_EQ(usual->median, 30.5);
  // Deviations 0.5 0.5 0.5 1.5 2.5 2.5 3.5 59.5: MAD 2, times 1.4826 less than the square root of 30.5.
  EXPECT_NEAR(usual->low, 30.5 - 3 * std::sqrt(30.5), 1e-9);
  EXPECT_NEAR(usual->high, 30.5 + 3 * std::sqrt(30.5), 1e-9);
  const auto wide = usual_number({10, 20, 30, 40, 50});  // MAD 10
  EXPECT_NEAR(wide->high, 30 + 3 * 14.826, 1e-9);
  EXPECT_EQ(wide->low, 0) << "no day has less than no article";
}

TEST(Estimates, NothingIsUsualOfThreeDays) {
  EXPECT_FALSE(usual_number({5, 5, 5}));
  EXPECT_FALSE(usual_number({}));
  EXPECT_NEAR(usual_number({0, 0, 0, 0})->high, 3, 1e-9) << "chance is never less than one";
  EXPECT_EQ(median_of({3, 1, 2, 10}), 2.5);
  EXPECT_EQ(median_of({}), 0);
}

// The textbook case of Chapman's estimator: 200 marked, 150 caught later, 30 of them marked: 201 * 151 / 31 - 1 = 978.06.
TEST(Estimates, ChapmanCountsWhatNobodySaw) {
  const auto fish = estimate_population(200, 150, 30);
  ASSERT_TRUE(fish);
  EXPECT_EQ(fish->seen, 320);
  EXPECT_NEAR(fish->estimate, 978.06, 0.01);
  // Seber's variance: 201 * 151 * 170 * 120 / (31^2 * 32) = 20134.1; unseen 658.06.
  const double factor = std::exp(1.96 * std::sqrt(std::log(1 + 20134.1 / (658.06 * 658.06))));
  EXPECT_NEAR(fish->low, 320 + 658.06 / factor, 0.5);
  EXPECT_NEAR(fish->high, 320 + 658.06 * factor, 0.5);
}

TEST(Estimates, ChapmanAtItsEdges) {
  const auto all = estimate_population(40, 40, 40);
  EXPECT_EQ(all->seen, 40);
  EXPECT_DOUBLE_EQ(all->estimate, 40) << "both saw the same: there is nothing else";
  EXPECT_NEAR(all->high, 40 / std::pow(0.025, 1.0 / 40), 1e-9) << "43.9: 40 in 40 may be chance";
  const auto inside = estimate_population(40, 10, 10);
  EXPECT_DOUBLE_EQ(inside->estimate, 40) << "the second saw nothing that the first did not";
  EXPECT_NEAR(inside->high, 57.8, 0.1) << "ten found of ten leave up to 31 % open";
  EXPECT_NEAR(estimate_population(5, 200, 5)->high, 418.2, 0.1);
  const auto apart = estimate_population(20, 20, 0);
  EXPECT_GT(apart->high, apart->estimate);
  EXPECT_GE(apart->low, 40) << "never fewer than were seen";
  EXPECT_FALSE(estimate_population(20, 0, 0));
}

struct HealthTest : testing::Test {
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("saola-health-" + std::to_string(::getpid()));
  Instant now = parse_iso("2018-10-09T02:00:00Z", kHomeOffset)->utc;  // Tuesday, 09:00 in Ha Noi
  Zone zone = Zone::open(kHomeZone).value();
  std::optional<store::Ledger> ledger;
  int pages = 0;

  HealthTest() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    ledger.emplace(std::move(store::Ledger::open(folder / "state.db").value()));
    // The feed stood in feeds.txt for ten weeks.
    EXPECT_TRUE(ledger->set_doors(std::vector{door()}, now - days(70)));
  }
  ~HealthTest() override {
    ledger.reset();
    std::filesystem::remove_all(folder);
  }

  static store::Door door() {
    return {"https://a.example/rss", "a", "Báo A", "", "vi", "", "feed"};
  }
  void poll(Instant at, store::Outcome outcome, int fresh) {
    store::Poll poll;
    poll.door = door().url;
    poll.at = at;
    poll.outcome = outcome;
    poll.message = outcome == store::Outcome::ok ? "" : "status 403";
    if (outcome == store::Outcome::ok) poll.entries_seen = 50, poll.entries_new = fresh;
    ASSERT_TRUE(ledger->record_poll(poll));
  }
  void store_pages(Instant at, int count) {
    for (int n = 0; n < count; ++n) {
      store::Fetch fetch;
      fetch.canonical_url = fetch.url = "https://a.example/tin-" + std::to_string(++pages);
      fetch.outlet = "a";
      fetch.at = at;
      ASSERT_TRUE(ledger->record_fetch(fetch));
    }
  }
  void night(int days_ago, int articles) {
    ASSERT_TRUE(ledger->begin());
    poll(now - days(days_ago), store::Outcome::ok, articles);
    store_pages(now - days(days_ago), articles);
    ASSERT_TRUE(ledger->commit());
  }
  /// Nine weeks of 20 articles a day, up to `last` days ago.
  void usual_weeks(int last) {
    for (int ago = 63; ago >= last; --ago) night(ago, 20);
  }
  OutletHealth health() {
    const auto all = outlet_healths(*ledger, zone, now, 7).value();
    EXPECT_EQ(all.size(), 1U);
    return all.at(0);
  }
  std::vector<DayHealth> week() { return day_healths(*ledger, zone, now, 7).value(); }
};

TEST_F(HealthTest, AnUsualDayIsNoConcern) {
  usual_weeks(0);
  const OutletHealth now_is = health();
  EXPECT_EQ(now_is.concern, "");
  EXPECT_EQ(now_is.today, 20);
  ASSERT_TRUE(now_is.usual);
  EXPECT_EQ(now_is.usual->median, 20);
  EXPECT_EQ(now_is.usual->days, 8U);
  EXPECT_EQ(now_is.period.pages_stored, 140);
  EXPECT_FALSE(now_is.silent_since);
  for (const DayHealth& day : week()) EXPECT_EQ(day.gap, "") << to_iso(day.day.day);
}

TEST_F(HealthTest, FewArticlesAreAConcernOnceTheDayWasLookedAtAsUsual) {
  usual_weeks(1);
  night(0, 2);
  EXPECT_EQ(health().concern, "today few: 2 stored, usual are 7 to 33");
  EXPECT_TRUE(week().back().gap.empty()) << "today is not over";
  now += days(1);
  night(0, 20);
  const auto rows = week();
  EXPECT_EQ(rows[rows.size() - 2].gap, "few: 2 stored, usual are 7 to 33");
}

TEST_F(HealthTest, ADayThatIsLookedAtSeveralTimesIsNotJudgedAfterTheFirst) {
  usual_weeks(1);
  for (int ago = 63; ago >= 1; --ago) poll(now - days(ago) + hours(6), store::Outcome::ok, 1);
  night(0, 2);
  EXPECT_EQ(health().concern, "");
  poll(now + hours(1), store::Outcome::ok, 1);
  now += hours(2);
  EXPECT_NE(health().concern, "");
}

TEST_F(HealthTest, SilenceIsToldWhenItIsNoChance) {
  usual_weeks(2);
  poll(now - days(1), store::Outcome::ok, 0);
  poll(now, store::Outcome::ok, 0);
  const OutletHealth now_is = health();
  ASSERT_TRUE(now_is.silent_since);
  EXPECT_EQ(to_iso(*now_is.silent_since), "2018-10-07");
  EXPECT_EQ(now_is.concern, "silent: nothing new since 2018-10-07");
}

TEST_F(HealthTest, AnOutletThatWritesLittleMayBeSilentForDays) {
  for (int ago = 63; ago >= 4; --ago) night(ago, ago % 3 == 0 ? 1 : 0);
  for (int ago = 3; ago >= 0; --ago) night(ago, 0);
  EXPECT_FALSE(health().silent_since);
  now += days(5);
  night(0, 0);
  EXPECT_TRUE(health().silent_since) << "a week is always told of";
}

TEST_F(HealthTest, ABlockIsNamedWithItsMessage) {
  usual_weeks(1);
  poll(now, store::Outcome::blocked, 0);
  EXPECT_EQ(health().concern, "1 of 1 doors blocked: blocked status 403");
  now += days(1);
  night(0, 20);
  EXPECT_EQ(week()[5].gap, "blocked");
}

TEST_F(HealthTest, NightsOnWhichNobodyLookedAreGapsAndNotZeros) {
  usual_weeks(3);
  EXPECT_EQ(health().concern, "1 of 1 doors not polled for a day and a half");
  night(0, 20);
  EXPECT_EQ(health().concern, "");
  const auto rows = week();
  ASSERT_EQ(rows.size(), 7U);
  EXPECT_EQ(rows[4].gap, "not polled");
  EXPECT_EQ(rows[5].gap, "not polled");
  now += days(7);
  night(0, 20);
  EXPECT_EQ(health().usual->median, 20) << "they do not count as days without articles";
}

TEST_F(HealthTest, ADoorOfAnotherListIsNotMissedOnLaterNights) {
  store::Door other = door();
  other.url = "https://b.example/rss";
  other.outlet = "b";
  ASSERT_TRUE(ledger->set_doors(std::vector{other}, now - days(30), "other.txt"));
  usual_weeks(0);
  const std::vector<OutletHealth> all = outlet_healths(*ledger, zone, now, 7).value();
  for (const OutletHealth& outlet : all) {
    EXPECT_EQ(outlet.concern, "") << outlet.period.outlet;
  }
}

struct CompletenessTest : HealthTest {
  Instant monday = zone.midnight(monday_of(IsoWeek{2018, 40}));

  void list(Instant at, int from, int to, store::DoorKind kind) {
    for (int n = from; n < to; ++n) {
      store::Page page;
      page.canonical_url = page.url = "https://a.example/bai-" + std::to_string(n);
      page.outlet = "a";
      page.first_seen = page.next_try = at;
      page.listed_by = kind;
      ASSERT_TRUE(ledger->add_page(page));
    }
  }
  std::vector<Completeness> rows() { return week_completeness(*ledger, zone, {2018, 40}).value(); }
};

TEST_F(CompletenessTest, OfAWeekComesFromTwoKindsOfDoors) {
  EXPECT_TRUE(rows().empty());
  list(monday + hours(1), 0, 40, store::DoorKind::feed);
  list(monday + hours(2), 10, 50, store::DoorKind::sitemap);
  EXPECT_TRUE(rows().empty()) << "in its first week a door lists what is older";
  list(monday - hours(1), 100, 110, store::DoorKind::feed);
  list(monday - hours(1), 105, 115, store::DoorKind::sitemap);
  const auto found = rows();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].first_kind + found[0].second_kind, "feedsitemap");
  EXPECT_EQ(found[0].first, 40);
  EXPECT_EQ(found[0].second, 40);
  EXPECT_EQ(found[0].both, 30);
  ASSERT_TRUE(found[0].population);
  EXPECT_EQ(found[0].population->seen, 50);
  EXPECT_NEAR(found[0].population->estimate, 41.0 * 41 / 31 - 1, 1e-9);
  EXPECT_EQ(found[0].note, "");
}

TEST_F(CompletenessTest, DoorsThatListTheSameSayNothingOfWhatBothLeaveOut) {
  for (const auto kind : {store::DoorKind::feed, store::DoorKind::sitemap}) {
    list(monday - hours(1), 100, 160, kind);
    list(monday + hours(1), 0, 60, kind);
  }
  list(monday + hours(1), 60, 62, store::DoorKind::sitemap);  // polled a moment later
  const auto found = rows();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].population);
  EXPECT_EQ(found[0].both, 60);
  EXPECT_EQ(found[0].note, "feed and sitemap list the same: one may be made from the other");
}

TEST_F(CompletenessTest, AThirdKindIsAskedWhereTwoListTheSame) {
  for (const auto kind : {store::DoorKind::feed, store::DoorKind::sitemap}) {
    list(monday - hours(1), 100, 140, kind);
    list(monday + hours(1), 0, 40, kind);
  }
  list(monday - hours(1), 120, 150, store::DoorKind::page);
  list(monday + hours(1), 20, 50, store::DoorKind::page);
  const auto found = rows();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].population);
  EXPECT_EQ(found[0].second_kind, "page");
}

TEST_F(CompletenessTest, AFeedThatIsPartOfASitemapGetsAWideIntervalAndAWarning) {
  list(monday - hours(1), 100, 200, store::DoorKind::sitemap);
  list(monday - hours(1), 100, 105, store::DoorKind::feed);
  list(monday + hours(1), 0, 80, store::DoorKind::sitemap);
  list(monday + hours(1), 0, 10, store::DoorKind::feed);
  const auto found = rows();
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found[0].population);
  EXPECT_DOUBLE_EQ(found[0].population->estimate, 80);
  EXPECT_NEAR(found[0].population->high, 115.7, 0.1);
  EXPECT_EQ(found[0].note, "all of the feed is in the sitemap: too much, if made from it");
}

}  // namespace
}  // namespace saola::query
