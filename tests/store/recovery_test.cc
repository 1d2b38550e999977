#include "store/recovery.h"

#include <gtest/gtest.h>

#include <set>

#include "store/commit.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

std::string url_of(int n) { return "https://bao.example/tin-" + std::to_string(n) + ".html"; }

struct RecoveryTest : testing::Test {
  Folder folder;
  RecordIds ids = numbered_record_ids();

  [[nodiscard]] fs::path archive(const std::string& workspace = "ws") const {
    return folder / workspace / "archive";
  }
  Ledger ledger(const std::string& workspace = "ws") {
    fs::create_directories(folder / workspace);
    return must(Ledger::open(folder / workspace / "state.db"));
  }
  ArchiveWriter writer(const std::string& workspace = "ws") {
    return must(ArchiveWriter::open(archive(workspace), test_options(ids)));
  }
  void store(ArchiveWriter& to, Ledger& in, int n) {
    const auto place = must(to.append_group(page_group(ids, n)));
    Fetch fetch;
    fetch.canonical_url = fetch.url = url_of(n);
    fetch.at = kNoon;
    fetch.archived = place.group;
    must(in.record_fetch(fetch));
  }
};

/// Every page of the archive is stored in the ledger, once in each, and the archive is readable to its end.
void expect_agreement(const fs::path& archive, Ledger& ledger, int pages) {
  std::vector<WarcDamage> damage;
  auto cursor = must(Archive(archive).read_from({}, [&](const auto& d) { damage.push_back(d); }));
  int groups = 0;
  std::set<std::string> seen;
  while (const auto group = must(cursor.next())) {
    const std::string url(group->records.front().target_uri());
    ++groups;
    EXPECT_TRUE(seen.insert(url).second) << "archived twice: " << url;
    const auto page = must(ledger.page(url));
    ASSERT_TRUE(page) << url;
    EXPECT_EQ(page->state, PageState::stored);
  }
  EXPECT_EQ(groups, pages);
  EXPECT_TRUE(damage.empty()) << damage.front().message();
  const auto committed = must(ledger.committed());
  for (const auto& name : must(Archive(archive).files())) {
    EXPECT_EQ(committed.at(name), fs::file_size(archive / name));
  }
}

int known_pages(Ledger& ledger, int most) {
  int known = 0;
  for (int n = 0; n < most; ++n) known += must(ledger.page_known(url_of(n)));
  return known;
}

TEST_F(RecoveryTest, AnUntouchedArchiveNeedsNothing) {
  auto state = ledger();
  EXPECT_EQ(must(recover(archive(), state)).groups_entered, 0);
  {
    auto to = writer();
    must(state.begin());
    for (int n = 0; n < 3; ++n) store(to, state, n);
    must(commit(to, state));
  }
  const auto recovery = must(recover(archive(), state));
  EXPECT_EQ(recovery.groups_entered, 0);
  EXPECT_TRUE(recovery.messages.empty());
  EXPECT_FALSE(recovery.needs_person);
  expect_agreement(archive(), state, 3);
}

TEST_F(RecoveryTest, WhatWasWrittenButNotCommittedIsEnteredOnce) {
  {
    auto state = ledger();
    auto to = writer();
    must(state.begin());
    for (int n = 0; n < 2; ++n) store(to, state, n);
    must(commit(to, state));
    must(state.begin());
    for (int n = 2; n < 5; ++n) store(to, state, n);
  }  // killed: the ledger's rows are gone, the archive's groups are there
  auto state = ledger();
  EXPECT_EQ(known_pages(state, 5), 2);
  EXPECT_EQ(must(recover(archive(), state)).groups_entered, 3);
  expect_agreement(archive(), state, 5);
  EXPECT_EQ(must(recover(archive(), state)).groups_entered, 0);
  const auto page = must(state.page(url_of(4)));
  EXPECT_EQ(page->door, "https://bao.example/rss/phap-luat.rss");
  EXPECT_EQ(page->outlet, "bao.example");
}

