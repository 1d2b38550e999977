// Damage: what is whole is read, what is lost is reported with its place.

#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

struct Sample {
  std::vector<WarcRecord> records;
  std::string bytes;
  std::vector<std::size_t> starts;  // of each record, and the end
};

Sample sample(bool in_gzip, int pages = 2) {
  Sample sample;
  const RecordIds ids = numbered_record_ids();
  for (int n = 0; n < pages; ++n) {
    for (auto& record : page_group(ids, n)) sample.records.push_back(std::move(record));
  }
  for (const auto& record : sample.records) {
    sample.starts.push_back(sample.bytes.size());
    sample.bytes += in_gzip ? packed({record}) : to_bytes(record);
  }
  sample.starts.push_back(sample.bytes.size());
  return sample;
}

void expect_first(const ReadFile& read, const Sample& sample, std::size_t count, std::size_t cut) {
  ASSERT_EQ(read.entries.size(), count) << "cut at " << cut;
  for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(read.entries[i].record, sample.records[i]);
}

TEST(WarcDamage, AtEveryTruncationOfAPackedFileWhatIsWholeIsRead) {
  Folder folder;
  const Sample whole = sample(true);
  for (std::size_t cut = 0; cut <= whole.bytes.size(); ++cut) {
    write_bytes(folder / "a.warc.gz", whole.bytes.substr(0, cut));
    const auto read = read_all(folder / "a.warc.gz");
    const auto next = std::upper_bound(whole.starts.begin(), whole.starts.end(), cut);
    const auto count = static_cast<std::size_t>(next - whole.starts.begin()) - 1;
    expect_first(read, whole, count, cut);
    const std::size_t start = whole.starts[count];
    ASSERT_EQ(read.damage.size(), start == cut ? 0u : 1u) << cut;
    if (start == cut) continue;
    EXPECT_EQ(read.damage[0].offset, start);
    EXPECT_EQ(read.damage[0].reason, "the file ends inside a record");
  }
}

TEST(WarcDamage, AtEveryTruncationOfAPlainFileWhatIsWholeIsRead) {
  Folder folder;
  const Sample whole = sample(false);
  for (std::size_t cut = 0; cut <= whole.bytes.size(); ++cut) {
    write_bytes(folder / "a.warc", whole.bytes.substr(0, cut));
    const auto read = read_all(folder / "a.warc");
    std::size_t count = 0;  // a record needs no line breaks behind it
    while (count < whole.records.size() && whole.starts[count + 1] - 4 <= cut) ++count;
    expect_first(read, whole, count, cut);
    EXPECT_EQ(read.damage.size(), whole.starts[count] < cut ? 1u : 0u) << cut;
  }
}

TEST(WarcDamage, AFlippedBitOfAPackedFileCostsItsRecordAtMost) {
  Folder folder;
  const Sample whole = sample(true);
  for (std::size_t at = 0; at < whole.bytes.size(); ++at) {
    std::string bytes = whole.bytes;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
    write_bytes(folder / "a.warc.gz", bytes);
    const auto read = read_all(folder / "a.warc.gz");
    const auto next = std::upper_bound(whole.starts.begin(), whole.starts.end(), at);
    const auto hit = static_cast<std::size_t>(next - whole.starts.begin()) - 1;
    std::vector<WarcRecord> expected = whole.records;
    if (read.entries.size() <
        expected.size()) {  // else: a byte of the gzip head that means nothing, such as the time
      expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(hit));
      ASSERT_GE(read.damage.size(), 1u) << at;
      EXPECT_EQ(read.damage[0].offset, whole.starts[hit]) << at;
    }
    ASSERT_EQ(read.entries.size(), expected.size()) << at;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(read.entries[i].record, expected[i]) << at;
    }
  }
}

TEST(WarcDamage, AFlippedBitOfAPlainFileCostsOneRecordAtMost) {
  Folder folder;
  const Sample whole = sample(false);
  for (std::size_t at = 0; at < whole.bytes.size(); ++at) {
    std::string bytes = whole.bytes;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 7)));
    write_bytes(folder / "a.warc", bytes);
    const auto read = read_all(folder / "a.warc");
    std::size_t intact = 0;
    for (const auto& entry : read.entries) {
      intact += static_cast<std::size_t>(
          std::count(whole.records.begin(), whole.records.end(), entry.record));
    }
    EXPECT_GE(intact + 1, whole.records.size()) << at;
  }
}

