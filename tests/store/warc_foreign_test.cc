// What other tools write: accepted as far as it can be understood.

#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

std::string record_text(std::string_view id, std::string_view block,
                        std::string_view type = "response") {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) +
         "\r\nWARC-Record-ID: <urn:uuid:" + std::string(id) +
         ">\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + std::string(block) +
         "\r\n\r\n";
}

/// All of `bytes` as one gzip member.
std::string one_member(const std::string& bytes) {
  std::string out(compressBound(static_cast<uLong>(bytes.size())) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

ReadFile read_text(const std::string& name, const std::string& bytes,
                   WarcReaderOptions options = {}) {
  Folder folder;
  write_bytes(folder / name, bytes);
  return read_all(folder / name, options);
}

TEST(ForeignWarc, FoldedHeadersAndBareLineFeedsAreRead) {
  const auto read =
      read_text("a.warc",
                "WARC/0.18\nWARC-Type: response\nWARC-Target-URI:\n\thttp://a.example/x\n"
                "Content-Length: 2\n\nok\n\n" +
                    record_text("2", "two"));
  ASSERT_EQ(read.entries.size(), 2u);
  EXPECT_TRUE(read.damage.empty());
  EXPECT_EQ(read.entries[0].record.version, "0.18");
  EXPECT_EQ(read.entries[0].record.target_uri(), "http://a.example/x");
}

TEST(ForeignWarc,
     TargetsInAngleBracketsAreTakenOutOfThem) {  // wget and the 1.0 grammar write them so
  WarcRecord record;
  record.headers = {{"WARC-Target-URI", "<http://a.example/x>"}};
  EXPECT_EQ(record.target_uri(), "http://a.example/x");
}

TEST(ForeignWarc, MissingLineBreaksAtTheEndDoNoHarm) {
  std::string bytes = record_text("1", "one");
  bytes.resize(bytes.size() - 4);
  const auto last = read_text("a.warc", bytes);
  EXPECT_EQ(last.entries.size(), 1u);
  EXPECT_TRUE(last.damage.empty());
  const auto middle = read_text("a.warc", bytes + record_text("2", "two"));
  EXPECT_EQ(middle.ids(), (std::vector<std::string>{"urn:uuid:1", "urn:uuid:2"}));
  EXPECT_TRUE(middle.damage.empty());
  const auto packed_one =
      read_text("a.warc.gz", one_member(bytes) + one_member(record_text("2", "two")));
  EXPECT_EQ(packed_one.ids(), (std::vector<std::string>{"urn:uuid:1", "urn:uuid:2"}));
  EXPECT_TRUE(packed_one.damage.empty());
}

TEST(ForeignWarc, OneGzipMemberMayHoldManyRecords) {
  std::string bytes;
  for (int i = 1; i <= 50; ++i) bytes += record_text(std::to_string(i), std::string(5000, 'x'));
  const auto read =
      read_text("a.warc.gz", one_member(bytes) + one_member(record_text("51", "last")));
  ASSERT_EQ(read.entries.size(), 51u);
  EXPECT_TRUE(read.damage.empty());
  EXPECT_EQ(read.entries[1].offset, 0u);
  EXPECT_EQ(read.entries[1].in_member, record_text("1", std::string(5000, 'x')).size());
  EXPECT_EQ(read.entries[1].bytes, 0u);  // cannot be read from its offset alone
  EXPECT_GT(read.entries[50].bytes, 0u);
  EXPECT_EQ(read.entries[50].in_member, 0u);
}

TEST(ForeignWarc,
     ARecordMayRunOverSeveralGzipMembers) {  // bgzip, pigz --independent: cut at any place
  const std::string bytes = record_text("1", std::string(3000, 'a')) + record_text("2", "two");
  for (const std::size_t cut : {3u, 40u, 700u, 3100u}) {
    const auto read =
        read_text("a.warc.gz", one_member(bytes.substr(0, cut)) + one_member(bytes.substr(cut)));
    if (cut == 3) continue;  // less than "WARC/" in a member: reported, see below
    EXPECT_EQ(read.ids(), (std::vector<std::string>{"urn:uuid:1", "urn:uuid:2"})) << cut;
    EXPECT_TRUE(read.damage.empty()) << cut << read.damage.front().message();
  }
}

TEST(ForeignWarc, AllRecordTypesAreRead) {
  std::string bytes;
  for (const char* type : {"warcinfo", "revisit", "conversion", "continuation", "screenshot"}) {
    bytes += record_text(type, "", type);
  }
  const auto read = read_text("a.warc", bytes);
  ASSERT_EQ(read.entries.size(), 5u);
  EXPECT_EQ(read.entries[1].record.type(), WarcType::revisit);
  EXPECT_EQ(read.entries[2].record.type(), WarcType::conversion);
  EXPECT_EQ(read.entries[3].record.type(), WarcType::continuation);
  EXPECT_EQ(read.entries[4].record.type(), WarcType::other);
}

TEST(ForeignWarc, AForeignRecordIsCopiedAsItStood) {
  Folder folder;
  write_bytes(folder / "a.warc", record_text("1", "HTTP/1.1 200 OK\r\n\r\nxin chào"));
  auto record = read_all(folder / "a.warc").entries.at(0).record;
  write_bytes(folder / "b.warc.gz", packed({record}));
  EXPECT_EQ(read_all(folder / "b.warc.gz").entries.at(0).record, record);
  EXPECT_EQ(record.version, "1.0");
}

TEST(ForeignWarc, GzipIsKnownByItsBytesNotItsName) {
  EXPECT_EQ(read_text("a.warc", one_member(record_text("1", "x"))).entries.size(), 1u);
  EXPECT_EQ(read_text("a.warc.gz", record_text("1", "x")).entries.size(), 1u);
}

TEST(ForeignWarc, WhatIsNoWarcIsRefusedByName) {
  Folder folder;
  write_bytes(folder / "a.txt", "xin chào");
  const auto reader = WarcReader::open(folder / "a.txt");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, Code::bad_input);
  EXPECT_NE(reader.error().message.find("a.txt"), std::string::npos);
  const auto missing = WarcReader::open(folder / "none.warc.gz");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::not_found);
}

