#include "store/ledger.h"

#include <gtest/gtest.h>

#include "store/ledger_health.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;
using std::chrono::hours;
using std::chrono::seconds;

const std::string kDoor = "https://bao.example/rss.xml";
const std::string kPage = "https://bao.example/tin-1.html";

struct LedgerTest : testing::Test {
  Folder folder;
  Ledger ledger = must(Ledger::open(folder / "state.db"));

  static Poll poll(Outcome outcome, Instant at = kNoon) {
    Poll poll;
    poll.door = kDoor;
    poll.at = at;
    poll.outcome = outcome;
    poll.http_status = 200;
    return poll;
  }
  static Page page(const std::string& url, Instant seen = kNoon) {
    Page page;
    page.canonical_url = page.url = url;
    page.door = kDoor;
    page.outlet = "bao.example";
    page.first_seen = page.next_try = seen;
    return page;
  }
  static Fetch fetch(Outcome outcome, Instant at = kNoon) {
    Fetch fetch;
    fetch.canonical_url = fetch.url = kPage;
    fetch.outlet = "bao.example";
    fetch.at = at;
    fetch.outcome = outcome;
    return fetch;
  }
  std::int64_t count(const char* sql) {
    std::int64_t number = 0;
    must(ledger.database().query(sql, {}, [&](const SqlRow& row) { number = row.integer(0); }));
    return number;
  }
  std::string due(Instant now) {  // canonical URLs, a space after each
    std::string urls;
    must(ledger.pages_due(now, [&](const DuePage& page) {
      urls += page.canonical_url + " ";
      return true;
    }));
    return urls;
  }
  PageState state(const std::string& url = kPage) {
    const auto found = must(ledger.page(url));
    EXPECT_TRUE(found) << url;
    return found ? found->state : PageState::skipped;
  }
};

TEST_F(LedgerTest, ANewLedgerHasThisProgramsSchema) {
  EXPECT_EQ(count("PRAGMA user_version"), kLedgerVersion);
  EXPECT_EQ(count("PRAGMA foreign_keys"), 1);
  EXPECT_TRUE(must(ledger.committed()).empty());
}

TEST_F(LedgerTest, ANewerSchemaIsRefusedAndLeftAlone) {
  must(ledger.database().script("PRAGMA user_version = 99"));
  for (const auto mode : {OpenMode::read_write, OpenMode::read_only}) {
    const auto other = Ledger::open(folder / "state.db", mode);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, Code::outdated);
    EXPECT_NE(other.error().message.find("state.db: made by a newer Saola"), std::string::npos);
  }
  EXPECT_EQ(count("PRAGMA user_version"), 99);
}

TEST_F(LedgerTest, AReaderDoesNotMakeALedger) {
  const auto none = Ledger::open(folder / "none.db", OpenMode::read_only);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Code::not_found);
  EXPECT_FALSE(fs::exists(folder / "none.db"));
}

TEST_F(LedgerTest, AReaderRefusesAnOlderSchemaWithTheWayOut) {
  {
    auto empty = must(Database::open(folder / "old.db", OpenMode::read_write));
    must(empty.script("CREATE TABLE t (a)"));
  }
  const auto old = Ledger::open(folder / "old.db", OpenMode::read_only);
  ASSERT_FALSE(old);
  EXPECT_EQ(old.error().code, Code::outdated);
}

TEST_F(LedgerTest, AMigrationThatFailsLeavesTheOldSchema) {
  {
    auto old = must(Database::open(folder / "old.db", OpenMode::read_write));
    must(old.script("CREATE TABLE runs (a)"));
  }
  EXPECT_FALSE(Ledger::open(folder / "old.db"));  // step 1 meets a table that is in its way
  auto old = must(Database::open(folder / "old.db", OpenMode::read_write));
  int tables = 0;
  must(old.query("SELECT name FROM sqlite_master WHERE type = 'table'", {},
                 [&](const SqlRow&) { ++tables; }));
  EXPECT_EQ(tables, 1);
}

