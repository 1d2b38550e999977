// A program killed while it writes, again and again: the archive stays readable to its end, archive and ledger agree
// after each recovery, no page is lost and none is stored twice.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <random>
#include <set>

#include "store/commit.h"
#include "store/recovery.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

constexpr int kPages = 400;
constexpr int kRounds = 25;

std::string url_of(int n) { return "https://bao.example/tin-" + std::to_string(n) + ".html"; }

/// What a crawl does: recover, then store each page that is not known, with a commit every few pages. Exit status 0: all
/// pages are stored.
int store_pages(const fs::path& workspace) {
  auto ledger = Ledger::open(workspace / "state.db");
  if (!ledger || !recover(workspace / "archive", *ledger)) return 2;
  ArchiveOptions options = test_options(random_record_ids());
  options.rotate_bytes = 20'000;
  auto writer = ArchiveWriter::open(workspace / "archive", options);
  if (!writer) return 2;
  for (int n = 0; n < kPages; ++n) {
    if (!ledger->begin()) return 2;
    const auto known = ledger->page_known(url_of(n));
    if (!known) return 2;
    if (*known) continue;
    const auto place = writer->append_group(page_group(options.ids, n));
    Fetch fetch;
    fetch.canonical_url = fetch.url = url_of(n);
    fetch.at = kNoon;
    if (!place || !ledger->record_fetch(fetch)) return 2;
    if (n % 5 == 4 && !commit(*writer, *ledger)) return 2;
  }
  return commit(*writer, *ledger) ? 0 : 2;
}

/// @return whether the child ended by itself.
bool run_and_kill_after(const fs::path& workspace, useconds_t microseconds) {
  const pid_t child = fork();
  if (child == 0) _exit(store_pages(workspace));
  usleep(microseconds);  // the moment is the test's subject; nothing waits for it
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status)) {
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  return WIFEXITED(status);
}

struct After {
  int pages = 0;             // in the archive
  std::int64_t entered = 0;  // of these, found by recovery behind the last commit
};

After expect_agreement(const fs::path& workspace) {
  auto ledger = must(Ledger::open(workspace / "state.db"));
  const auto recovery = must(recover(workspace / "archive", ledger));
  EXPECT_FALSE(recovery.needs_person);
  std::set<std::string> archived;
  int damage = 0;
  auto cursor = must(Archive(workspace / "archive").read_from({}, [&](const auto&) { ++damage; }));
  while (const auto group = must(cursor.next())) {
    const std::string url(group->records.front().target_uri());
    EXPECT_TRUE(archived.insert(url).second) << "twice: " << url;
    EXPECT_TRUE(must(ledger.page_known(url)));
  }
  EXPECT_EQ(damage, 0);
  for (int n = 0; n < kPages; ++n) {
    EXPECT_EQ(must(ledger.page_known(url_of(n))), archived.contains(url_of(n))) << n;
  }
  return {static_cast<int>(archived.size()), recovery.groups_entered};
}

TEST(ArchiveKill, NothingIsLostOrStoredTwiceHoweverOftenItIsKilled) {
  Folder folder;
  std::mt19937 random(20171006);
  int killed = 0;
  int before = 0;
  std::int64_t entered = 0;
  for (int round = 0; round < kRounds; ++round) {
    killed += !run_and_kill_after(folder.path(), static_cast<useconds_t>(500 + random() % 60'000));
    if (!fs::exists(folder / "state.db")) continue;
    const After after = expect_agreement(folder.path());
    EXPECT_GE(after.pages, before);
    before = after.pages;
    entered += after.entered;
  }
  EXPECT_GT(killed, 0);
  EXPECT_EQ(store_pages(folder.path()), 0);
  EXPECT_EQ(expect_agreement(folder.path()).pages, kPages);
  RecordProperty("groups_entered_by_recovery", static_cast<int>(entered));
}

}  // namespace
}  // namespace saola::store
