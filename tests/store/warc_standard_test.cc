// The rules of WARC 1.1 (ISO 28500:2017) that Saola's records have to keep, a test a rule.

#include <gtest/gtest.h>
#include <zlib.h>

#include <set>

#include "base/digest.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

const Capture kCapture{"https://bao.example/tin-1.html", kNoon, "192.0.2.7"};

/// One record of each kind that Saola makes.
std::vector<WarcRecord> one_of_each() {
  const RecordIds ids = numbered_record_ids();
  std::vector<WarcRecord> records{
      make_warcinfo(ids(), kNoon, "a.warc.gz", {{"software", "saola"}})};
  for (auto& record : page_group(ids, 1)) records.push_back(std::move(record));
  records.push_back(make_article_record(ids, kNoon, "bai-1", "", R"({"title":"Tê giác"})"));
  return records;
}

// 4: "A WARC record shall consist of a record header followed by a record content block and two newlines";
// "header = version warc-fields"; "version = "WARC/1.1" CRLF".
TEST(WarcStandard, S4ARecordIsVersionFieldsBlankLineBlockAndTwoNewlines) {
  WarcRecord record;
  record.headers = {{"WARC-Type", "resource"}};
  record.block = "abc";
  EXPECT_EQ(to_bytes(record),
            "WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n");
}

// 4: "Field names are case-insensitive."
TEST(WarcStandard, S4FieldNamesAreReadInAnyCase) {
  Folder folder;
  write_bytes(folder / "a.warc",
              "WARC/1.1\r\nwarc-TYPE: metadata\r\ncontent-LENGTH: 2\r\n\r\nok\r\n\r\n");
  const auto read = read_all(folder / "a.warc");
  ASSERT_EQ(read.entries.size(), 1u);
  EXPECT_EQ(read.entries[0].record.type(), WarcType::metadata);
  EXPECT_EQ(read.entries[0].record.block, "ok");
}

// 4: "field values may contain any UTF-8 character".
TEST(WarcStandard, S4ValuesHoldAnyUtf8) {
  WarcRecord record = make_resource("urn:x", kCapture, "text/plain", "");
  record.headers.push_back({"X-Note", "Sừng tê giác — ५"});
  Folder folder;
  write_bytes(folder / "a.warc", to_bytes(record));
  EXPECT_EQ(read_all(folder / "a.warc").entries.at(0).record.header("x-note"), "Sừng tê giác — ५");
}

// 5.1: "WARC named fields of the same type shall not be repeated in the same WARC record [...] except as noted (e.g.,
// WARC-Concurrent-To)".
TEST(WarcStandard, S5_1FieldsAreNotRepeated) {
  for (const auto& record : one_of_each()) {
    std::set<std::string> names;
    for (const auto& field : record.headers) {
      if (field.name != "WARC-Concurrent-To") {
        EXPECT_TRUE(names.insert(field.name).second) << to_bytes(record);
      }
    }
  }
}

// 5.2 to 5.5: "All records shall have a WARC-Record-ID field", "a Content-Length field", "a WARC-Date field", "a
// WARC-Type field"; 5.2: "each record-id shall be a legal URI", in the grammar's "<" uri ">".
TEST(WarcStandard, S5_2To5_5EveryRecordHasTheMandatoryFields) {
  for (const auto& record : one_of_each()) {
    EXPECT_TRUE(record.header("WARC-Record-ID").starts_with("<urn:uuid:"));
    EXPECT_TRUE(record.header("WARC-Record-ID").ends_with(">"));
    EXPECT_EQ(record.date().has_value(), true);
    EXPECT_NE(record.type(), WarcType::other);
    EXPECT_NE(to_bytes(record).find("Content-Length: " + std::to_string(record.block.size())),
              std::string::npos);
  }
}

// 5.2: "globally unique for its period of intended use".
TEST(WarcStandard, S5_2RandomIdsAreVersion4UuidsAndDiffer) {
  const RecordIds ids = random_record_ids();
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = ids();
    ASSERT_EQ(id.size(), 45u);
    EXPECT_EQ(id[23], '4');                                                // RFC 9562, 5.4: version
    EXPECT_NE(std::string("89ab").find(id[28]), std::string::npos) << id;  // variant
    EXPECT_TRUE(seen.insert(id).second);
  }
}

