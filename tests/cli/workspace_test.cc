#include "cli/workspace.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

namespace saola::cli {
namespace {

namespace fs = std::filesystem;

class WorkspaceTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("saola-workspace-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "shipped" / "topics");
    fs::create_directories(folder_ / "shipped" / "lexicons");
    for (const char* name : {"feeds.txt", "topics/a.toml", "lexicons/b.toml"}) {
      ASSERT_TRUE(write_whole(folder_ / "shipped" / name, "shipped\n"));
    }
    ::unsetenv("SAOLA_WORKSPACE");
  }
  void TearDown() override { fs::remove_all(folder_); }

  Env env(std::string workspace) {
    return {.in = in_,
            .out = out_,
            .log = quiet_log(),
            .clock = system_clock(),
            .stop = stop_,
            .workspace = std::move(workspace),
            .executable = {}};
  }

  fs::path folder_;
  std::istringstream in_;
  std::ostringstream out_;
  std::atomic<bool> stop_{false};
};

TEST_F(WorkspaceTest, InitLaysOutEverythingAndASecondInitKeepsWhatPeopleChanged) {
  const auto first = init_workspace(folder_ / "ws", folder_ / "shipped");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->written,
            (std::vector<std::string>{"lexicons/b.toml", "topics/a.toml", "feeds.txt"}));
  ASSERT_TRUE(write_whole(folder_ / "ws" / "topics" / "a.toml", "mine\n"));
  const auto second = init_workspace(folder_ / "ws", folder_ / "shipped");
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->written.empty());
  EXPECT_EQ(read_file(folder_ / "ws" / "topics" / "a.toml").value(), "mine\n");
}

TEST_F(WorkspaceTest, AnOptionWinsOverTheEnvironmentAndBothMustBeWorkspaces) {
  ASSERT_TRUE(init_workspace(folder_ / "ws", folder_ / "shipped"));
  ::setenv("SAOLA_WORKSPACE", (folder_ / "ws").c_str(), 1);
  EXPECT_EQ(find_workspace(env(""))->root, folder_ / "ws");
  const auto wrong = find_workspace(env((folder_ / "none").string()));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Code::not_found);
  EXPECT_NE(wrong.error().hint.find("saola init"), std::string::npos);
}

TEST_F(WorkspaceTest, TheNearestFolderUpwardsWithAFeedsFileIsTheWorkspace) {
  ASSERT_TRUE(init_workspace(folder_ / "ws", folder_ / "shipped"));
  fs::create_directories(folder_ / "ws" / "coverage" / "2018-W41");
  const auto before = fs::current_path();
  fs::current_path(folder_ / "ws" / "coverage" / "2018-W41");
  const auto found = find_workspace(env(""));
  fs::current_path(before);
  ASSERT_TRUE(found);
  EXPECT_TRUE(fs::equivalent(found->root, folder_ / "ws"));
}

TEST_F(WorkspaceTest, OnlyOneMayWriteAtATime) {
  ASSERT_TRUE(init_workspace(folder_ / "ws", folder_ / "shipped"));
  const Workspace workspace{folder_ / "ws"};
  const auto first = lock_workspace(workspace);
  ASSERT_TRUE(first);
  EXPECT_EQ(lock_workspace(workspace).error().code, Code::locked);
}

TEST_F(WorkspaceTest, AnUnwritableFolderIsNamed) {
  const auto wrong = init_workspace("/proc/saola", folder_ / "shipped");
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message.find("/proc/saola"), std::string::npos);
}

}  // namespace
}  // namespace saola::cli
