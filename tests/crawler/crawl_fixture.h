// tests/crawler/crawl_fixture.h
//
// A workspace in a temporary folder, a loopback internet of any host names, and one call to crawl it.

#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "crawler/crawl.h"
#include "store/archive.h"
#include "store/ledger.h"
#include "tests/support/http_server.h"

namespace saola::crawler {

/// Answers by "host/path"; what is not there is 404, robots.txt too.
class CrawlTest : public ::testing::Test {
 protected:
  CrawlTest();
  ~CrawlTest() override;

  /// The page or door at "baomau.test/a".
  test::ServerAnswer& at(const std::string& place) { return pages_[place]; }
  /// A page with something to read.
  void add_page(const std::string& place);
  /// An RSS door at "baomau.test/rss" listing these addresses.
  void add_feed(const std::string& place, const std::vector<std::string>& links);
  /// A function in place of a fixed answer.
  void on(const std::string& place, test::HttpServer::Handler handler) {
    handlers_[place] = std::move(handler);
  }

  /// Doors as feeds.txt has them, all hosts on the server, pause 0.
  [[nodiscard]] CrawlOptions options(const std::string& feeds) const;

  /// Recovers the workspace, opens it, crawls, closes it.
  CrawlSummary crawl(const CrawlOptions& options);
  CrawlSummary crawl(const std::string& feeds) { return crawl(options(feeds)); }

  /// Of all responses in the archive: "status URL", in order; revisit records: "revisit status URL".
  [[nodiscard]] std::vector<std::string> archived() const;
  /// The ledger, opened anew.
  [[nodiscard]] store::Ledger ledger() const;
  /// "stored", "waiting", ... of a page; "unknown".
  [[nodiscard]] std::string state_of(const std::string& url) const;

  std::filesystem::path folder_;
  std::map<std::string, test::ServerAnswer> pages_;
  std::map<std::string, test::HttpServer::Handler> handlers_;
  std::function<bool()> is_stopped_;
  IsWatched is_watched_;
  Instant now_;
  test::HttpServer server_;
};

/// All troubles of all outlets, one a line.
[[nodiscard]] std::string troubles_of(const CrawlSummary& summary);

}  // namespace saola::crawler
