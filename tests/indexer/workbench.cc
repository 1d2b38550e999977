#include "tests/indexer/workbench.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/file.h"
#include "store/archive_writer.h"
#include "store/commit.h"
#include "store/http_message.h"
#include "store/index_db.h"
#include "store/index_layout.h"
#include "store/ledger.h"
#include "store/recovery.h"

namespace saola::indexer {

namespace {

// What is opened for one run of a writing command.
struct Opened {
  store::Ledger ledger;
  store::ArchiveWriter archive;
};

Opened open_for_writing(const std::filesystem::path& root, Instant now, store::RecordIds ids) {
  auto ledger = store::Ledger::open(root / "state.db");
  EXPECT_TRUE(ledger) << ledger.error().message;
  auto recovery = store::recover(root / "archive", *ledger);
  EXPECT_TRUE(recovery) << recovery.error().message;
  store::ArchiveOptions options;
  options.clock = [now] { return now; };
  options.ids = std::move(ids);
  auto archive = store::ArchiveWriter::open(root / "archive", std::move(options));
  EXPECT_TRUE(archive) << archive.error().message;
  return {std::move(*ledger), std::move(*archive)};
}

std::string dump(const Xapian::Database& db, Xapian::docid id) {
  const Xapian::Document document = db.get_document(id);
  std::string text = document.get_data() + "\n";
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    text += fmt::format("{} {}", *term, term.get_wdf());
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) {
      text += fmt::format(" {}", *at);
    }
    text += "\n";
  }
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    text += fmt::format("{}={}\n", value.get_valueno(), *value);
  }
  return text;
}

}  // namespace

std::string html_of(const TestPage& page) {
  std::string head = fmt::format("<title>{}</title><meta charset=\"utf-8\">", page.title);
  head += "<meta property=\"og:type\" content=\"article\">";
  if (!page.canonical.empty())
    head += fmt::format("<link rel=\"canonical\" href=\"{}\">", page.canonical);
  if (!page.published.empty()) {
    head += fmt::format(R"(<script type="application/ld+json">{{"@context":"https://schema.org",)"
                        R"("@type":"NewsArticle","headline":"{}","datePublished":"{}"}}</script>)",
                        page.title, page.published);
  }
  std::string body = fmt::format("<article><h1>{}</h1>", page.title);
  if (!page.printed.empty()) body += fmt::format("<span class=\"date\">{}</span>", page.printed);
  for (const std::string& paragraph : page.paragraphs) body += fmt::format("<p>{}</p>", paragraph);
  return fmt::format(
      "<!doctype html><html lang=\"vi\"><head>{}</head><body>{}</article></body></html>", head,
      body);
}

std::vector<std::string> ordinary_paragraphs(std::string_view mark) {
  return {
      fmt::format("Sáng nay, đại diện ủy ban nhân dân xã cho biết công trình {} đã được nghiệm thu "
                  "và đưa vào sử dụng sau hơn hai năm xây dựng.",
                  mark),
      "Theo kế hoạch, con đường mới sẽ giúp người dân trong vùng đi lại thuận tiện hơn, nhất là "
      "trong mùa mưa lũ, khi nhiều đoạn đường cũ thường xuyên bị ngập sâu.",
      "Nhiều hộ dân sống dọc hai bên đường cho biết họ rất phấn khởi và mong chính quyền tiếp tục "
      "đầu tư thêm hệ thống chiếu sáng, cây xanh và lối đi bộ trong thời gian tới.",
  };
}

Workbench::Workbench()
    : ids_(store::random_record_ids()),
      logger_([this](Level, std::string_view line) { log_.append(line).append("\n"); }) {
  set_now("2018-10-10T00:00:00Z");
}

void Workbench::set_now(std::string_view iso) { now_ = parse_iso(iso, kHomeOffset)->utc; }

Result<ImportSummary> Workbench::import_lines(std::string_view jsonl, const std::string& name) {
  std::ofstream(folder_ / name, std::ios::binary) << jsonl;
  ImportOptions options;
  options.files = {(folder_ / name).string()};
  return import(options);
}

Result<ImportSummary> Workbench::import(const ImportOptions& options) {
  Opened opened = open_for_writing(root(), now_, ids_);
  const auto clock = [this] { return now_; };
  return import_files(options,
                      {opened.archive, opened.ledger, ids_, clock, logger_, is_stopped, {}});
}

void Workbench::add_page(const TestPage& page, store::CaptureFields fields) {
  add_response(page.url, 200, {{"Content-Type", "text/html; charset=utf-8"}}, html_of(page),
               std::move(fields));
}

void Workbench::add_response(const std::string& url, int status, const store::NamedFields& headers,
                             const std::string& body, store::CaptureFields fields) {
  store::FetchedPage fetched;
  fetched.capture = {url, now_, "192.0.2.1"};
  fetched.request = store::http_request_block("GET", "/", {{"Host", "example.vn"}});
  fetched.response = store::http_response_block(status, "", headers, body);
  fetched.fields = std::move(fields);
  add_groups({store::make_fetch_group(ids_, std::move(fetched))});
}

void Workbench::add_groups(const std::vector<std::vector<store::WarcRecord>>& groups) {
  Opened opened = open_for_writing(root(), now_, ids_);
  for (const auto& group : groups) {
    auto place = opened.archive.append_group(group);
    ASSERT_TRUE(place) << place.error().message;
  }
  ASSERT_TRUE(store::commit(opened.archive, opened.ledger));
}

Result<IndexSummary> Workbench::index(const IndexOptions& options) {
  return index_archive(options, {.archive = archive_folder(),
                                 .index = index_folder(),
                                 .lexicons = lexicons_,
                                 .stamps = stamps_,
                                 .log = logger_,
                                 .is_stopped = is_stopped,
                                 .progress = {},
                                 .before_commit = before_commit});
}

void Workbench::set_lexicon(std::string_view toml) {
  lexicons_.clear();
  stamps_.clear();
  if (toml.empty()) return;
  auto lexicon = text::parse_lexicon(toml, "test.toml");
  ASSERT_TRUE(lexicon) << lexicon.error().message;
  stamps_.push_back(store::lexicon_stamp(lexicon->version, toml));
  lexicons_.push_back(std::move(*lexicon));
}

std::map<std::string, std::string> Workbench::documents() const {
  std::map<std::string, std::string> found;
  auto db = store::open_index(index_folder());
  EXPECT_TRUE(db) << db.error().message;
  if (!db) return found;
  for (auto at = db->postlist_begin(""); at != db->postlist_end(""); ++at) {
    auto stored = store::stored_article(db->get_document(*at));
    EXPECT_TRUE(stored) << stored.error().message;
    if (!stored) continue;
    EXPECT_TRUE(found.emplace(stored->article.id, dump(*db, *at)).second);
  }
  return found;
}

std::vector<std::string> Workbench::ids() const {
  std::vector<std::string> ids;
  for (const auto& [id, text] : documents()) ids.push_back(id);
  return ids;
}

std::size_t Workbench::count(const std::string& term) const {
  auto db = store::open_index(index_folder());
  EXPECT_TRUE(db) << db.error().message;
  return db ? db->get_termfreq(term) : 0;
}

std::map<std::string, std::uint64_t> Workbench::position() const {
  const auto layout = store::read_layout(store::layout_file(index_folder()));
  EXPECT_TRUE(layout);
  if (layout && *layout) return (*layout)->position;
  auto db = store::open_index(index_folder());
  EXPECT_TRUE(db) << db.error().message;
  return *store::index_position(*db);
}

}  // namespace saola::indexer
