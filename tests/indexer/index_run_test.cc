#include "indexer/index_run.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/digest.h"
#include "store/archive.h"
#include "store/http_message.h"
#include "store/index_db.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

constexpr std::string_view kThree =
    "{\"id\":\"a\",\"title\":\"Một\",\"text\":\"Tin về ngà voi\",\"published\":\"2018-10-01\"}\n"
    "{\"id\":\"b\",\"title\":\"Hai\",\"text\":\"Tin về sừng tê "
    "giác\",\"published\":\"2018-10-02\"}\n"
    "{\"id\":\"c\",\"title\":\"Ba\",\"text\":\"Tin không ngày\"}\n";

using Ids = std::vector<std::string>;

store::StoredArticle stored(const Workbench& bench, const std::string& id) {
  auto db = store::open_index(bench.index_folder());
  EXPECT_TRUE(db);
  auto found = store::find_document(*db, id);
  EXPECT_TRUE(found && *found) << id;
  if (!found || !*found) return {};
  return *store::stored_article(db->get_document(**found));
}

TestPage ordinary_page(const std::string& url) {
  return {url,
          "Khánh thành đường mới ở xã miền núi",
          ordinary_paragraphs("đường"),
          "2018-10-06T08:00:00+07:00",
          "",
          ""};
}

TEST(IndexRun, AnEmptyArchiveMakesAnEmptyIndex) {
  Workbench bench;
  auto summary = bench.index();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->total, 0U);
  EXPECT_TRUE(bench.ids().empty());
}

TEST(IndexRun, ImportedArticlesBecomeDocuments) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  auto summary = bench.index();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->articles, 3U);
  EXPECT_EQ(summary->undated, 1U);
  EXPECT_EQ(summary->total, 3U);
  EXPECT_EQ(bench.ids(), (Ids{"a", "b", "c"}));
  EXPECT_EQ(bench.count("ngà"), 1U);
  EXPECT_EQ(bench.count("D20181002"), 1U);
  EXPECT_EQ(bench.count("XU"), 1U);
}

TEST(IndexRun, ASecondRunFindsNothingNewAndChangesNothing) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  auto again = bench.index();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->groups, 0U);
  EXPECT_EQ(bench.documents(), before);
}

TEST(IndexRun, OnlyWhatIsNewIsRead) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  ASSERT_TRUE(bench.index());
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(R"({"id":"d","title":"Bốn","text":"Tin mới"})"));
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->groups, 1U);
  EXPECT_EQ(bench.ids(), (Ids{"a", "b", "c", "d"}));
}

TEST(IndexRun, AnUpdatedArticleTakesThePlaceOfTheOld) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  ASSERT_TRUE(bench.index());
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(R"({"id":"a","title":"Một","text":"Tin đã sửa"})"));
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->replaced, 1U);
  EXPECT_EQ(summary->total, 3U);
  EXPECT_EQ(bench.count("ngà"), 0U);
  EXPECT_EQ(bench.count("sửa"), 1U);
}

TEST(IndexRun, APageBecomesADocumentUnderItsCanonicalUrl) {
  Workbench bench;
  bench.add_page(ordinary_page("https://bao.example.vn/tin-1?utm_source=x"));
  auto summary = bench.index();
  ASSERT_TRUE(summary) << summary.error().message;
  ASSERT_EQ(summary->articles, 1U) << bench.log();
  const std::string id = short_id("https://bao.example.vn/tin-1");
  EXPECT_EQ(bench.ids(), Ids{id});
  const auto article = stored(bench, id);
  EXPECT_EQ(article.article.outlet, "example.vn");
  EXPECT_EQ(article.article.published_from, "json-ld");
  auto record =
      store::Archive(bench.archive_folder()).read(article.archive_file, article.archive_offset);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->record.type(), store::WarcType::response);
}

TEST(IndexRun, TwoAddressesOfOnePageAreOneDocumentAndTheLaterFetchIsKept) {
  Workbench bench;
  TestPage page = ordinary_page("https://bao.example.vn/tin-1");
  bench.add_page(page);
  bench.set_now("2018-10-10T05:00:00Z");
  page.url = "https://bao.example.vn/in/tin-1";
  page.canonical = "https://bao.example.vn/tin-1";
  page.title = "Khánh thành đường mới (đã cập nhật)";
  bench.add_page(page);
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->total, 1U);
  EXPECT_EQ(summary->replaced, 1U);
  EXPECT_EQ(bench.count("Snhật"), 1U);
}