TEST(ForeignWarc, EmptyFilesHoldNothing) {
  EXPECT_TRUE(read_text("a.warc", "").entries.empty());
  const auto read = read_text("a.warc.gz", "");
  EXPECT_TRUE(read.entries.empty());
  EXPECT_TRUE(read.damage.empty());
}

TEST(ForeignWarc, ARecordOverTheLimitIsPassedOverAndReported) {
  const std::string bytes = record_text("1", "one") + record_text("2", std::string(100'000, 'x')) +
                            record_text("3", "three");
  WarcReaderOptions options;
  options.max_block_bytes = 99'999;
  for (const auto& [name, content] :
       {std::pair{"a.warc", bytes}, std::pair{"a.warc.gz", one_member(bytes)}}) {
    const auto read = read_text(name, content, options);
    EXPECT_EQ(read.ids(), (std::vector<std::string>{"urn:uuid:1", "urn:uuid:3"})) << name;
    ASSERT_EQ(read.damage.size(), 1u) << name;
    EXPECT_EQ(read.damage[0].reason,
              "passed over a record of 100000 bytes, more than the limit of 99999");
  }
}

TEST(ForeignWarc, AHeadOverTheLimitIsPassedOverAndReported) {
  const std::string bytes =
      "WARC/1.0\r\nX: " + std::string(300'000, 'x') + "\r\n\r\n" + record_text("2", "two");
  const auto read = read_text("a.warc", bytes);
  EXPECT_EQ(read.ids(), (std::vector<std::string>{"urn:uuid:2"}));
  ASSERT_EQ(read.damage.size(), 1u);
  EXPECT_EQ(read.damage[0].reason, "the record's head is too long");
}

TEST(ForeignWarc, AnAnnouncedLengthAloneTakesNoMemory) {
  WarcReaderOptions options;
  options.max_block_bytes = ~std::uint64_t{0};
  const auto read = read_text(
      "a.warc.gz", one_member("WARC/1.0\r\nContent-Length: 9999999999999999\r\n\r\nx"), options);
  EXPECT_TRUE(read.entries.empty());
  EXPECT_EQ(read.damage.size(), 1u);
}

}  // namespace
}  // namespace saola::store
