#include "store/capture_fields.h"

#include <gtest/gtest.h>

#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

CaptureFields all_known() {
  CaptureFields fields;
  fields.kind = "page";
  fields.door = "https://bao.example/rss.xml";
  fields.outlet = "bao.example";
  fields.outlet_name = "Báo Ví Dụ";
  fields.section = "phap-luat";
  fields.tier = "1";
  fields.lang = "vi";
  fields.entry_title = "Hai người Việt bị bắt tại Nam Phi";
  fields.entry_summary = "Cảnh sát thu 12 sừng tê giác";
  fields.entry_published = Timestamp{kNoon, kHomeOffset};
  fields.entry_author = "Minh Hà";
  fields.entry_url = "http://bao.example/a?utm_source=rss";
  fields.canonical_url = "http://bao.example/a";
  fields.redirected_from = "http://bao.example/a";
  fields.imported_from = "cc-news.warc.gz:1234";
  fields.outcome = "ok";
  fields.http_seconds = 0.25;
  return fields;
}

TEST(CaptureFields, WhatIsWrittenIsReadBack) {
  EXPECT_EQ(capture_fields_from(to_named_fields(all_known())), all_known());
  EXPECT_EQ(capture_fields_from(to_named_fields({})), CaptureFields{});
  EXPECT_TRUE(to_named_fields({}).empty());
}

TEST(CaptureFields, TheNamesAreThoseOfTheArchiveFormat) {
  std::vector<std::string> names;
  for (const auto& field : to_named_fields(all_known())) names.push_back(field.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{
                "kind", "door", "outlet", "outlet-name", "section", "tier", "lang", "entry-title",
                "entry-summary", "entry-published", "entry-author", "entry-url", "canonical-url",
                "redirected-from", "imported-from", "outcome", "http-seconds"}));
}

TEST(CaptureFields, AnUnreadableTimeIsUnknown) {
  const auto fields = capture_fields_from({{"entry-published", "hôm qua"}, {"http-seconds", "x"}});
  EXPECT_EQ(fields, CaptureFields{});
}

TEST(ImportRecords, TheKeyComesBackWhateverItHolds) {
  const RecordIds ids = numbered_record_ids();
  Folder folder;
  for (const std::string key :
       {"vn-1", " hai  từ\n", "100%25", "https://bao.example/bài", "\"'<>\x7f"}) {
    const std::vector<WarcRecord> records{make_article_record(ids, kNoon, key, "", "{}")};
    write_bytes(folder / "a.warc.gz", packed(records));
    const std::vector<WarcRecord> read{read_all(folder / "a.warc.gz").entries.at(0).record};
    EXPECT_EQ(import_key_of(read), key);
    EXPECT_EQ(import_digest_of(read), "sha1:X4Q2T2H3YWRYI35QLNH2BBM6BEL3EIBP");  // sha1 of "{}"
    EXPECT_EQ(read[0].target_uri().find(' '), std::string_view::npos);
  }
}

TEST(ImportRecords, AnArticlesTargetIsItsUrlOrAUrn) {
  const RecordIds ids = numbered_record_ids();
  EXPECT_EQ(make_article_record(ids, kNoon, "a 1", "", "{}").target_uri(),
            "urn:saola:import:a%201");
  EXPECT_EQ(make_article_record(ids, kNoon, "a 1", "https://x.example/1", "{}").target_uri(),
            "https://x.example/1");
}

TEST(ImportRecords, AResponseOfAnotherArchiveIsKnownByItsOwnId) {
  WarcRecord foreign = page_group(numbered_record_ids(), 1)[1];
  set_value(foreign.headers, "WARC-Record-ID", "<urn:uuid:foreign>");
  CaptureFields fields;
  fields.imported_from = "cc-news.warc.gz:99";
  const auto group = make_import_group(numbered_record_ids(), foreign, fields);
  EXPECT_EQ(group.at(0), foreign);
  EXPECT_EQ(group.at(1).header("WARC-Refers-To"), "<urn:uuid:foreign>");
  EXPECT_EQ(import_key_of(group), "urn:uuid:foreign");
  EXPECT_EQ(import_digest_of(group), foreign.header("WARC-Block-Digest"));
}

TEST(ImportRecords, AFetchIsNoImport) {
  EXPECT_EQ(import_key_of(page_group(numbered_record_ids(), 1)), "");
  EXPECT_EQ(import_digest_of(page_group(numbered_record_ids(), 1)), "");
}

}  // namespace
}  // namespace saola::store
