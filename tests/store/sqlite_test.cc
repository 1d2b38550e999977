#include "store/sqlite.h"

#include <gtest/gtest.h>
#include <sys/mount.h>

#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

TEST(Sqlite, ValuesComeBackAsTheyWere) {
  Folder folder;
  auto db = must(Database::open(folder / "a.db", OpenMode::read_write));
  must(db.script("CREATE TABLE t (a, b, c, d)"));
  const std::string text("Tê giác\0x", 11);
  EXPECT_EQ(must(db.run("INSERT INTO t VALUES (?, ?, ?, ?)",
                        {std::int64_t{-5}, 0.5, std::string_view(text), SqlValue{}})),
            1);
  int rows = 0;
  must(db.query("SELECT a, b, c, d, '' FROM t", {}, [&](const SqlRow& row) {
    ++rows;
    EXPECT_EQ(row.integer(0), -5);
    EXPECT_EQ(row.real(1), 0.5);
    EXPECT_EQ(row.text(2), text);
    EXPECT_TRUE(row.is_null(3));
    EXPECT_EQ(row.text(3), "");
    EXPECT_FALSE(row.is_null(4));
  }));
  EXPECT_EQ(rows, 1);
}

TEST(Sqlite, AnErrorNamesTheFile) {
  Folder folder;
  auto db = must(Database::open(folder / "a.db", OpenMode::read_write));
  const auto wrong = db.run("SELECT nonsense", {});
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message.find("a.db: no such column"), std::string::npos);
}

TEST(Sqlite, WhatIsNoDatabaseIsCorruptWithAWayOut) {
  Folder folder;
  write_bytes(folder / "a.db", std::string(5000, 'x'));
  const auto db = Database::open(folder / "a.db", OpenMode::read_write);
  ASSERT_FALSE(db);
  EXPECT_EQ(db.error().code, Code::corrupt);
  EXPECT_NE(db.error().hint.find("move the file away"), std::string::npos);
}

TEST(Sqlite, AReaderSeesTheLastCommitWhileAnotherWrites) {
  Folder folder;
  auto writer = must(Database::open(folder / "a.db", OpenMode::read_write));
  must(writer.script(
      "CREATE TABLE t (a); INSERT INTO t VALUES (1); BEGIN; INSERT INTO t VALUES (2)"));
  auto reader = must(Database::open(folder / "a.db", OpenMode::read_only));
  std::int64_t count = 0;
  must(reader.query("SELECT count(*) FROM t", {},
                    [&](const SqlRow& row) { count = row.integer(0); }));
  EXPECT_EQ(count, 1);
  const auto refused = reader.run("INSERT INTO t VALUES (3)", {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::io);
}

TEST(Sqlite, AStatementIsReadyAgainAfterAnError) {
  Folder folder;
  auto db = must(Database::open(folder / "a.db", OpenMode::read_write));
  must(db.script("CREATE TABLE t (a UNIQUE)"));
  const char* sql = "INSERT INTO t VALUES (?)";
  EXPECT_TRUE(db.run(sql, {std::int64_t{1}}));
  EXPECT_FALSE(db.run(sql, {std::int64_t{1}}));
  EXPECT_TRUE(db.run(sql, {std::int64_t{2}}));
}

/// A folder on a file system of its own that can be made read-only, for root too. Needs the right to mount.
struct ReadOnlyMount {
  explicit ReadOnlyMount(const fs::path& path) : at(path) {
    fs::create_directories(at);
    mounted = mount("tmpfs", at.c_str(), "tmpfs", 0, "size=4m") == 0;
  }
  ~ReadOnlyMount() {
    if (mounted) umount(at.c_str());
  }
  [[nodiscard]] bool close() const {
    return mount("tmpfs", at.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "") == 0;
  }
  fs::path at;
  bool mounted = false;
};

TEST(Sqlite, AReaderNeedsNoRightToWrite) {
  Folder folder;
  const ReadOnlyMount mounted(folder / "mit # und %20");
  if (!mounted.mounted) GTEST_SKIP() << "no right to mount";
  const fs::path path = mounted.at / "a.db";
  {
    auto writer = must(Database::open(path, OpenMode::read_write));
    must(writer.script("CREATE TABLE t (n); INSERT INTO t VALUES (7)"));
  }
  ASSERT_TRUE(mounted.close());
  auto reader = must(Database::open(path, OpenMode::read_only));
  std::int64_t number = 0;
  must(reader.query("SELECT n FROM t", {}, [&](const SqlRow& row) { number = row.integer(0); }));
  EXPECT_EQ(number, 7);
}

TEST(Sqlite, WhatAKilledWriterLeftInAClosedFolderIsNotOverlooked) {
  Folder folder;
  const ReadOnlyMount mounted(folder / "ws");
  if (!mounted.mounted) GTEST_SKIP() << "no right to mount";
  {
    auto writer = must(Database::open(folder / "a.db", OpenMode::read_write));
    must(writer.script("CREATE TABLE t (n); INSERT INTO t VALUES (7)"));
    fs::copy(folder / "a.db", mounted.at / "a.db");
    fs::copy(folder / "a.db-wal", mounted.at / "a.db-wal");
  }
  ASSERT_TRUE(mounted.close());
  const auto reader = Database::open(mounted.at / "a.db", OpenMode::read_only);
  ASSERT_FALSE(reader);
  EXPECT_NE(reader.error().message.find("a.db-wal"), std::string::npos);
}

}  // namespace
}  // namespace saola::store