// 5.4: "formatted according to YYYY-MM-DDThh:mm:ssZ"; "Multiple records written as part of a single capture event shall
// use the same WARC-Date".
TEST(WarcStandard, S5_4DatesAreUtcAndOneForACapture) {
  const auto group = page_group(numbered_record_ids(), 0);
  for (const auto& record : group) EXPECT_EQ(record.header("WARC-Date"), "2017-10-06T07:00:00Z");
}

// 5.4 (1.1): a date may have up to nine digits of a second's fraction.
TEST(WarcStandard, S5_4DatesWithFractionsAreRead) {
  WarcRecord record;
  record.headers = {{"WARC-Date", "2017-10-06T07:00:00.123456789Z"}};
  EXPECT_EQ(record.date(), kNoon);
}

// 5.5: "WARC processing software shall ignore records of unrecognized type" - they are read, and named `other`.
TEST(WarcStandard, S5_5UnknownTypesAreTold) {
  WarcRecord record;
  record.headers = {{"WARC-Type", "screenshot"}};
  EXPECT_EQ(record.type(), WarcType::other);
}

// 5.6: "All records with a non-empty block [...] should have a Content-Type field"; in HTTP records
// 'application/http; msgtype=request' and 'application/http; msgtype=response'.
TEST(WarcStandard, S5_6BlocksHaveATypeOfTheirOwn) {
  const auto group = page_group(numbered_record_ids(), 1);
  EXPECT_EQ(group[0].content_type(), "application/http; msgtype=request");
  EXPECT_EQ(group[1].content_type(), "application/http; msgtype=response");
  EXPECT_EQ(group[2].content_type(), "application/warc-fields");
}

// 5.7: "WARC-Concurrent-To [...] may be used to associate records of types 'request', 'response', 'resource',
// 'metadata', and 'revisit' with one another when they arise from a single capture event".
TEST(WarcStandard, S5_7RequestAndResponseNameEachOther) {
  const auto group = page_group(numbered_record_ids(), 1);
  EXPECT_EQ(group[0].header("WARC-Concurrent-To"), group[1].header("WARC-Record-ID"));
  EXPECT_EQ(group[1].header("WARC-Concurrent-To"), group[0].header("WARC-Record-ID"));
}

// 5.8: "the algorithm name and calculated value of a digest applied to the full block of the record"; 5.9: "the payload
// of an application/http block is its 'entity-body'"; "shall not be used on records without a well-defined payload".
TEST(WarcStandard, S5_8And5_9DigestsAreOfBlockAndPayload) {
  const auto group = page_group(numbered_record_ids(), 1);
  const WarcRecord& response = group[1];
  EXPECT_EQ(response.header("WARC-Block-Digest"), sha1_base32(response.block));
  const auto body = response.block.substr(response.block.find("\r\n\r\n") + 4);
  EXPECT_EQ(response.header("WARC-Payload-Digest"), sha1_base32(body));
  EXPECT_EQ(group[2].header("WARC-Payload-Digest"), "");
}

// 5.11: "The WARC-Refers-To field may be used to associate a 'metadata' record to another record it describes"; "shall
// not be used in 'warcinfo', 'response', 'resource', 'request', and 'continuation' records".
TEST(WarcStandard, S5_11OnlyTheMetadataRefersToTheResponse) {
  for (const auto& record : one_of_each()) {
    EXPECT_EQ(record.header("WARC-Refers-To").empty(), record.type() != WarcType::metadata);
  }
  const auto group = page_group(numbered_record_ids(), 1);
  EXPECT_EQ(group[2].header("WARC-Refers-To"), group[1].header("WARC-Record-ID"));
}

// 5.12: "A 'warcinfo' record shall not have a WARC-Target-URI field"; 'response', 'resource', 'request' shall have one,
// "written with no internal whitespace".
TEST(WarcStandard, S5_12AllButWarcinfoHaveATarget) {
  for (const auto& record : one_of_each()) {
    EXPECT_EQ(record.target_uri().empty(), record.type() == WarcType::warcinfo);
    EXPECT_EQ(record.target_uri().find(' '), std::string_view::npos);
  }
}

// 5.13: "When a 'response' is known to have been truncated, this shall be noted using the WARC-Truncated field";
// "Content-Length shall still report the actual truncated size".
TEST(WarcStandard, S5_13TruncationIsNoted) {
  FetchedPage page;
  page.capture = kCapture;
  page.response = "HTTP/1.1 200 OK\r\n\r\nhalf";
  page.truncated = "length";
  const auto group = make_fetch_group(numbered_record_ids(), page);
  EXPECT_EQ(group[1].header("WARC-Truncated"), "length");
  EXPECT_NE(to_bytes(group[1]).find("Content-Length: 23\r\n"), std::string::npos);
}