TEST(WarcDamage, RubbishBetweenRecordsIsPassedOver) {
  Folder folder;
  const Sample whole = sample(true);
  // Among the rubbish: the beginning of a gzip member, and a whole one that is no WARC.
  const std::string rubbish = "rubbish\x1f\x8b\x08" + std::string(4, '\0') + "more";
  const std::string bytes =
      whole.bytes.substr(0, whole.starts[2]) + rubbish + whole.bytes.substr(whole.starts[2]);
  write_bytes(folder / "a.warc.gz", bytes);
  const auto read = read_all(folder / "a.warc.gz");
  expect_first(read, whole, whole.records.size(), 0);
  ASSERT_EQ(read.damage.size(), 1u);
  EXPECT_EQ(read.damage[0].offset, whole.starts[2]);
  EXPECT_EQ(read.entries[2].offset, whole.starts[2] + rubbish.size());
}

TEST(WarcDamage, AHoleOfZerosFarLongerThanABufferIsPassedOver) {
  Folder folder;
  Sample whole = sample(true, 4);
  std::fill(whole.bytes.begin() + static_cast<std::ptrdiff_t>(whole.starts[3] + 5),
            whole.bytes.begin() + static_cast<std::ptrdiff_t>(whole.starts[6] - 5), '\0');
  whole.bytes.insert(whole.starts[4], std::string(200'000, '\0'));
  write_bytes(folder / "a.warc.gz", whole.bytes);
  const auto read = read_all(folder / "a.warc.gz");
  ASSERT_EQ(read.entries.size(), whole.records.size() - 3);
  EXPECT_EQ(read.entries[3].record, whole.records[6]);
  ASSERT_EQ(read.damage.size(), 1u);
  EXPECT_EQ(read.damage[0].offset, whole.starts[3]);
  EXPECT_NE(read.damage[0].message().find("a.warc.gz: at byte "), std::string::npos);
}

TEST(WarcDamage, AMemberThatBeginsAcrossABuffersBorderIsFound) {
  Folder folder;
  const Sample whole = sample(true, 1);
  for (std::size_t gap = 65'530; gap < 65'545; ++gap) {
    write_bytes(folder / "a.warc.gz",
                whole.bytes.substr(0, 20) + std::string(gap, 'x') + whole.bytes);
    EXPECT_EQ(read_all(folder / "a.warc.gz").entries.size(), whole.records.size()) << gap;
  }
}

TEST(WarcDamage, AWrongLengthInAPlainFileDoesNotSwallowTheNextRecords) {
  Folder folder;
  const Sample whole = sample(false);
  for (const auto* wrong :
       {"Content-Length: 9", "Content-Length: 1000", "Content-Length: 99999999"}) {
    std::string bytes = whole.bytes;
    const auto at = bytes.find("Content-Length: ", whole.starts[1]);
    const auto end = bytes.find("\r\n", at);
    bytes.replace(at, end - at, wrong);
    write_bytes(folder / "a.warc", bytes);
    const auto read = read_all(folder / "a.warc");
    ASSERT_EQ(read.entries.size(), whole.records.size() - 1) << wrong;
    EXPECT_EQ(read.entries[1].record, whole.records[2]) << wrong;
    ASSERT_EQ(read.damage.size(), 1u) << wrong;
    EXPECT_EQ(read.damage[0].offset, whole.starts[1]) << wrong;
  }
}

TEST(WarcDamage, ThePositionStaysBeforeABrokenEnd) {
  Folder folder;
  const Sample whole = sample(true);
  write_bytes(folder / "a.warc.gz", whole.bytes.substr(0, whole.starts[3] + 10));
  auto reader = must(WarcReader::open(folder / "a.warc.gz"));
  EXPECT_EQ(reader.position(), 0u);
  while (must(reader.next())) {
  }
  EXPECT_EQ(reader.position(), whole.starts[3]);
}

TEST(WarcDamage, ReadingAtAWrongPlaceSaysSo) {
  Folder folder;
  const Sample whole = sample(true);
  write_bytes(folder / "a.warc.gz", whole.bytes);
  for (const std::uint64_t wrong : {std::uint64_t{7}, std::uint64_t{1} << 40}) {
    const auto entry = read_record_at(folder / "a.warc.gz", wrong);
    ASSERT_FALSE(entry);
    EXPECT_EQ(entry.error().code, Code::corrupt);
    EXPECT_NE(entry.error().message.find("at byte " + std::to_string(wrong)), std::string::npos);
  }
}

}  // namespace
}  // namespace saola::store
