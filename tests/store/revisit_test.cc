// Pages that are fetched again: when, what a revisit record says, what the ledger makes of it.

#include <gtest/gtest.h>

#include "store/capture_fields.h"
#include "store/http_message.h"
#include "store/recovery.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;
using std::chrono::hours;
using std::chrono::seconds;

const std::string kUrl = "https://bao.example/tin-1.html";

FetchedPage answer(int status, const NamedFields& headers, std::string_view body, Instant at) {
  FetchedPage page;
  page.capture = {kUrl, at, "192.0.2.7"};
  page.request = http_request_block("GET", "/tin-1.html", {{"Host", "bao.example"}});
  page.response = http_response_block(status, "", headers, body);
  page.fields.outlet = "bao.example";
  return page;
}

// WARC 1.1, 6.7: "a record using this profile shall report a payload digest using the WARC-Payload-Digest field".
TEST(Revisit, Warc67AnIdenticalPayloadIsNamedByItsDigest) {
  const RecordIds ids = numbered_record_ids();
  const auto first = make_fetch_group(ids, answer(200, {{"ETag", "\"a\""}}, "<p>Tê tê</p>", kNoon));
  const auto original = original_of(first);
  ASSERT_TRUE(original);
  EXPECT_EQ(original->record_id, first[1].id());
  EXPECT_EQ(original->etag, "\"a\"");
  EXPECT_EQ(original->payload_digest, first[1].header("WARC-Payload-Digest"));
  const auto again = make_revisit_group(ids, answer(200, {}, "", kNoon + hours(1)), *original);
  ASSERT_EQ(again.size(), 3u);
  const WarcRecord& revisit = again[1];
  EXPECT_EQ(revisit.type(), WarcType::revisit);
  EXPECT_EQ(revisit.header("WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(revisit.header("WARC-Payload-Digest"), original->payload_digest);
  EXPECT_EQ(revisit.header("WARC-Refers-To"), "<" + original->record_id + ">");
  EXPECT_EQ(revisit.header("WARC-Refers-To-Target-URI"), kUrl);
  EXPECT_EQ(revisit.header("WARC-Refers-To-Date"), "2017-10-06T07:00:00Z");
  EXPECT_EQ(revisit.header("WARC-Truncated"), "length");
  EXPECT_EQ(revisit.content_type(), "application/http; msgtype=response");
  EXPECT_EQ(revisit.date(), kNoon + hours(1));
  EXPECT_TRUE(revisit.block.ends_with("\r\n\r\n")) << "the head, without a body";
  EXPECT_EQ(again[2].header("WARC-Refers-To"), "<" + std::string(revisit.id()) + ">");
  EXPECT_FALSE(original_of(again)) << "a revisit record is never referred to";
}

TEST(Revisit, Warc67A304IsOfTheOtherProfile) {
  const RecordIds ids = numbered_record_ids();
  const Original original{"urn:uuid:1", kUrl, kNoon, "sha1:AAAA", "\"a\"", ""};
  const auto again = make_revisit_group(ids, answer(304, {}, "", kNoon + hours(1)), original);
  EXPECT_EQ(again[1].header("WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  EXPECT_EQ(again[1].header("WARC-Refers-To-Date"), "2017-10-06T07:00:00Z");
  EXPECT_EQ(again[1].header("WARC-Payload-Digest"), "");
  EXPECT_EQ(again[1].header("WARC-Truncated"), "");
}

TEST(Revisit, TimesAreAnHourADayAndSevenDaysAfterTheFirst) {
  EXPECT_EQ(next_revisit(kNoon, kNoon), kNoon + hours(1));
  EXPECT_EQ(next_revisit(kNoon, kNoon + hours(1)), kNoon + hours(24));
  EXPECT_EQ(next_revisit(kNoon, kNoon + hours(24)), kNoon + hours(7 * 24)) << "one night is both";
  EXPECT_EQ(next_revisit(kNoon, kNoon + hours(7 * 24)), std::nullopt);
}

struct RevisitLedger : testing::Test {
  Folder folder;
  Ledger ledger = must(Ledger::open(folder / "state.db"));
  Fetch fetch(Outcome outcome, Instant at, bool is_revisit) {
    Fetch fetch;
    fetch.canonical_url = fetch.url = kUrl;
    fetch.outlet = "bao.example";
    fetch.at = at;
    fetch.outcome = outcome;
    fetch.is_revisit = is_revisit;
    return fetch;
  }
  RevisitLedger() {
    must(ledger.record_fetch(fetch(Outcome::ok, kNoon, false)));
    must(ledger.set_revisit(kUrl, next_revisit(kNoon, kNoon)));
    must(ledger.set_original(kUrl, {"urn:uuid:1", kUrl, kNoon, "sha1:AAAA", "\"a\"", ""}));
  }
};

TEST_F(RevisitLedger, APageIsDueAtItsTimesAndThenNoMore) {
  EXPECT_TRUE(must(ledger.revisits_due(kNoon + hours(1) - seconds(1))).empty());
  const auto due = must(ledger.revisits_due(kNoon + hours(1)));
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].stored_at, kNoon);
  must(ledger.record_fetch(fetch(Outcome::not_modified, kNoon + hours(2), true)));
  EXPECT_TRUE(must(ledger.revisits_due(kNoon + hours(23))).empty());
  EXPECT_EQ(must(ledger.revisits_due(kNoon + hours(24))).size(), 1u);
  must(ledger.record_fetch(fetch(Outcome::gone, kNoon + hours(24), true)));
  EXPECT_EQ(must(ledger.page(kUrl))->state, PageState::stored) << "what is stored stays stored";
  EXPECT_TRUE(must(ledger.original(kUrl)));
  must(ledger.record_fetch(fetch(Outcome::ok, kNoon + hours(9 * 24), true)));
  EXPECT_TRUE(must(ledger.revisits_due(kNoon + hours(99 * 24))).empty());
  EXPECT_FALSE(must(ledger.original(kUrl))) << "nothing will refer to it any more";
  EXPECT_EQ(must(ledger.page(kUrl))->stored_at, kNoon);
}

TEST_F(RevisitLedger, RevisitsFoundInTheArchiveAreEnteredAndNotFetchedAgain) {
  fs::create_directories(folder / "archive");
  const RecordIds ids = numbered_record_ids();
  auto writer = must(ArchiveWriter::open(folder / "archive", test_options(ids)));
  const auto original = must(ledger.original(kUrl));
  (void)must(writer.append_group(
      make_revisit_group(ids, answer(304, {}, "", kNoon + hours(1)), *original)));
  (void)must(writer.append_group(
      make_fetch_group(ids, answer(200, {{"ETag", "\"b\""}}, "<p>Mới</p>", kNoon + hours(25)))));
  (void)must(writer.sync());
  EXPECT_EQ(must(recover(folder / "archive", ledger)).groups_entered, 2);
  EXPECT_EQ(must(ledger.page(kUrl))->revisit_at, kNoon + hours(7 * 24));
  EXPECT_EQ(must(ledger.original(kUrl))->etag, "\"b\"");
  std::string outcomes;
  must(ledger.database().query(
      "SELECT outcome, revisit FROM fetches ORDER BY at", {},
      [&](const SqlRow& row) { outcomes += row.text(0) + row.text(1) + " "; }));
  EXPECT_EQ(outcomes, "ok0 not_modified1 ok1 ");
}

TEST_F(RevisitLedger, EveryUrlOfAChainOfRedirectsIsKnown) {
  Fetch moved = fetch(Outcome::ok, kNoon, false);
  moved.canonical_url = moved.url = "https://bao.example/rut-gon/7";
  moved.via = {"https://bao.example/go/7"};
  moved.final_url = "https://www.bao.example/tin-7.html";
  must(ledger.record_fetch(moved));
  for (const char* url : {"https://bao.example/go/7", "https://www.bao.example/tin-7.html",
                          "http://m.bao.example/tin-7.html"}) {
    EXPECT_EQ(must(ledger.page_behind(url)), moved.canonical_url) << url;
  }
}

}  // namespace
}  // namespace saola::store