TEST(IndexRun, ANewVersionOfAPageKeepsItsFirstPublishTimeAndNotesTheOther) {
  Workbench bench;
  TestPage page = ordinary_page("https://bao.example.vn/tin-1");
  page.published = "2018-10-05T08:00:00+07:00";
  bench.add_page(page);
  bench.set_now("2018-10-12T05:00:00Z");
  page.published = "2018-10-12T09:00:00+07:00";  // the site writes the hour of the edit there
  page.title = "Khánh thành đường mới (đã cập nhật)";
  bench.add_page(page);
  for (int run = 0; run < 2; ++run) {  // a second run, then a rebuild: the same
    ASSERT_TRUE(bench.index({.rebuild = run == 1}));
    const auto article = stored(bench, short_id(page.url)).article;
    EXPECT_EQ(article.title, "Khánh thành đường mới (đã cập nhật)");
    EXPECT_EQ(to_iso(article.published.value()), "2018-10-05T08:00:00+07:00");
    EXPECT_EQ(to_iso(article.modified.value()), "2018-10-12T09:00:00+07:00");
    EXPECT_EQ(bench.count("D20181005"), 1U);
    EXPECT_EQ(bench.count("D20181012"), 0U);
  }
}

TEST(IndexRun, ARevisitRecordLeavesTheDocumentAsItIs) {
  Workbench bench;
  const TestPage page = ordinary_page("https://bao.example.vn/tin-1");
  bench.add_page(page);
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  store::FetchedPage again;
  again.capture = {page.url, Instant(std::chrono::seconds(1'540'000'000)), ""};
  again.request = store::http_request_block("GET", "/tin-1", {});
  again.response = store::http_response_block(304, "", {}, "");
  const store::Original original{"urn:uuid:1", page.url, Instant(), "sha1:A", "", ""};
  bench.add_groups({store::make_revisit_group(store::numbered_record_ids(), again, original)});
  const auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->not_pages, 1U);
  EXPECT_EQ(bench.documents(), before);
}

TEST(IndexRun, AnEarlierFetchTakenInLaterDoesNotDisplaceTheLaterOne) {
  Workbench bench;
  TestPage page = ordinary_page("https://bao.example.vn/tin-1");
  bench.add_page(page);
  ASSERT_TRUE(bench.index());
  bench.set_now("2018-10-09T00:00:00Z");
  page.title = "Bản cũ của tin này";
  bench.add_page(page);
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->older + summary->articles, 1U);
  EXPECT_EQ(bench.count("Scũ"), 0U);
}

TEST(IndexRun, PagesThatNameTheFrontPageAsCanonicalStayApart) {
  Workbench bench;
  for (const char* url : {"https://bao.example.vn/tin-1", "https://bao.example.vn/tin-2"}) {
    TestPage page = ordinary_page(url);
    page.canonical = "https://bao.example.vn/";
    bench.add_page(page);
  }
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->total, 2U);
}

TEST(IndexRun, PagesThatNameTheirSectionOrOneArticleAsCanonicalStayApart) {
  for (const char* mistaken :
       {"https://bao.example.vn/thoi-su",
        "https://bao.example.vn/xa-hoi/tin-mau-cua-mau-100000.html",
        "https://bao.example.vn/index.html", "https://khac.example/tin-cu-123456.html"}) {
    Workbench bench;
    for (const char* url : {"https://bao.example.vn/xa-hoi/bat-giu-te-te-123456.html",
                            "https://bao.example.vn/xa-hoi/khanh-thanh-duong-moi-123457.html"}) {
      TestPage page = ordinary_page(url);
      page.canonical = mistaken;
      bench.add_page(page);
    }
    auto summary = bench.index();
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->total, 2U) << mistaken;
  }
}

TEST(IndexRun, WhatIsNoPageIsCountedAndLeavesNoDocument) {
  Workbench bench;
  const std::string html = html_of(ordinary_page("https://bao.example.vn/tin-1"));
  const store::NamedFields type{{"Content-Type", "text/html"}};
  store::CaptureFields door;
  door.kind = "door";
  bench.add_response("https://bao.example.vn/rss", 200, {{"Content-Type", "text/xml"}}, "<rss/>",
                     door);
  bench.add_response("https://bao.example.vn/muc", 200, type, html, door);
  bench.add_response("https://bao.example.vn/cu", 301, type, html);
  bench.add_response("https://bao.example.vn/mat", 404, type, html);
  bench.add_response("https://bao.example.vn/anh", 200, {{"Content-Type", "image/png"}}, html);
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->groups, 5U);
  EXPECT_EQ(summary->doors, 2U);
  EXPECT_EQ(summary->not_pages, 3U);
  EXPECT_EQ(summary->total, 0U);
}

