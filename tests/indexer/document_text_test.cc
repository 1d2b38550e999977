#include "store/document_text.h"

#include <gtest/gtest.h>

namespace saola::store {
namespace {

StoredArticle whole() {
  StoredArticle stored;
  Article& article = stored.article;
  article.id = "0123456789abcdef";
  article.url = "https://bao.example.vn/tin?a=1";
  article.canonical_url = "https://bao.example.vn/tin";
  article.title = "Bắt giữ hai tấn \"ngà voi\"";
  article.lead = "Hải quan phát hiện.";
  article.text = "Hải quan phát hiện.\n\nTang vật là ngà voi.";
  article.published = *parse_iso("2018-10-06T21:15:00+07:00", kHomeOffset);
  article.published_from = "json-ld";
  article.modified = *parse_iso("2018-10-07T01:00:00Z", kHomeOffset);
  article.author = "Hà My";
  article.section = "Pháp luật";
  article.language = "vi";
  article.outlet = "bao.example.vn";
  article.dateline = "TTO";
  article.credit = "TTXVN";
  stored.archive_file = "saola-20181006000000-00000.warc.gz";
  stored.archive_offset = 5'000'000'000;
  stored.fetched = parse_iso("2018-10-06T15:00:00Z", kHomeOffset)->utc;
  return stored;
}

void expect_same(const StoredArticle& a, const StoredArticle& b) {
  EXPECT_EQ(a.article.id, b.article.id);
  EXPECT_EQ(a.article.url, b.article.url);
  EXPECT_EQ(a.article.canonical_url, b.article.canonical_url);
  EXPECT_EQ(a.article.kind, b.article.kind);
  EXPECT_EQ(a.article.title, b.article.title);
  EXPECT_EQ(a.article.lead, b.article.lead);
  EXPECT_EQ(a.article.text, b.article.text);
  EXPECT_EQ(a.article.published, b.article.published);
  EXPECT_EQ(a.article.published_from, b.article.published_from);
  EXPECT_EQ(a.article.modified, b.article.modified);
  EXPECT_EQ(a.article.author, b.article.author);
  EXPECT_EQ(a.article.section, b.article.section);
  EXPECT_EQ(a.article.language, b.article.language);
  EXPECT_EQ(a.article.outlet, b.article.outlet);
  EXPECT_EQ(a.article.dateline, b.article.dateline);
  EXPECT_EQ(a.article.credit, b.article.credit);
  EXPECT_EQ(a.archive_file, b.archive_file);
  EXPECT_EQ(a.archive_offset, b.archive_offset);
  EXPECT_EQ(a.fetched, b.fetched);
}

TEST(DocumentText, WhatIsWrittenIsReadBack) {
  auto read = from_document_data(to_document_data(whole()));
  ASSERT_TRUE(read) << read.error().message;
  expect_same(*read, whole());
}

TEST(DocumentText, UnknownStaysUnknown) {
  StoredArticle bare;
  bare.article.id = "x";
  const std::string data = to_document_data(bare);
  EXPECT_EQ(data, R"({"id":"x","kind":"article"})");
  auto read = from_document_data(data);
  ASSERT_TRUE(read);
  expect_same(*read, bare);
}

TEST(DocumentText, BytesThatAreNotUtf8AreReplacedNotFatal) {
  StoredArticle stored;
  stored.article.title = "a\xFFz";
  auto read = from_document_data(to_document_data(stored));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article.title, "a\uFFFDz");
}

TEST(DocumentText, WhatIsNotOursIsCorrupt) {
  for (const char* data :
       {"", "[]", "{", "{}", R"({"kind":"novel"})", R"({"kind":"article","id":7})",
        R"({"kind":"article","published":"yesterday"})",
        R"({"kind":"article","archive":{"file":1}})"}) {
    auto read = from_document_data(data);
    ASSERT_FALSE(read) << data;
    EXPECT_EQ(read.error().code, Code::corrupt);
    EXPECT_FALSE(read.error().hint.empty());
  }
}

}  // namespace
}  // namespace saola::store