TEST_F(RecoveryTest, ItCanBeStoppedAndIsDoneTheNextTime) {
  {
    auto state = ledger();
    auto to = writer();
    for (int n = 0; n < 500; ++n) must(to.append_group(page_group(ids, n)));
  }
  auto state = ledger();
  const auto stopped = recover(archive(), state, {}, [] { return true; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, Code::cancelled);
  EXPECT_EQ(known_pages(state, 500), 0) << "all of a file or nothing";
  EXPECT_EQ(must(recover(archive(), state)).groups_entered, 500);
  expect_agreement(archive(), state, 500);
}

// Killed at any byte behind the last commit, run again: nothing lost, nothing twice.
TEST_F(RecoveryTest, AtEveryTruncationBehindTheCommitTheNextRunCompletesThePages) {
  std::string file;
  std::vector<std::uint64_t> ends;
  std::uint64_t committed = 0;
  {
    auto state = ledger("master");
    auto to = writer("master");
    must(state.begin());
    store(to, state, 0);
    must(commit(to, state));
    for (int n = 1; n < 3; ++n) {
      const auto place = must(to.append_group(page_group(ids, n)));
      file = place.group.file;
      for (const auto offset : place.offsets) ends.push_back(offset);
      ends.push_back(place.group.offset + place.group.bytes);
    }
    committed = must(state.committed()).at(file);
  }
  const std::uint64_t size = ends.back();
  for (std::uint64_t cut = committed; cut < size; cut += 37) ends.push_back(cut);
  for (const std::uint64_t cut : ends) {
    fs::remove_all(folder / "ws");
    fs::copy(folder / "master", folder / "ws", fs::copy_options::recursive);
    fs::resize_file(archive() / file, cut);
    auto state = ledger();
    const auto recovery = must(recover(archive(), state));
    EXPECT_EQ(fs::file_size(archive() / file) + static_cast<std::uint64_t>(recovery.bytes_cut),
              cut);
    EXPECT_EQ(fs::exists(archive() / (file + ".damaged")), recovery.bytes_cut > 0) << cut;
    if (recovery.bytes_cut > 0) {
      EXPECT_EQ(fs::file_size(archive() / (file + ".damaged")),
                static_cast<std::uint64_t>(recovery.bytes_cut));
      EXPECT_NE(recovery.messages.back().find(file), std::string::npos);
    }
    EXPECT_EQ(known_pages(state, 3), 1 + recovery.groups_entered);
    auto to = writer();
    for (int n = 0; n < 3; ++n) {
      if (!must(state.page_known(url_of(n)))) store(to, state, n);
    }
    must(commit(to, state));
    expect_agreement(archive(), state, 3);
  }
}

TEST_F(RecoveryTest, AFileOfWhichNothingIsWholeGoesAside) {
  auto state = ledger();
  fs::create_directories(archive());
  write_bytes(archive() / "saola-20171006070000-00001.warc.gz", "\x1f\x8b\x08");
  const auto recovery = must(recover(archive(), state));
  EXPECT_EQ(recovery.bytes_cut, 3);
  EXPECT_FALSE(recovery.needs_person);
  EXPECT_TRUE(must(Archive(archive()).files()).empty());
  EXPECT_EQ(read_bytes(archive() / "saola-20171006070000-00001.warc.gz.damaged"), "\x1f\x8b\x08");
}

TEST_F(RecoveryTest, ALostLedgerIsRebuiltFromTheArchive) {
  std::string json = R"({"title":"Ngà voi"})";
  {
    auto to = writer();
    for (int n = 0; n < 2; ++n) (void)must(to.append_group(page_group(ids, n)));
    (void)must(to.append_group(std::vector{make_article_record(ids, kNoon, "bai 7", "", json)}));
    FetchedPage door;
    door.capture = {"https://bao.example/rss.xml", kNoon, ""};
    door.response = http_response_block(200, "", {{"ETag", "\"v1\""}}, "<rss/>");
    door.fields.kind = "door";
    door.fields.door = "https://bao.example/rss.xml";
    (void)must(to.append_group(make_fetch_group(ids, door)));
  }
  auto state = ledger();
  EXPECT_EQ(must(recover(archive(), state)).groups_entered, 4);
  EXPECT_EQ(known_pages(state, 2), 2);
  EXPECT_EQ(must(state.import_digest("bai 7")),
            import_digest_of(std::vector{make_article_record(ids, kNoon, "bai 7", "", json)}));
  const auto door = must(state.door_state("https://bao.example/rss.xml"));
  EXPECT_EQ(door.last_poll, kNoon);
  EXPECT_EQ(door.etag, "");  // its entries are not in the frontier: it has to be asked in full
}

TEST_F(RecoveryTest, ARedirectAndAFailureAreUnderstood) {
  {
    auto to = writer();
    FetchedPage page;
    page.capture = {"https://www.bao.example/moi.html", kNoon, ""};
    page.response = http_response_block(200, "", {}, "<html>");
    page.fields.redirected_from = "https://bao.example/cu.html?utm_source=rss";
    (void)must(to.append_group(make_fetch_group(ids, page)));
    page.capture.target_uri = "https://bao.example/chan.html";
    page.fields.redirected_from = "";
    page.response = http_response_block(200, "", {}, "please enable cookies");
    page.fields.outcome = "blocked";
    (void)must(to.append_group(make_fetch_group(ids, page)));
  }
  auto state = ledger();
  (void)must(recover(archive(), state));
  EXPECT_EQ(must(state.page("https://bao.example/cu.html"))->state, PageState::stored);
  EXPECT_TRUE(must(state.page_known("https://www.bao.example/moi.html")));
  EXPECT_EQ(must(state.page("https://bao.example/chan.html"))->state, PageState::waiting);
}

TEST_F(RecoveryTest, AFileGoneOrShorterIsToldAndTheRestGoesOn) {
  auto state = ledger();
  {
    auto to = writer();
    for (int n = 0; n < 2; ++n) store(to, state, n);
    must(commit(to, state));
  }
  must(state.set_committed({{"saola-20160101000000-00001.warc.gz", 1000}}));
  const auto name = must(Archive(archive()).files()).at(0);
  fs::resize_file(archive() / name, 100);
  const auto recovery = must(recover(archive(), state));
  EXPECT_TRUE(recovery.needs_person);
  ASSERT_EQ(recovery.messages.size(), 2u);
  EXPECT_NE(recovery.messages[0].find(name + ": has 100 bytes"), std::string::npos);
  EXPECT_NE(
      recovery.messages[1].find("saola-20160101000000-00001.warc.gz: the archive file is gone"),
      std::string::npos);
  EXPECT_EQ(fs::file_size(archive() / name), 100u);
}

TEST_F(RecoveryTest, AForeignFileInTheArchiveIsNeverCut) {
  auto state = ledger();
  fs::create_directories(archive());
  const std::string bytes = packed(page_group(ids, 1)) + "rest";
  write_bytes(archive() / "cc-news.warc.gz", bytes);
  const auto recovery = must(recover(archive(), state));
  EXPECT_EQ(read_bytes(archive() / "cc-news.warc.gz"), bytes);
  EXPECT_EQ(recovery.bytes_cut, 0);
  EXPECT_EQ(recovery.messages.size(), 1u);
  EXPECT_TRUE(must(recover(archive(), state)).messages.empty());  // told once
}

TEST_F(RecoveryTest, AFailedArchiveSyncCommitsNothing) {
  auto state = ledger();
  auto to = writer();
  must(state.begin());
  {
    const FileSizeLimit limit(10);
    EXPECT_FALSE(to.append_group(page_group(ids, 0)));
  }
  must(commit(to, state));
  EXPECT_TRUE(must(state.committed()).empty());
}

}  // namespace
}  // namespace saola::store
