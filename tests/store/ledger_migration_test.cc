// An older ledger is brought up to date and loses nothing.

#include <gtest/gtest.h>

#include "store/ledger_health.h"
#include "tests/store/ledger_v1.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

struct LedgerMigration : testing::Test {
  Folder folder;
  LedgerMigration() {
    auto old = must(Database::open(folder / "state.db", OpenMode::read_write));
    must(old.script(kLedgerV1));
  }
  Ledger ledger() { return must(Ledger::open(folder / "state.db")); }
  static std::int64_t number(Ledger& in, const char* sql) {
    std::int64_t number = -1;
    must(in.database().query(sql, {}, [&](const SqlRow& row) { number = row.integer(0); }));
    return number;
  }
};

TEST_F(LedgerMigration, Version1BecomesTheNewestWithAllItsRows) {
  auto now = ledger();
  EXPECT_EQ(number(now, "PRAGMA user_version"), kLedgerVersion);
  EXPECT_EQ(number(now, "PRAGMA foreign_key_check"), -1) << "no row points into nothing";
  EXPECT_EQ(number(now, "SELECT count(*) FROM polls"), 2);
  EXPECT_EQ(number(now, "SELECT count(*) FROM fetches"), 1);
  EXPECT_EQ(must(now.committed()).at("saola-20171006070000-00001.warc.gz"), 9700u);
  EXPECT_EQ(must(now.import_digest("k")), "sha1:A");
  EXPECT_EQ(must(now.robots("https://bao.example"))->body, "User-agent: *");
  EXPECT_EQ(must(now.robots("https://bao.example"))->message, "");
  EXPECT_EQ(must(now.host("bao.example"))->pause, std::chrono::milliseconds(2000));
  const auto page = must(now.page("https://bao.example/tin-1.html"));
  EXPECT_EQ(page->state, PageState::stored);
  EXPECT_EQ(page->stored_at, Instant(std::chrono::seconds(1'507'273'260)));
  EXPECT_FALSE(page->revisit_at);
  EXPECT_FALSE(must(now.page("https://bao.example/tin-2.html"))->stored_at);
  EXPECT_TRUE(must(now.page_known("https://bao.example/cu-1.html")));
  EXPECT_TRUE(must(now.page_known("https://m.bao.example/tin-1.html")))
      << "twins are known at once";
}

TEST_F(LedgerMigration, AfterVersion1EachDoorIsAskedInFullOnce) {
  const auto state = must(ledger().door_state("https://bao.example/rss.xml"));
  EXPECT_EQ(state.etag, "");
  EXPECT_EQ(state.last_modified, "");
  EXPECT_EQ(state.last_full, kNoon);
}

TEST_F(LedgerMigration, DoorsArePlannedSinceTheirFirstPoll) {
  auto now = ledger();
  const auto first = Day(std::chrono::days(17'443));
  const auto rows = must(outlet_days(now, first, first + std::chrono::days(2)));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(to_iso(rows[0].day), "2017-10-05");
  EXPECT_EQ(rows[0].polls_failed, 1);
  EXPECT_EQ(rows[1].doors_planned, 1);
  EXPECT_EQ(rows[1].pages_stored, 1);
}

TEST_F(LedgerMigration, ASecondOpeningChangesNothingAndAReaderMayFollow) {
  (void)ledger();
  (void)ledger();
  auto reader = must(Ledger::open(folder / "state.db", OpenMode::read_only));
  EXPECT_EQ(number(reader, "SELECT count(*) FROM pages"), 2);
}

TEST_F(LedgerMigration, AReaderOfAnOldLedgerIsToldWhatToDo) {
  const auto reader = Ledger::open(folder / "state.db", OpenMode::read_only);
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, Code::outdated);
  EXPECT_NE(reader.error().hint.find("saola crawl"), std::string::npos);
}

}  // namespace
}  // namespace saola::store