TEST(IndexRun, TheDoorFillsOnlyWhatThePageLeftOpen) {
  Workbench bench;
  store::CaptureFields door;
  door.outlet = "bao-mau";
  door.section = "Thời sự";
  door.entry_title = "Tựa của cửa";
  door.entry_published = *parse_iso("2018-10-05T10:00:00+07:00", kHomeOffset);
  TestPage dated = ordinary_page("https://bao.example.vn/tin-1");
  TestPage undated = ordinary_page("https://bao.example.vn/tin-2");
  undated.published.clear();
  bench.add_page(dated, door);
  bench.add_page(undated, door);
  ASSERT_TRUE(bench.index());
  const auto first = stored(bench, short_id(dated.url)).article;
  EXPECT_EQ(to_iso(*first.published), "2018-10-06T08:00:00+07:00");
  EXPECT_EQ(first.title, dated.title);
  EXPECT_EQ(first.outlet, "bao-mau");
  EXPECT_EQ(first.section, "Thời sự");
  const auto second = stored(bench, short_id(undated.url)).article;
  EXPECT_EQ(to_iso(*second.published), "2018-10-05T10:00:00+07:00");
  EXPECT_EQ(second.published_from, "feed");
}

// A brief as an agency sends it: a headline and one sentence. Extraction alone would not call it an article.
std::string brief_page(std::string_view title) {
  return "<html><head><title>" + std::string(title) + "</title></head><body><h1>" +
         std::string(title) + "</h1><p>Nước sông Hồng đang lên.</p></body></html>";
}

store::CaptureFields entry(std::string_view title, std::string_view published) {
  store::CaptureFields fields;
  fields.kind = "page";
  fields.entry_title = title;
  fields.entry_summary = "Mực nước vượt báo động một.";
  fields.entry_published = *parse_iso(published, kHomeOffset);
  return fields;
}

TEST(IndexRun, ADatedEntryVouchesForABriefThatBearsItsTitle) {
  Workbench bench;
  const store::NamedFields html = {{"Content-Type", "text/html; charset=utf-8"}};
  bench.add_response("https://bao.test/a1", 200, html, brief_page("Nước sông Hồng lên nhanh"),
                     entry("Nước sông Hồng lên nhanh", "2018-10-06T08:00:00+07:00"));
  bench.add_response("https://bao.test/a2", 200, html, brief_page("Xác minh bạn không phải robot"),
                     entry("Cầu mới thông xe", "2018-10-06T09:00:00+07:00"));
  bench.add_response("https://bao.test/a3", 200, html, brief_page("Giới thiệu"));
  auto summary = bench.index();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(bench.ids(), (Ids{short_id("https://bao.test/a1")}));
  EXPECT_EQ(summary->no_articles, 2U);
  const auto brief = stored(bench, short_id("https://bao.test/a1")).article;
  EXPECT_NE(brief.text, "") << "what the page shows, or at least what its entry said";
}

TEST(IndexRun, TheFeedsTimeIsSurerThanATimeInTheUrlButNotThanWhatThePageDeclares) {
  Workbench bench;
  TestPage page = ordinary_page("https://bao.test/duong-moi-20181006073000123.htm");
  page.published = "";
  bench.add_page(page, entry(page.title, "2018-10-06T08:15:00+07:00"));
  TestPage declared = ordinary_page("https://bao.test/b2.htm");
  bench.add_page(declared, entry(declared.title, "2018-10-07T10:00:00+07:00"));
  ASSERT_TRUE(bench.index());
  const auto from_feed = stored(bench, short_id(page.url)).article;
  EXPECT_EQ(to_iso(*from_feed.published), "2018-10-06T08:15:00+07:00");
  EXPECT_EQ(from_feed.published_from, "feed");
  const auto from_page = stored(bench, short_id(declared.url)).article;
  EXPECT_EQ(to_iso(*from_page.published), "2018-10-06T08:00:00+07:00");
}

