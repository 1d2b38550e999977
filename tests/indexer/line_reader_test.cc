#include "indexer/line_reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/indexer/temp_folder.h"

namespace saola::indexer {
namespace {

struct Read {
  std::vector<std::string> lines;  // "<too long>" for those
  std::uint64_t last_number = 0;
};

Read read_all(const std::string& bytes, std::uint64_t limit = 1'000) {
  TempFolder folder;
  std::ofstream(folder / "x", std::ios::binary) << bytes;
  auto reader = LineReader::open((folder / "x").string(), limit);
  EXPECT_TRUE(reader);
  Read read;
  while (true) {
    auto line = reader->next();
    EXPECT_TRUE(line);
    if (!line || !*line) return read;
    read.lines.emplace_back((*line)->too_long ? "<too long>" : (*line)->text);
    read.last_number = (*line)->number;
  }
}

using Lines = std::vector<std::string>;

TEST(LineReader, TheLastLineNeedsNoBreak) {
  EXPECT_EQ(read_all("a\nb").lines, (Lines{"a", "b"}));
  EXPECT_EQ(read_all("a\nb\n").lines, (Lines{"a", "b"}));
}

TEST(LineReader, AnEmptyFileHasNoLineAndAnEmptyLineIsOne) {
  EXPECT_TRUE(read_all("").lines.empty());
  EXPECT_EQ(read_all("\n\na").lines, (Lines{"", "", "a"}));
}

TEST(LineReader, ByteOrderMarkAndCarriageReturnAreLeftOut) {
  EXPECT_EQ(read_all("\xEF\xBB\xBF{}\r\n{}\r\n").lines, (Lines{"{}", "{}"}));
}

TEST(LineReader, ALongLineIsPassedOverAndTheNextOneIsRead) {
  for (std::size_t length : {11U, 300'000U, 262'144U, 1'000'000U}) {
    const Read read = read_all("a\n" + std::string(length, 'x') + "\nb\n", 10);
    EXPECT_EQ(read.lines, (Lines{"a", "<too long>", "b"})) << length;
    EXPECT_EQ(read.last_number, 3U);
  }
}

TEST(LineReader, ALongLastLineWithoutBreakIsTooLong) {
  EXPECT_EQ(read_all(std::string(600'000, 'x'), 10).lines, (Lines{"<too long>"}));
}

TEST(LineReader, LinesAcrossChunksAreWhole) {
  std::string bytes;
  Lines expected;
  for (int i = 0; i < 3'000; ++i) {
    expected.push_back(std::to_string(i) + std::string(static_cast<std::size_t>(i % 997), 'y'));
    bytes += expected.back() + "\n";
  }
  EXPECT_EQ(read_all(bytes).lines, expected);
}

TEST(LineReader, AMissingFileAndAFolderAreErrorsWithTheirName) {
  auto missing = LineReader::open("/nowhere/x.jsonl", 10);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::not_found);
  EXPECT_NE(missing.error().message.find("/nowhere/x.jsonl"), std::string::npos);
  TempFolder folder;
  auto directory = LineReader::open(folder.path().string(), 10);
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().code, Code::io);
}

}  // namespace
}  // namespace saola::indexer
