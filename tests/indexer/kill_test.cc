// What is killed is run again, and then all is as if nothing had happened. Each case kills a child at another moment.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "indexer/import.h"
#include "indexer/index_run.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

constexpr int kArticles = 60;

std::string lines() {
  std::string text;
  for (int i = 0; i < kArticles; ++i) {
    text += "{\"id\":\"n" + std::to_string(i) + "\",\"title\":\"Tin số " + std::to_string(i) +
            "\",\"text\":\"Đoạn một.\\nĐoạn hai có số " + std::to_string(i * i) + ".\"}\n";
  }
  return text;
}

// Runs `action` in a child that kills itself, without any cleaning up, when its is_stopped is asked for the nth time.
// Returns false when the child came to its end before that.
bool killed_at(Workbench& bench, int nth, const std::function<void(Workbench&)>& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    bench.is_stopped = [asked = 0, nth]() mutable {
      if (++asked == nth) ::kill(::getpid(), SIGKILL);
      return false;
    };
    action(bench);
    ::_exit(0);  // not exit: the parent's folder must not be removed here
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

void import_all(Workbench& bench) { ASSERT_TRUE(bench.import_lines(lines())); }

void index_all(Workbench& bench) {
  IndexOptions options;
  options.commit_every = 7;
  ASSERT_TRUE(bench.index(options));
}

TEST(Kill, AKilledImportRunAgainHasEveryArticleOnce) {
  for (const int nth : {1, 17, kArticles - 1, kArticles}) {
    Workbench bench;
    ASSERT_TRUE(killed_at(bench, nth, import_all));
    auto summary = bench.import_lines(lines());
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->added + summary->unchanged, std::uint64_t{kArticles}) << nth;
    auto indexed = bench.index();
    ASSERT_TRUE(indexed);
    EXPECT_EQ(indexed->groups, std::uint64_t{kArticles}) << nth;
    EXPECT_EQ(bench.ids().size(), std::size_t{kArticles});
  }
}

TEST(Kill, AKilledIndexRunAgainIsTheIndexOfAnUndisturbedRun) {
  Workbench bench;
  import_all(bench);
  index_all(bench);
  const auto undisturbed = bench.documents();
  const auto position = bench.position();
  for (const int nth : {1, 7, 8, 20, 40, kArticles}) {
    std::filesystem::remove_all(bench.index_folder());
    ASSERT_TRUE(killed_at(bench, nth, index_all));
    const std::size_t before = bench.ids().size();
    EXPECT_EQ(before % 7, 0U) << "only whole commits, killed at " << nth;
    index_all(bench);
    EXPECT_EQ(bench.documents(), undisturbed) << nth;
    EXPECT_EQ(bench.position(), position) << nth;
  }
}

TEST(Kill, AKilledRebuildLeavesTheOldIndexInUse) {
  Workbench bench;
  import_all(bench);
  index_all(bench);
  const auto before = bench.documents();
  ASSERT_TRUE(killed_at(bench, 30, [](Workbench& child) {
    IndexOptions options;
    options.rebuild = true;
    options.commit_every = 7;
    ASSERT_TRUE(child.index(options));
  }));
  EXPECT_EQ(bench.documents(), before);
  index_all(bench);
  EXPECT_EQ(bench.documents(), before);
}

// A disk that is full, as far as one process can have one: no file may grow beyond this many bytes.
void fill_disk(rlim_t file_bytes) {
  ::signal(SIGXFSZ, SIG_IGN);  // the write fails instead, as on a full disk
  const rlimit limit{file_bytes, file_bytes};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

// The code with which `index` fails in a child on a full disk; Code::other when it does not fail.
Code code_on_full_disk(Workbench& bench, const IndexOptions& options, rlim_t file_bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    fill_disk(file_bytes);
    auto summary = bench.index(options);
    const bool helps = !summary && summary.error().hint.find("room") != std::string::npos;
    ::_exit(helps ? static_cast<int>(summary.error().code) : static_cast<int>(Code::other));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? static_cast<Code>(WEXITSTATUS(status)) : Code::other;
}

TEST(FullDisk, AnIndexRunFailsWithAHintAndGoesOnWhenThereIsRoom) {
  Workbench bench;
  import_all(bench);
  IndexOptions options;
  options.commit_every = 7;
  EXPECT_EQ(code_on_full_disk(bench, options, 40'000), Code::io);
  const std::size_t before = bench.ids().size();
  EXPECT_LT(before, std::size_t{kArticles});
  EXPECT_EQ(before % 7, 0U);
  index_all(bench);
  const auto resumed = bench.documents();
  std::filesystem::remove_all(bench.index_folder());
  index_all(bench);
  EXPECT_EQ(bench.documents(), resumed);
}

TEST(FullDisk, ARebuildLeavesTheOldIndexAndGivesTheRoomBack) {
  Workbench bench;
  import_all(bench);
  index_all(bench);
  const auto before = bench.documents();
  IndexOptions options;
  options.rebuild = true;
  EXPECT_EQ(code_on_full_disk(bench, options, 20'000), Code::io);
  EXPECT_EQ(bench.documents(), before);
  EXPECT_FALSE(std::filesystem::exists(bench.root() / "index.new"));
}

}  // namespace
}  // namespace saola::indexer
