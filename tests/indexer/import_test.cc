#include "indexer/import.h"

#include <gtest/gtest.h>

#include <fstream>

#include "store/archive.h"
#include "store/ledger.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

constexpr std::string_view kTwo =
    "{\"id\":\"a\",\"title\":\"Một\",\"text\":\"Tin thứ nhất\"}\n"
    "{\"id\":\"b\",\"title\":\"Hai\",\"text\":\"Tin thứ hai\",\"published\":\"2018-10-06\"}\n";

std::uint64_t groups_in(const std::filesystem::path& folder) {
  auto cursor = store::Archive(folder).read_from({}, {});
  EXPECT_TRUE(cursor);
  std::uint64_t count = 0;
  while (true) {
    auto group = cursor->next();
    EXPECT_TRUE(group);
    if (!group || !*group) return count;
    ++count;
  }
}

TEST(Import, EachArticleIsOneRecordOfTheArchive) {
  Workbench bench;
  auto summary = bench.import_lines(kTwo);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->items, 2U);
  EXPECT_EQ(summary->added, 2U);
  EXPECT_EQ(groups_in(bench.archive_folder()), 2U);
  EXPECT_EQ(bench.log(), "");
}

TEST(Import, TheSameFileAgainChangesNothing) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kTwo));
  bench.set_now("2018-10-11T00:00:00Z");
  auto again = bench.import_lines(kTwo);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unchanged, 2U);
  EXPECT_EQ(again->added + again->updated, 0U);
  EXPECT_EQ(groups_in(bench.archive_folder()), 2U);
}

TEST(Import, TheSameArticleTwiceInOneFileIsTakenOnce) {
  Workbench bench;
  auto summary = bench.import_lines(std::string(kTwo) + std::string(kTwo));
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->added, 2U);
  EXPECT_EQ(summary->unchanged, 2U);
}

TEST(Import, AChangedArticleIsAnUpdateAndBothVersionsStay) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kTwo));
  auto summary = bench.import_lines(R"({"id":"a","title":"Một","text":"Tin đã sửa"})");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->updated, 1U);
  EXPECT_EQ(groups_in(bench.archive_folder()), 3U);
}

TEST(Import, ALostLedgerIsMadeAgainFromTheArchive) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kTwo));
  for (const char* name : {"state.db", "state.db-wal", "state.db-shm"}) {
    std::filesystem::remove(bench.root() / name);
  }
  auto again = bench.import_lines(kTwo);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unchanged, 2U);
}

TEST(Import, BadLinesAreToldWithTheirNumberAndTheOthersAreTaken) {
  Workbench bench;
  std::string lines(kTwo);
  lines += "not json\n\n{\"title\":\"\\u0000\"}\n{\"title\":\"t\xC3\",\"text\":\"x\"}\n";
  lines += "{\"id\":\"c\",\"title\":\"Ba\",\"text\":\"Tin thứ ba\"}";
  auto summary = bench.import_lines(lines, "bad.jsonl");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->added, 3U);
  EXPECT_EQ(summary->bad, 3U);
  EXPECT_EQ(summary->items, 6U);
  EXPECT_NE(bench.log().find("bad.jsonl:3: not JSON"), std::string::npos) << bench.log();
  EXPECT_NE(bench.log().find("bad.jsonl:5: no \"title\""), std::string::npos) << bench.log();
  EXPECT_NE(bench.log().find("bad.jsonl:6: not UTF-8"), std::string::npos) << bench.log();
}

TEST(Import, EveryBadLineIsToldWithItsNumber) {
  Workbench bench;
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "x\n";
  auto summary = bench.import_lines(lines);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->bad, 100U);
  EXPECT_EQ(std::count(bench.log().begin(), bench.log().end(), '\n'), 100);
  EXPECT_NE(bench.log().find(":100: "), std::string::npos);
}

TEST(Import, ALineOverTheLimitIsBad) {
  Workbench bench;
  std::ofstream(bench.root() / "long.jsonl")
      << R"({"title":"t","text":")" << std::string(5'000, 'x') << "\"}\n"
      << kTwo;
  ImportOptions options;
  options.files = {(bench.root() / "long.jsonl").string()};
  options.max_line_bytes = 1'000;
  auto summary = bench.import(options);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->bad, 1U);
  EXPECT_EQ(summary->added, 2U);
  EXPECT_NE(bench.log().find("long.jsonl:1:"), std::string::npos);
}

TEST(Import, AMissingFileIsFoundBeforeAnythingIsTaken) {
  Workbench bench;
  std::ofstream(bench.root() / "x.jsonl") << kTwo;
  for (const char* missing : {"none.jsonl", "none.warc.gz"}) {
    ImportOptions options;
    options.files = {(bench.root() / "x.jsonl").string(), (bench.root() / missing).string()};
    auto summary = bench.import(options);
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().code, Code::not_found);
    EXPECT_NE(summary.error().message.find(missing), std::string::npos);
  }
  EXPECT_EQ(groups_in(bench.archive_folder()), 0U);
}

TEST(Import, ACompressedFileIsRefusedWithTheWayToUnpackIt) {
  Workbench bench;
  for (const std::string start : {"\x1f\x8b\x08", "\xFD\x37zXZ"}) {
    auto summary = bench.import_lines(start + std::string(100, 'z'), "x.jsonl.xz");
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().code, Code::bad_input);
    EXPECT_NE(summary.error().hint.find("saola import -"), std::string::npos);
  }
}

TEST(Import, StoppingKeepsWhatWasTakenAndTheNextRunTakesTheRest) {
  Workbench bench;
  bench.is_stopped = [] { return true; };
  auto stopped = bench.import_lines(kTwo);
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->was_stopped);
  EXPECT_EQ(stopped->added, 1U);
  bench.is_stopped = {};
  auto rest = bench.import_lines(kTwo);
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->added, 1U);
  EXPECT_EQ(rest->unchanged, 1U);
}

TEST(Import, AnEmptyFileIsNoError) {
  Workbench bench;
  auto summary = bench.import_lines("");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->items, 0U);
}

TEST(Import, AFileWithTwoVersionsOfOneArticleBringsNothingTheSecondTime) {
  Workbench bench;
  constexpr std::string_view kTwice =
      "{\"id\":\"d\",\"title\":\"Một\",\"text\":\"bản đầu\"}\n"
      "{\"id\":\"d\",\"title\":\"Một\",\"text\":\"bản sau\"}\n";
  const auto first = bench.import_lines(kTwice);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->added, 1U);
  EXPECT_EQ(first->updated, 1U);
  const auto second = bench.import_lines(kTwice);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->unchanged, 2U);
}

TEST(Import, AYearThatNoNewspaperHasIsABadLine) {
  Workbench bench;
  const auto summary = bench.import_lines(
      "{\"id\":\"e\",\"title\":\"Một\",\"text\":\"x\",\"published\":\"0201-05-06\"}\n");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->bad, 1U);
}

}  // namespace
}  // namespace saola::indexer