// 5.15: "The WARC-Filename field may be used in 'warcinfo' type records and shall not be used for other record types";
// 6.2: "starting all WARC files with a "warcinfo" record is recommended".
TEST(WarcStandard, S6_2EveryFileBeginsWithAWarcinfoNamingIt) {
  Folder folder;
  const RecordIds ids = numbered_record_ids();
  auto writer = must(ArchiveWriter::open(folder.path(), test_options(ids)));
  const auto place = must(writer.append_group(page_group(ids, 1)));
  const auto read = read_all(folder / place.group.file);
  ASSERT_EQ(read.entries.size(), 4u);
  const WarcRecord& info = read.entries[0].record;
  EXPECT_EQ(info.type(), WarcType::warcinfo);
  EXPECT_EQ(info.header("WARC-Filename"), place.group.file);
  EXPECT_EQ(info.block,
            "software: saola/test\r\nformat: WARC File Format 1.1\r\nconformsTo: "
            "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n");
}

// Annex D.2: "record-at-time compression [...] each record's compressed form is a complete GZIP member": any record is
// unpacked from its offset alone.
TEST(WarcStandard, AnnexDEachRecordIsAGzipMember) {
  Folder folder;
  const auto records = one_of_each();
  write_bytes(folder / "a.warc.gz", packed(records));
  const auto read = read_all(folder / "a.warc.gz");
  ASSERT_EQ(read.entries.size(), records.size());
  std::uint64_t offset = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& entry = read.entries[i];
    EXPECT_EQ(entry.offset, offset);
    EXPECT_EQ(entry.in_member, 0u);
    offset += entry.bytes;
    EXPECT_EQ(must(read_record_at(folder / "a.warc.gz", entry.offset)).record, records[i]);
  }
  EXPECT_EQ(offset, fs::file_size(folder / "a.warc.gz"));
}

// Annex D.2: "The GZIP format [...] is the simple concatenation of members": zlib's own reader, which zcat is made of,
// gives the plain file.
TEST(WarcStandard, AnnexDTheWholeFileUnpacksToThePlainOne) {
  Folder folder;
  const auto records = one_of_each();
  write_bytes(folder / "a.warc.gz", packed(records));
  gzFile file = gzopen((folder / "a.warc.gz").c_str(), "rb");
  ASSERT_NE(file, nullptr);
  std::string all(1u << 20, '\0');
  const int got = gzread(file, all.data(), static_cast<unsigned>(all.size()));
  gzclose(file);
  ASSERT_GE(got, 0);
  all.resize(static_cast<std::size_t>(got));
  EXPECT_EQ(all, plain(records));
}

TEST(WarcRoundTrip, ReadOfWriteIsTheSamePackedAndPlain) {
  auto records = one_of_each();
  records[1].block = std::string("\0\r\n\r\nWARC/1.1\r\n", 15) + std::string(200'000, 'x');
  records.push_back(make_resource("urn:empty", kCapture, "text/plain", ""));
  Folder folder;
  write_bytes(folder / "a.warc.gz", packed(records));
  write_bytes(folder / "a.warc", plain(records));
  for (const auto* name : {"a.warc.gz", "a.warc"}) {
    const auto read = read_all(folder / name);
    ASSERT_EQ(read.entries.size(), records.size()) << name;
    EXPECT_TRUE(read.damage.empty());
    for (std::size_t i = 0; i < records.size(); ++i) EXPECT_EQ(read.entries[i].record, records[i]);
  }
}

TEST(WarcRoundTrip, SameRecordsGiveTheSameBytes) {
  EXPECT_EQ(packed(one_of_each()), packed(one_of_each()));
}

TEST(WarcRoundTrip, PlainOffsetsLeadToTheRecords) {
  const auto records = one_of_each();
  Folder folder;
  write_bytes(folder / "a.warc", plain(records));
  const auto read = read_all(folder / "a.warc");
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& entry = read.entries.at(i);
    EXPECT_EQ(entry.bytes, to_bytes(records[i]).size());
    EXPECT_EQ(must(read_record_at(folder / "a.warc", entry.offset)).record, records[i]);
  }
}

}  // namespace
}  // namespace saola::store