TEST_F(LedgerTest, DoorsThatLeaveTheListKeepTheirHistory) {
  const Door whole{kDoor, "bao.example", "Báo", "luat", "vi", "1", "feed"};
  Door other = whole;
  other.url = "https://khac.example/rss.xml";
  must(ledger.set_doors(std::vector{whole, other}, kNoon));
  must(ledger.record_poll(poll(Outcome::ok)));
  other.outlet = "khac.example";
  must(ledger.set_doors(std::vector{other}, kNoon + hours(24)));
  const auto doors = must(door_healths(ledger));
  ASSERT_EQ(doors.size(), 1u);
  EXPECT_EQ(doors[0].door, other);
  EXPECT_EQ(must(ledger.door_state(kDoor)).last_poll, kNoon);
}

TEST_F(LedgerTest, ADoorNeverPolledIsUnknown) {
  const auto state = must(ledger.door_state(kDoor));
  EXPECT_FALSE(state.last_poll);
  EXPECT_FALSE(state.last_outcome);
  EXPECT_TRUE(state.trust_validators);
  EXPECT_EQ(state.etag, "");
}

TEST_F(LedgerTest, ValidatorsComeFromTheLastFullAnswer) {
  auto full = poll(Outcome::ok);
  full.etag = "\"a\"";
  full.last_modified = "Fri, 06 Oct 2017 07:00:00 GMT";
  full.body_digest = "d";
  full.entries_seen = 20;
  full.entries_new = 3;
  must(ledger.record_poll(full));
  must(ledger.record_poll(poll(Outcome::not_modified, kNoon + hours(1))));
  auto state = must(ledger.door_state(kDoor));
  EXPECT_EQ(state.etag, "\"a\"");
  EXPECT_EQ(state.last_full, kNoon);
  EXPECT_EQ(state.last_success, kNoon + hours(1));
  EXPECT_EQ(state.last_new_entry, kNoon);
  must(ledger.record_poll(poll(Outcome::timeout, kNoon + hours(2))));
  state = must(ledger.door_state(kDoor));
  EXPECT_EQ(state.etag, "\"a\"");
  EXPECT_EQ(state.failures, 1);
  EXPECT_EQ(state.last_outcome, Outcome::timeout);
}

TEST_F(LedgerTest, AnEmptyAnswerIsNoSuccessAndItsValidatorsAreNotKept) {
  auto empty = poll(Outcome::empty);
  empty.etag = "\"empty\"";
  empty.entries_seen = 0;
  must(ledger.record_poll(empty));
  const auto state = must(ledger.door_state(kDoor));
  EXPECT_EQ(state.etag, "");
  EXPECT_EQ(state.failures, 1);
  EXPECT_FALSE(state.last_success);
}

TEST_F(LedgerTest, ALyingValidatorIsRemembered) {
  must(ledger.record_poll(poll(Outcome::ok)));
  must(ledger.set_trust_validators(kDoor, false));
  must(ledger.record_poll(poll(Outcome::ok, kNoon + hours(1))));
  EXPECT_FALSE(must(ledger.door_state(kDoor)).trust_validators);
}

TEST_F(LedgerTest, NumbersThatWereNotCountedAreUnknownNotZero) {
  must(ledger.record_poll(poll(Outcome::http_error)));
  EXPECT_EQ(count("SELECT count(*) FROM polls WHERE entries_seen IS NULL"), 1);
  const auto failed = must(failed_polls(ledger, kNoon, kNoon + seconds(1), 10));
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_EQ(failed[0].entries_seen, std::nullopt);
}

TEST_F(LedgerTest, WhatTheUserStoppedWasNotAsked) {
  must(ledger.record_poll(poll(Outcome::cancelled)));
  must(ledger.record_fetch(fetch(Outcome::cancelled)));
  EXPECT_EQ(count("SELECT (SELECT count(*) FROM polls) + (SELECT count(*) FROM fetches)"), 0);
}

