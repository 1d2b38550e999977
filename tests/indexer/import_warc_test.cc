#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/digest.h"
#include "indexer/import.h"
#include "store/archive.h"
#include "store/http_message.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

TestPage page_at(const std::string& url) {
  return {url,
          "Khánh thành đường mới ở xã miền núi",
          ordinary_paragraphs(url),
          "2018-10-06T08:00:00+07:00",
          "",
          ""};
}

std::filesystem::path only_file(const std::filesystem::path& folder) {
  std::filesystem::path found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().string().ends_with(".warc.gz")) found = entry.path();
  }
  return found;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Result<ImportSummary> import_file(Workbench& bench, const std::filesystem::path& path) {
  ImportOptions options;
  options.files = {path.string()};
  return bench.import(options);
}

// Another Saola's archive: two pages, a door, a redirect and an imported article.
std::filesystem::path archive_of(Workbench& other) {
  store::CaptureFields fields;
  fields.outlet = "bao-mau";
  fields.entry_published = *parse_iso("2018-10-05T10:00:00+07:00", kHomeOffset);
  std::vector<std::vector<store::WarcRecord>> groups;
  const auto ids = store::random_record_ids();
  const auto fetch = [&](const TestPage& page, int status, store::CaptureFields of_page) {
    store::FetchedPage fetched;
    fetched.capture = {page.url, parse_iso("2018-10-09T00:00:00Z", kHomeOffset)->utc, ""};
    fetched.request = store::http_request_block("GET", "/", {});
    fetched.response =
        store::http_response_block(status, "", {{"Content-Type", "text/html"}}, html_of(page));
    fetched.fields = std::move(of_page);
    groups.push_back(store::make_fetch_group(ids, std::move(fetched)));
  };
  TestPage undated = page_at("https://bao.example.vn/tin-2");
  undated.published.clear();
  store::CaptureFields door;
  door.kind = "door";
  fetch(page_at("https://bao.example.vn/tin-1"), 200, {});
  fetch(undated, 200, fields);
  fetch(page_at("https://bao.example.vn/muc"), 200, door);
  fetch(page_at("https://bao.example.vn/cu"), 301, {});
  groups.push_back({store::make_article_record(
      ids, parse_iso("2018-10-09T00:00:00Z", kHomeOffset)->utc, "nhap-1", "",
      R"({"id":"nhap-1","title":"Nhập","text":"Tin nhập vào"})")});
  other.add_groups(groups);
  return only_file(other.archive_folder());
}

TEST(ImportWarc, PagesAndArticlesOfAnotherArchiveAreTakenWithWhatTheirDoorsSaid) {
  Workbench other;
  Workbench bench;
  auto summary = import_file(bench, archive_of(other));
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->added, 4U);  // the door's page as well: its metadata says what it is
  EXPECT_EQ(summary->bad, 0U) << bench.log();
  EXPECT_EQ(summary->items, summary->added + summary->passed_over);
  auto indexed = bench.index();
  ASSERT_TRUE(indexed);
  EXPECT_EQ(indexed->doors, 1U);
  const std::string second = short_id("https://bao.example.vn/tin-2");
  EXPECT_EQ(indexed->total, 3U);
  EXPECT_EQ(bench.count("Qnhap-1"), 1U);
  EXPECT_EQ(bench.count("Q" + second), 1U);
  EXPECT_EQ(bench.count("Jbao-mau"), 1U);
  EXPECT_EQ(bench.count("D20181005"), 1U);
}

TEST(ImportWarc, TheSameFileAgainUnderAnotherNameChangesNothing) {
  Workbench other;
  Workbench bench;
  const auto file = archive_of(other);
  ASSERT_TRUE(import_file(bench, file));
  std::filesystem::copy_file(file, bench.root() / "renamed.warc.gz");
  auto again = import_file(bench, bench.root() / "renamed.warc.gz");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unchanged, 4U);
  EXPECT_EQ(again->added, 0U);
}

TEST(ImportWarc, TheResponseIsCopiedToTheByte) {
  Workbench other;
  Workbench bench;
  const auto file = archive_of(other);
  ASSERT_TRUE(import_file(bench, file));
  const auto first_response = [](const std::filesystem::path& folder) {
    auto cursor = store::Archive(folder).read_from({}, {});
    auto group = cursor->next();
    return (*group)->records[*(*group)->find(store::WarcType::response)].block;
  };
  EXPECT_EQ(first_response(bench.archive_folder()), first_response(other.archive_folder()));
}

TEST(ImportWarc, ATruncatedFileGivesWhatCameBeforeAndTellsTheLossWithItsPlace) {
  Workbench other;
  const std::string bytes = bytes_of(archive_of(other));
  Workbench bench;
  std::ofstream(bench.root() / "cut.warc.gz", std::ios::binary)
      << bytes.substr(0, bytes.size() - 9);
  auto summary = import_file(bench, bench.root() / "cut.warc.gz");
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->added, 3U);
  EXPECT_EQ(summary->bad, 1U);
  EXPECT_NE(bench.log().find("cut.warc.gz: at byte "), std::string::npos) << bench.log();
}

TEST(ImportWarc, EveryTruncationIsAnErrorOrATakenBeginningNeverACrash) {
  Workbench other;
  const std::string bytes = bytes_of(archive_of(other));
  std::uint64_t before = 0;
  for (std::size_t length = 1; length < bytes.size(); length += bytes.size() / 12) {
    Workbench bench;
    std::ofstream(bench.root() / "cut.warc.gz", std::ios::binary) << bytes.substr(0, length);
    auto summary = import_file(bench, bench.root() / "cut.warc.gz");
    if (!summary) continue;
    EXPECT_GE(summary->added, before) << length;
    before = summary->added;
  }
}

TEST(ImportWarc, APlainFileOfAnotherToolIsRead) {
  const std::string http =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html_of(page_at("http://cu.vn/1"));
  std::string warc =
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
      "WARC-Date: 2018-10-09T00:00:00Z\r\nWARC-Target-URI: http://cu.vn/1\r\n"
      "Content-Type: application/http; msgtype=response\r\nContent-Length: " +
      std::to_string(http.size()) + "\r\n\r\n" + http + "\r\n\r\n";
  Workbench bench;
  std::ofstream(bench.root() / "other.warc", std::ios::binary) << warc;
  auto summary = import_file(bench, bench.root() / "other.warc");
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->added, 1U);
  auto indexed = bench.index();
  ASSERT_TRUE(indexed);
  EXPECT_EQ(bench.ids(), std::vector<std::string>{short_id("http://cu.vn/1")});
  EXPECT_EQ(bench.count("Jcu.vn"), 1U);
}

TEST(ImportWarc, WhatIsNoWarcIsRefused) {
  Workbench bench;
  std::ofstream(bench.root() / "x.warc") << "PK\x03\x04 a zip file";
  auto summary = import_file(bench, bench.root() / "x.warc");
  if (summary) {
    EXPECT_EQ(summary->added, 0U);
    EXPECT_GE(summary->bad, 1U);
  } else {
    EXPECT_EQ(summary.error().code, Code::bad_input);
  }
}

}  // namespace
}  // namespace saola::indexer
