#include "tests/crawler/crawl_fixture.h"

#include <fmt/format.h>
#include <unistd.h>

#include "store/archive_writer.h"
#include "store/http_message.h"
#include "store/recovery.h"

namespace saola::crawler {
namespace {

test::ServerAnswer not_found() {
  test::ServerAnswer answer;
  answer.status = 404;
  answer.body = "<p>not here</p>";
  return answer;
}

std::filesystem::path fresh_folder() {
  static int serial = 0;
  auto folder = std::filesystem::temp_directory_path() /
                fmt::format("saola-crawl-{}-{}", ::getpid(), ++serial);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

template <typename T>
T must(Result<T> result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
  if (!result) std::abort();
  return std::move(*result);
}

}  // namespace

CrawlTest::CrawlTest()
    : folder_(fresh_folder()),
      now_(parse_iso("2017-11-14T20:00:00Z", kHomeOffset)->utc),
      server_([this](const test::ServerRequest& request) {
        const std::string place = request.host + request.target;
        if (const auto handler = handlers_.find(place); handler != handlers_.end()) {
          return handler->second(request);
        }
        const auto page = pages_.find(place);
        return page == pages_.end() ? not_found() : page->second;
      }) {}

CrawlTest::~CrawlTest() { std::filesystem::remove_all(folder_); }

void CrawlTest::add_page(const std::string& place) {
  test::ServerAnswer& answer = at(place);
  answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  answer.body = fmt::format(
      "<html><head><title>{0}</title></head><body><p>Lực lượng kiểm lâm đã thả về rừng mười hai cá "
      "thể tê tê "
      "sau khi cứu hộ; bài {0}.</p></body></html>",
      place);
}

void CrawlTest::add_feed(const std::string& place, const std::vector<std::string>& links) {
  std::string items;
  for (const std::string& link : links) {
    items += fmt::format(
        "<item><title>Bài {0}</title><link>{0}</link><pubDate>Tue, 14 Nov 2017 16:25:38 "
        "+0700</pubDate></item>",
        link);
  }
  test::ServerAnswer& answer = at(place);
  answer.headers = {{"Content-Type", "application/rss+xml"}};
  answer.body = "<rss version=\"2.0\"><channel><title>Báo</title>" + items + "</channel></rss>";
}

CrawlOptions CrawlTest::options(const std::string& feeds) const {
  const FeedList list = parse_feed_list(feeds, "feeds.txt");
  EXPECT_TRUE(list.errors.empty());
  CrawlOptions out;
  out.doors = list.doors;
  out.pause = std::chrono::milliseconds(0);
  out.allow_private = true;
  out.connect_to = {fmt::format("::127.0.0.1:{}", server_.port())};
  out.contact = "https://saola.example/";
  return out;
}

CrawlSummary CrawlTest::crawl(const CrawlOptions& options) {
  store::Ledger ledger = this->ledger();
  const auto is_watched = [this](const store::FoundPage& page) {
    return is_watched_ && is_watched_(page.title, page.summary);
  };
  must(store::recover(folder_ / "archive", ledger, {now_, is_watched}));
  store::ArchiveOptions archive_options;
  const Clock clock = [this] { return now_; };
  archive_options.clock = clock;
  archive_options.ids = store::random_record_ids();
  auto archive = must(store::ArchiveWriter::open(folder_ / "archive", archive_options));
  const Log log = quiet_log();
  const CrawlEnv env{archive,     ledger, archive_options.ids, clock, log,
                     is_stopped_, {},     is_watched_};
  return must(crawler::crawl(options, env));
}

store::Ledger CrawlTest::ledger() const { return must(store::Ledger::open(folder_ / "state.db")); }

std::vector<std::string> CrawlTest::archived() const {
  auto cursor =
      must(store::Archive(folder_ / "archive").read_from({}, [](const store::WarcDamage& damage) {
        ADD_FAILURE() << damage.message();
      }));
  std::vector<std::string> out;
  while (true) {
    const auto group = must(cursor.next());
    if (!group) return out;
    auto index = group->find(store::WarcType::response);
    const bool is_revisit = !index;
    if (is_revisit) index = group->find(store::WarcType::revisit);
    if (!index) continue;
    const store::WarcRecord& record = group->records[*index];
    const auto message = must(store::parse_http_response(record.block));
    out.push_back(
        fmt::format("{}{} {}", is_revisit ? "revisit " : "", message.status, record.target_uri()));
  }
}

std::string CrawlTest::state_of(const std::string& url) const {
  const auto page = must(ledger().page(url));
  return page ? std::string(store::to_string(page->state)) : "unknown";
}

std::string troubles_of(const CrawlSummary& summary) {
  std::string all;
  for (const OutletSummary& outlet : summary.outlets) {
    for (const std::string& line : outlet.troubles) all += line + "\n";
  }
  return all;
}

}  // namespace saola::crawler