TEST_F(LedgerTest, APageIsAddedOnce) {
  auto first = page(kPage);
  first.entry_title = "Bắt giữ sừng tê giác";
  first.entry_published = Timestamp{kNoon, kHomeOffset};
  EXPECT_TRUE(must(ledger.add_page(first)));
  auto again = page(kPage);
  again.entry_title = "khác";
  EXPECT_FALSE(must(ledger.add_page(again)));
  const auto kept = must(ledger.page(kPage));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->entry_title, first.entry_title);
  EXPECT_EQ(kept->entry_published, first.entry_published);
  EXPECT_EQ(kept->state, PageState::waiting);
  EXPECT_TRUE(must(ledger.page_known(kPage)));
  EXPECT_FALSE(must(ledger.page_known(kPage + "x")));
  EXPECT_FALSE(must(ledger.page("none")));
}

TEST_F(LedgerTest, DuePagesComeInTheOrderTheyWereSeen) {
  EXPECT_TRUE(must(ledger.add_page(page("b", kNoon))));
  EXPECT_TRUE(must(ledger.add_page(page("c", kNoon - hours(1)))));
  EXPECT_TRUE(must(ledger.add_page(page("a", kNoon))));
  EXPECT_TRUE(must(ledger.add_page(page("later", kNoon + hours(1)))));
  EXPECT_EQ(due(kNoon), "c a b ");
  int seen = 0;
  must(ledger.pages_due(kNoon, [&](const DuePage&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2) << "it stops when it is told to";
}

TEST_F(LedgerTest, AFetchDecidesWhereItsPageStands) {
  const struct {
    Outcome outcome;
    bool again;
    PageState expected;
  } kCases[] = {{Outcome::ok, false, PageState::stored},
                {Outcome::ok, true, PageState::stored},
                {Outcome::timeout, true, PageState::waiting},
                {Outcome::timeout, false, PageState::failed},
                {Outcome::gone, false, PageState::failed},
                {Outcome::blocked, false, PageState::blocked},
                {Outcome::rate_limited, true, PageState::waiting},
                {Outcome::robots_denied, false, PageState::forbidden},
                {Outcome::moved, false, PageState::failed}};  // to an unknown place
  int n = 0;
  for (const auto& [outcome, again, expected] : kCases) {
    auto one = fetch(outcome);
    one.canonical_url = "p" + std::to_string(n++);
    must(ledger.record_fetch(one, again ? std::optional(kNoon + hours(1)) : std::nullopt));
    EXPECT_EQ(state(one.canonical_url), expected) << to_string(outcome) << again;
  }
}

TEST_F(LedgerTest, AttemptsAndTheNextTryAreKept) {
  EXPECT_TRUE(must(ledger.add_page(page(kPage))));
  must(ledger.record_fetch(fetch(Outcome::timeout), kNoon + hours(1)));
  must(ledger.record_fetch(fetch(Outcome::http_error), kNoon + hours(5)));
  const auto kept = must(ledger.page(kPage));
  EXPECT_EQ(kept->attempts, 2);
  EXPECT_EQ(kept->next_try, kNoon + hours(5));
  EXPECT_EQ(due(kNoon + hours(4)), "");
  EXPECT_EQ(due(kNoon + hours(5)), kPage + " ");
}

TEST_F(LedgerTest, ThePageARedirectLedToIsKnownAndNotFetchedAgain) {
  EXPECT_TRUE(must(ledger.add_page(page(kPage))));
  EXPECT_TRUE(must(ledger.add_page(page("https://bao.example/waiting.html"))));
  auto redirected = fetch(Outcome::ok);
  redirected.final_url = "https://bao.example/waiting.html";
  must(ledger.record_fetch(redirected));
  EXPECT_EQ(state("https://bao.example/waiting.html"), PageState::stored);
  redirected.final_url = "https://bao.example/new.html";
  must(ledger.record_fetch(redirected));
  EXPECT_TRUE(must(ledger.page_known("https://bao.example/new.html")));
  EXPECT_FALSE(must(ledger.add_page(page("https://bao.example/new.html"))));
  EXPECT_EQ(due(kNoon), "");
}

TEST_F(LedgerTest, ARedirectToAKnownPageDoesNotTakeItOutOfTheFrontier) {
  EXPECT_TRUE(must(ledger.add_page(page("https://bao.example/waiting.html"))));
  auto moved = fetch(Outcome::moved);
  moved.final_url = "https://bao.example/waiting.html";
  must(ledger.record_fetch(moved));
  EXPECT_EQ(state(), PageState::stored);
  EXPECT_EQ(state("https://bao.example/waiting.html"), PageState::waiting);
}

TEST_F(LedgerTest, APageCanBePutOffOrGivenUpWithoutAFetch) {
  EXPECT_TRUE(must(ledger.add_page(page(kPage))));
  must(ledger.set_page_state(kPage, PageState::waiting, "robots.txt: timed out", kNoon + hours(1)));
  EXPECT_EQ(due(kNoon), "");
  must(ledger.set_page_state(kPage, PageState::forbidden, "robots.txt:3"));
  EXPECT_EQ(state(), PageState::forbidden);
  EXPECT_EQ(must(ledger.page(kPage))->attempts, 0);
}

TEST_F(LedgerTest, ForbiddenPagesOfAnOriginAreGivenFromTheirTimeOn) {
  for (const char* url : {"https://a.vn/1", "https://a.vn/2", "https://a.vn.evil/3",
                          "https://a.vn:8443/4", "http://a.vn/5", "https://a.vn/6"}) {
    EXPECT_TRUE(must(ledger.add_page(page(url))));
    must(ledger.set_page_state(url, PageState::forbidden, "robots.txt, line 3", kNoon));
  }
  must(ledger.set_page_state("https://a.vn/2", PageState::waiting, ""));
  must(ledger.set_page_state("https://a.vn/6", PageState::forbidden, "", kNoon + hours(1)));
  const auto urls = [&](Instant since, Instant now) {
    std::string all;
    for (const auto& page : must(ledger.forbidden_pages("https://a.vn", since, now)))
      all += page.canonical_url + " ";
    return all;
  };
  EXPECT_EQ(urls(kNoon - hours(1), kNoon), "https://a.vn/1 ");
  EXPECT_EQ(urls(kNoon - hours(1), kNoon + hours(1)), "https://a.vn/1 https://a.vn/6 ");
  EXPECT_EQ(urls(kNoon, kNoon + hours(1)), "") << "first seen before";
}

TEST_F(LedgerTest, AFetchKeepsItsValidators) {
  Fetch one = fetch(Outcome::ok);
  one.etag = "\"v1\"";
  one.last_modified = "Tue, 14 Nov 2017 10:01:30 GMT";
  must(ledger.record_fetch(one));
  std::string kept;
  must(ledger.database().query("SELECT etag, last_modified FROM fetches", {},
                               [&](const SqlRow& row) { kept = row.text(0) + " " + row.text(1); }));
  EXPECT_EQ(kept, "\"v1\" Tue, 14 Nov 2017 10:01:30 GMT");
}

TEST_F(LedgerTest, ImportsAreKnownByKeyAndDigest) {
  EXPECT_EQ(must(ledger.import_digest("k")), std::nullopt);
  must(ledger.record_import({"k", "sha1:A", "a.jsonl:1", kNoon, {"f", 1, 2}}));
  EXPECT_EQ(must(ledger.import_digest("k")), "sha1:A");
  must(ledger.record_import({"k", "sha1:B", "b.jsonl:1", kNoon, {"f", 3, 4}}));
  EXPECT_EQ(must(ledger.import_digest("k")), "sha1:B");
  EXPECT_TRUE(must(ledger.import_known("k", "sha1:A"))) << "an older version is known as well";
  EXPECT_FALSE(must(ledger.import_known("k", "sha1:C")));
  EXPECT_EQ(must(ledger.import_count(kNoon, kNoon + seconds(1))), 2);
  EXPECT_EQ(must(ledger.import_count(kNoon + seconds(1), kNoon + seconds(2))), 0);
}

TEST_F(LedgerTest, RobotsHostsAndRunsAreKept) {
  EXPECT_FALSE(must(ledger.robots("https://bao.example")));
  must(ledger.set_robots({"https://bao.example", kNoon, kNoon + hours(24), Outcome::ok, 200,
                          "User-agent: *\n\xff", ""}));
  const auto robots = must(ledger.robots("https://bao.example"));
  EXPECT_EQ(robots->body, "User-agent: *\n\xff");
  EXPECT_EQ(robots->expires, kNoon + hours(24));
  EXPECT_FALSE(must(ledger.host("bao.example")));
  must(ledger.set_host(
      {"bao.example", kNoon + hours(1), std::chrono::milliseconds(2500), 3, "503"}));
  EXPECT_EQ(must(ledger.host("bao.example"))->pause.count(), 2500);
  const auto run = must(ledger.begin_run("crawl", kNoon));
  EXPECT_FALSE(must(ledger.runs(kNoon)).at(0).ended);
  must(ledger.end_run(run, kNoon + hours(1), "ok"));
  EXPECT_EQ(must(ledger.runs(kNoon)).at(0).result, "ok");
  EXPECT_TRUE(must(ledger.runs(kNoon + seconds(1))).empty());
}

TEST_F(LedgerTest, WhatASiteWasAskedIsKeptForItsLastDay) {
  const Day today(std::chrono::days(17'484));
  must(ledger.set_spent({"b.example", today - std::chrono::days(1), 7, 700}));
  must(ledger.set_spent({"b.example", today, 2, 200}));
  must(ledger.set_spent({"a.example", today, 1, 100}));
  const std::vector<Spent> wanted{{"a.example", today, 1, 100}, {"b.example", today, 2, 200}};
  EXPECT_EQ(must(ledger.spent_on(today)), wanted);
  EXPECT_TRUE(must(ledger.spent_on(today - std::chrono::days(1))).empty());
}

TEST_F(LedgerTest, ATransactionIsAllOrNothing) {
  must(ledger.begin());
  must(ledger.begin());  // nothing
  must(ledger.record_fetch(fetch(Outcome::ok)));
  must(ledger.set_committed({{"f", 10}}));
  must(ledger.rollback());
  EXPECT_FALSE(must(ledger.page_known(kPage)));
  EXPECT_TRUE(must(ledger.committed()).empty());
  must(ledger.begin());
  must(ledger.record_fetch(fetch(Outcome::ok)));
  must(ledger.set_committed({{"f", 10}}));
  must(ledger.commit());
  must(ledger.set_committed({{"g", 20}}));
  EXPECT_EQ(must(ledger.committed()), (Position{{"f", 10}, {"g", 20}}));
}

TEST_F(LedgerTest, WhatWasNotCommittedIsGoneWhenTheLedgerIsOpenedAgain) {
  must(ledger.begin());
  must(ledger.record_fetch(fetch(Outcome::ok)));
  ledger = must(Ledger::open(folder / "other.db"));  // closes the first
  auto again = must(Ledger::open(folder / "state.db"));
  EXPECT_FALSE(must(again.page_known(kPage)));
}

TEST_F(LedgerTest, AFullDiskIsToldAndWhatWasCommittedStays) {
  must(ledger.record_fetch(fetch(Outcome::ok)));
  must(ledger.begin());
  Result<void> result;
  {
    const FileSizeLimit limit(fs::file_size(folder / "state.db-wal") + 20'000);
    for (int n = 0; n < 20'000 && result; ++n) {
      auto one = fetch(Outcome::ok);
      one.canonical_url = "page " + std::to_string(n) + std::string(200, 'x');
      result = ledger.record_fetch(one);
    }
    if (result) result = ledger.commit();
  }
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::io);
  EXPECT_NE(result.error().message.find("state.db"), std::string::npos);
  if (!ledger.database().in_transaction()) {
    EXPECT_FALSE(ledger.commit());  // must not look like a success
  }
  must(ledger.rollback());
  EXPECT_TRUE(must(ledger.page_known(kPage)));
  EXPECT_EQ(count("SELECT count(*) FROM fetches"), 1);
  must(ledger.record_fetch(fetch(Outcome::ok)));
}

}  // namespace
}  // namespace saola::store