TEST(IndexRun, ADoorsTimeIsSurerThanADatePrintedOnThePage) {
  Workbench bench;
  store::CaptureFields door;
  door.entry_published = *parse_iso("2018-10-05T10:00:00+07:00", kHomeOffset);
  TestPage listed = ordinary_page("https://bao.example.vn/tin-1");
  TestPage unlisted = ordinary_page("https://bao.example.vn/tin-2");
  for (TestPage* page : {&listed, &unlisted}) {
    page->published.clear();
    page->printed = "Thứ năm, 4/10/2018, 08:00 (GMT+7)";
  }
  bench.add_page(listed, door);
  bench.add_page(unlisted);
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(stored(bench, short_id(listed.url)).article.published_from, "feed");
  const auto printed = stored(bench, short_id(unlisted.url)).article;
  EXPECT_EQ(printed.published_from, "visible");
  EXPECT_EQ(to_iso(*printed.published), "2018-10-04T08:00:00+07:00");
}

TEST(IndexRun, ADoorsTimeAfterTheFetchIsNotBelieved) {
  Workbench bench;
  store::CaptureFields door;
  door.entry_published = *parse_iso("2018-10-10T00:31:00Z", kHomeOffset);
  TestPage page = ordinary_page("https://bao.example.vn/tin-1");
  page.published.clear();
  bench.add_page(page, door);
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->undated, 1U);
}

TEST(IndexRun, APageWithoutAnyDateIsUndatedNotToday) {
  Workbench bench;
  TestPage page = ordinary_page("https://bao.example.vn/tin-1");
  page.published.clear();
  bench.add_page(page);
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->undated, 1U);
  EXPECT_EQ(bench.count("XU"), 1U);
}

TEST(IndexRun, ABrokenBodyIsToldWithItsPlaceAndTheOthersAreTaken) {
  Workbench bench;
  bench.add_response("https://bao.example.vn/hong", 200,
                     {{"Content-Type", "text/html"}, {"Content-Encoding", "br"}}, "xx");
  bench.add_page(ordinary_page("https://bao.example.vn/tin-1"));
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->unreadable, 1U);
  EXPECT_EQ(summary->total, 1U);
  EXPECT_NE(bench.log().find(".warc.gz: at byte "), std::string::npos) << bench.log();
}

TEST(IndexRun, ATruncatedArchiveIsReadUpToTheDamageAndToldOf) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  std::filesystem::path file;
  for (const auto& entry : std::filesystem::directory_iterator(bench.archive_folder())) {
    file = entry.path();
  }
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 5);
  auto summary = bench.index();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->total, 2U);
  EXPECT_EQ(summary->damaged, 1U);
  EXPECT_NE(bench.log().find(file.filename().string()), std::string::npos) << bench.log();
}

TEST(IndexRun, AStoppedRunKeepsWhatItHasAndTheNextGoesOn) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  bench.is_stopped = [] { return true; };
  auto stopped = bench.index();
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->was_stopped);
  EXPECT_EQ(stopped->total, 1U);
  bench.is_stopped = {};
  auto rest = bench.index();
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->groups, 2U);
  EXPECT_EQ(rest->total, 3U);
}

TEST(IndexRun, CommittingAfterEachDocumentMakesTheSameIndex) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  ASSERT_TRUE(bench.index());
  const auto at_once = bench.documents();
  const auto position = bench.position();
  IndexOptions options;
  options.rebuild = true;
  options.commit_every = 1;
  ASSERT_TRUE(bench.index(options));
  EXPECT_EQ(bench.documents(), at_once);
  EXPECT_EQ(bench.position(), position);
}

TEST(IndexRun, ALostArchiveFileIsToldAndARebuildRefusesToForgetIt) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  ASSERT_TRUE(bench.index());
  const auto files = store::Archive(bench.archive_folder()).files();
  ASSERT_TRUE(files);
  std::filesystem::remove(bench.archive_folder() / files->front());
  const auto later = bench.index();
  ASSERT_TRUE(later) << later.error().message;
  EXPECT_EQ(later->damaged, 1U);
  EXPECT_NE(bench.log().find(files->front()), std::string::npos) << bench.log();
  const auto again = bench.index({.rebuild = true});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::corrupt);
  EXPECT_EQ(bench.ids(), (Ids{"a", "b", "c"}));
}

TEST(IndexRun, ALockedIndexIsToldAndLeftAlone) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(kThree));
  ASSERT_TRUE(bench.index());
  auto other = store::open_index_for_writing(bench.index_folder());
  ASSERT_TRUE(other);
  for (const bool rebuild : {false, true}) {
    IndexOptions options;
    options.rebuild = rebuild;
    auto summary = bench.index(options);
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().code, Code::locked);
    EXPECT_FALSE(summary.error().hint.empty());
  }
}

}  // namespace
}  // namespace saola::indexer
