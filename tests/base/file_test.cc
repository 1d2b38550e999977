#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace saola {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto name = "saola-file-" + std::to_string(::getpid());
    folder_ = fs::temp_directory_path() / name;
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  // Where write_whole drafts the file "x".
  fs::path draft() const { return folder_ / "x.tmp"; }
  fs::path folder_;
};

TEST_F(FileTest, WhatIsWrittenIsReadBackByteForByte) {
  const std::string bytes("a\0b\r\n\xff", 6);
  ASSERT_TRUE(write_whole(folder_ / "x", bytes));
  EXPECT_EQ(read_file(folder_ / "x").value(), bytes);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);  // the draft is gone
}

TEST_F(FileTest, AMissingFileIsNotFoundAndNamed) {
  const auto missing = read_file(folder_ / "none");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::not_found);
  EXPECT_NE(missing.error().message.find("none"), std::string::npos);
}

TEST_F(FileTest, AFileOverTheLimitIsRefused) {
  ASSERT_TRUE(write_whole(folder_ / "big", std::string(100, 'x')));
  EXPECT_EQ(read_file(folder_ / "big", 99).error().code, Code::refused);
  EXPECT_TRUE(read_file(folder_ / "big", 100));
}

TEST_F(FileTest, AFailedWriteLeavesTheOldFileAlone) {
  ASSERT_TRUE(write_whole(folder_ / "x", "old"));
  fs::create_directory(draft());  // the draft cannot be opened
  EXPECT_FALSE(write_whole(folder_ / "x", "new"));
  EXPECT_EQ(read_file(folder_ / "x").value(), "old");
}

TEST_F(FileTest, WhatAKilledWriterLeftIsWrittenOver) {
  std::ofstream(draft()) << "half of something much longer";
  ASSERT_TRUE(write_whole(folder_ / "x", "new"));
  EXPECT_EQ(read_file(folder_ / "x").value(), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(FileTest, TwoProcessesThatWriteOneFileLeaveItWholeByOneOfThem) {
  const std::string ours(1 << 20, 'a');
  const std::string theirs(1 << 20, 'b');
  const pid_t child = ::fork();
  if (child == 0) {
    bool all = true;
    for (int i = 0; i < 20; ++i) all = write_whole(folder_ / "x", theirs).has_value() && all;
    ::_exit(all ? 0 : 1);
  }
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(write_whole(folder_ / "x", ours));
    const std::string read = read_file(folder_ / "x").value();
    EXPECT_TRUE(read == ours || read == theirs);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(FileTest, AFullDiskIsReportedWithWhatToDo) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  fs::create_symlink("/dev/full", draft());
  const auto full = write_whole(folder_ / "x", "some bytes");
  ASSERT_FALSE(full);
  EXPECT_NE(full.error().hint.find("full"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_ / "x"));
}

TEST_F(FileTest, ASecondLockIsRefusedUntilTheFirstIsGone) {
  {
    const auto first = FileLock::try_lock(folder_ / "lock");
    ASSERT_TRUE(first);
    EXPECT_EQ(FileLock::try_lock(folder_ / "lock").error().code, Code::locked);
  }
  EXPECT_TRUE(FileLock::try_lock(folder_ / "lock"));
}

TEST_F(FileTest, AFolderIsLockedWithoutAFileInIt) {
  const auto first = FileLock::try_lock(folder_);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(FileLock::try_lock(folder_).error().code, Code::locked);
  EXPECT_TRUE(fs::is_empty(folder_));
}

}  // namespace
}  // namespace saola
