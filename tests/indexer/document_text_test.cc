#include "store/document_text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace saola::store {
namespace {

using namespace std::string_literals;

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
  EXPECT_EQ(data, "{\"id\":\"x\",\"kind\":\"article\"}\n");
  auto read = from_document_data(data);
  ASSERT_TRUE(read);
  expect_same(*read, bare);
}

TEST(DocumentText, BytesThatAreNotUtf8AreReplacedNotFatal) {
  StoredArticle stored;
  stored.article.title = "a\xFFz";
  stored.article.text = "b\xFFy";
  auto read = from_document_data(to_document_data(stored));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article.title, "a\uFFFDz");
  EXPECT_EQ(read->article.text, "b\uFFFDy");
}

// All that JSON has for text: the index may have been written by another version, or by hand.
TEST(DocumentText, EveryWayToWriteItIsRead) {
  auto read = from_document_data(
      " {\t\"kind\" : \"article\",\r\"title\":\"\\u0062\\u1eaft \\ud83d\\udc18 \\\"voi\\\" \\\\ "
      "\\/ "
      "\\b\\f\\n\\r\\t\\u0000.\",\"more\":[1,{\"a\":\"]}\\\"\"},[]],\"less\":-1.5e3,\"is\":null, "
      "\"id\":\"a\","
      "\"archive\":{ \"file\" : \"f\", \"offset\" : 18446744073709551615 , \"new\":true "
      "},\"id\":\"b\"} \n{\"id\":\"c\"}\n");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->article.title, "bắt 🐘 \"voi\" \\ / \b\f\n\r\t\0."s);
  EXPECT_EQ(read->article.id, "b");
  EXPECT_EQ(read->article.text, "{\"id\":\"c\"}\n");
  EXPECT_EQ(read->archive_file, "f");
  EXPECT_EQ(read->archive_offset, 18446744073709551615U);
}

TEST(DocumentText, EveryCharacterIsReadBack) {
  StoredArticle stored = whole();
  stored.article.text.clear();
  for (char32_t point = 0; point < 0x3000; ++point) {
    if (point < 0xD800 || point > 0xDFFF) append_utf8(stored.article.text, point);
  }
  auto read = from_document_data(to_document_data(stored));
  ASSERT_TRUE(read) << read.error().message;
  expect_same(*read, stored);
}

TEST(DocumentText, TheTextLiesAsItIsBehindTheLine) {
  const std::string data = to_document_data(whole());
  const std::string text = whole().article.text;
  ASSERT_GT(data.size(), text.size());
  const std::size_t begin = data.size() - text.size();
  EXPECT_EQ(data.substr(begin), text);
  EXPECT_EQ(data.find('\n'), begin - 1);
}

TEST(DocumentText, ThatIsCutOffBeforeItsTextIsCorrupt) {
  const std::string data = to_document_data(whole());
  for (std::size_t size = 0; size <= data.find('\n'); ++size) {
    EXPECT_FALSE(from_document_data(data.substr(0, size))) << size;
  }
}

TEST(DocumentText, WhatIsNotOursIsCorrupt) {
  for (const char* data : {"",
                           "[]",
                           "{",
                           "{}",
                           R"({"kind":"novel"})",
                           R"({"kind":"article","id":7})",
                           R"({"kind":"article","archive":7})",
                           R"({"kind":"article","archive":{"offset":-1}})",
                           R"({"kind":"article","archive":{"offset":1.5}})",
                           R"({"kind":"article",})",
                           R"({"kind":"article"}})",
                           R"({"kind":"article","archive":{"file":"a"]})",
                           R"({"kind":"article","title":"\x"})",
                           R"({"kind":"article","title":"\ud83d."})",
                           R"({"kind":"article","title":"\u00g0"})",
                           R"({"kind":"article","title":"\udc18"})",
                           R"({"kind":"article","a":tru})",
                           R"({"kind":"article","a":})",
                           R"({"kind":"article" "a":1})",
                           "{\"kind\":\"article\",\"title\":\"a\nb\"}",
                           "{\"kind\":\"article\",\"title\":\"\xff\"}",
                           R"({"kind":"article","published":"yesterday"})",
                           R"({"kind":"article","archive":{"file":1}})"}) {
    auto read = from_document_data(std::string(data) + "\nVoi.");
    ASSERT_FALSE(read) << data;
    EXPECT_EQ(read.error().code, Code::corrupt);
    EXPECT_FALSE(read.error().hint.empty());
  }
}

}  // namespace
}  // namespace saola::store
