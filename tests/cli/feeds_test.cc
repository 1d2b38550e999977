// `saola feeds` and `saola status` over a small site on loopback and a workspace in a temporary folder.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/file.h"
#include "tests/cli/program.h"
#include "tests/support/http_server.h"

namespace saola::cli {
namespace {

namespace fs = std::filesystem;

std::string rss(const std::string& title, const std::vector<std::string>& links) {
  std::string items;
  for (const std::string& link : links) {
    items += fmt::format(
        "<item><title>Tê tê về rừng</title><link>{}</link><pubDate>Thu, 13 Jul 2017 09:00:00 "
        "+0700</pubDate></item>",
        link);
  }
  return "<rss version=\"2.0\"><channel><title>" + title + "</title>" + items + "</channel></rss>";
}

struct FeedsCommand : testing::Test {
  fs::path folder = fs::temp_directory_path() / fmt::format("saola-feeds-{}", ::getpid());
  Instant now = parse_iso("2017-07-14T02:00:00Z", kHomeOffset)->utc;
  std::map<std::string, test::ServerAnswer> pages;
  test::HttpServer server{[this](const test::ServerRequest& request) {
    const auto found = pages.find(request.host + request.target);
    test::ServerAnswer missing;
    missing.status = 404;
    return found == pages.end() ? missing : found->second;
  }};

  FeedsCommand() {
    fs::remove_all(folder);
    fs::create_directories(folder);
    at("bao.test/").body =
        "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss/home.rss\">"
        "</head><body><a href=\"/kenh-rss.html\">RSS</a><a href=\"/tin-1.html\">Tin</a></body>";
    at("bao.test/kenh-rss.html").body =
        "<a href=\"/rss/phap-luat.rss\">Pháp luật</a> <a href=\"/rss/hong.rss\">Hỏng</a>";
    at("bao.test/robots.txt").body = "User-agent: *\nSitemap: http://bao.test/news.xml\n";
    at("bao.test/rss/home.rss").body =
        rss("Báo Mẫu", {"http://bao.test/a-1", "http://bao.test/b-2"});
    at("bao.test/rss/phap-luat.rss").body = rss("Pháp luật", {"http://bao.test/c-3"});
    at("bao.test/rss/hong.rss").body = "<html><body>Trang này đã chuyển</body></html>";
    at("bao.test/news.xml").body =
        "<urlset><url><loc>http://bao.test/d-4</loc><lastmod>2017-07-13</lastmod></url></urlset>";
  }
  ~FeedsCommand() override { fs::remove_all(folder); }

  test::ServerAnswer& at(const std::string& place) { return pages[place]; }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
  }
  Ran saola(std::vector<std::string> words, bool asks = true) {
    words.insert(words.begin(), {"--workspace", folder.string()});
    if (asks) {
      for (const std::string& word :
           {std::string("--connect-to"), fmt::format("::127.0.0.1:{}", server.port()),
            std::string("--allow-private"), std::string("--pause"), std::string("0"),
            std::string("--contact"), std::string("https://saola.example/")}) {
        words.push_back(word);
      }
    }
    return run_line(words, now);
  }
};

TEST_F(FeedsCommand, FindProposesWhatTheSiteNamesAndWhatWorks) {
  const Ran ran = saola({"feeds", "find", "http://bao.test/"});
  EXPECT_EQ(ran.status, 0) << ran.messages;
  EXPECT_EQ(
      ran.out,
      "http://bao.test/rss/home.rss type=feed  # Báo Mẫu: rss 2.0, 2 entries, newest 2017-07-13\n"
      "http://bao.test/news.xml type=sitemap  # sitemap, 1 entries, newest 2017-07-12\n"
      "http://bao.test/rss/phap-luat.rss type=feed  # Pháp luật: rss 2.0, 1 entries, newest "
      "2017-07-13\n");
  EXPECT_EQ(server.count("/tin-1.html"), 0) << "pages are not asked for";
  EXPECT_TRUE(fs::is_empty(folder)) << "nothing is kept";
}

// `saola robots URL`: what the crawler would do now, from the ledger alone.
TEST_F(FeedsCommand, RobotsTellsWhatTheLastCrawlMetAndWhatItRestsOn) {
  at("bao.test/robots.txt").body = "User-agent: *\nDisallow: /kin/\n";
  at("loi.test/robots.txt").status = 503;
  at("loi.test/robots.txt").headers = {{"Retry-After", "0"}};
  write("feeds.txt", "http://bao.test/rss/home.rss\nhttp://khong.test/rss\nhttp://loi.test/rss\n");
  (void)saola({"crawl"});
  server.forget();
  const Ran ran = saola({"robots", "--explain", "http://bao.test/kin/1", "http://bao.test/tin-1",
                         "http://khong.test/a", "http://loi.test/a", "http://la.test/a"},
                        false);
  EXPECT_EQ(ran.out,
            "disallow http://bao.test/kin/1\thttp://bao.test/robots.txt of "
            "2017-07-14T02:00:00Z:2: Disallow: /kin/\n"
            "allow http://bao.test/tin-1\thttp://bao.test/robots.txt of 2017-07-14T02:00:00Z: no "
            "rule matches\n"
            "allow http://khong.test/a\thttp://khong.test/robots.txt of 2017-07-14T02:00:00Z: "
            "status 404, everything is allowed\n"
            "wait http://loi.test/a\trobots.txt could not be asked: status 503; it is asked again "
            "after 2017-07-14T22:00:00Z\n"
            "unknown http://la.test/a\tno crawl has asked for its robots.txt in the last day\n");
  EXPECT_EQ(server.seen().size(), 0U) << "nobody is asked";
}

TEST_F(FeedsCommand, FindThatFindsNothingSaysSo) {
  const Ran ran = saola({"feeds", "find", "http://leer.test/"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.messages.find("no door was found at http://leer.test/"), std::string::npos);
}

TEST_F(FeedsCommand, FindObeysRobotsTxt) {
  at("bao.test/robots.txt").body = "User-agent: Saola\nDisallow: /\n";
  EXPECT_EQ(saola({"feeds", "find", "http://bao.test/"}).status, 1);
  for (const auto& request : server.seen()) EXPECT_EQ(request.target, "/robots.txt");
}

TEST_F(FeedsCommand, CheckSaysWhatIsWrongWithEachDoorInOneLine) {
  at("bao.test/rss/cu.rss").status = 301;
  at("bao.test/rss/cu.rss").headers = {{"Location", "/rss/home.rss"}};
  at("bao.test/rss/trong.rss").body = rss("Trống", {});
  at("bao.test/rss/la.rss").body = rss("Lạ", {"http://khac.test/1"});
  at("bao.test/rss/cam.rss").status = 403;
  write("feeds.txt",
        "http://bao.test/rss/home.rss\nhttp://bao.test/rss/hong.rss\nhttp://bao.test/rss/cu.rss\n"
        "http://bao.test/rss/trong.rss\nhttp://bao.test/rss/la.rss\nhttp://bao.test/rss/cam.rss\n"
        "http://bao.test/rss/khong.rss\n");
  const Ran ran = saola({"feeds", "check"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out,
            "ok    http://bao.test/rss/home.rss: rss 2.0, 2 entries, newest 2017-07-13\n"
            "FAULT http://bao.test/rss/hong.rss: bad_content: a web page came instead of a feed\n"
            "FAULT http://bao.test/rss/cu.rss: rss 2.0, 2 entries, newest 2017-07-13; moved to "
            "http://bao.test/rss/home.rss\n"
            "FAULT http://bao.test/rss/trong.rss: rss 2.0, 0 entries; empty: it lists nothing\n"
            "FAULT http://bao.test/rss/la.rss: rss 2.0, 1 entries, newest 2017-07-13; all entries "
            "lead to other sites, such as khac.test\n"
            "FAULT http://bao.test/rss/cam.rss: blocked: status 403\n"
            "FAULT http://bao.test/rss/khong.rss: gone: status 404\n");
  EXPECT_FALSE(fs::exists(folder / "state.db")) << "a trial is no poll of the workspace";
  EXPECT_FALSE(fs::exists(folder / "archive"));
}

TEST_F(FeedsCommand, AStaleDoorIsAFault) {
  write("feeds.txt", "http://bao.test/rss/home.rss\n");
  now += std::chrono::days(60);
  const Ran ran = saola({"feeds", "check"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("no entry since 2017-07-13"), std::string::npos) << ran.out;
}

TEST_F(FeedsCommand, ExportAndImportLeadBackToTheSameLines) {
  const std::string lines =
      "http://bao.test/rss/home.rss name=\"Báo Mẫu\" section=law lang=vi tier=1\n"
      "http://bao.test/news.xml outlet=bao-mau name=\"A & <B>\" type=sitemap\n"
      "http://khac.test/thoi-su?a=1&b=2 type=page\n";
  write("feeds.txt", lines);
  const Ran exported = saola({"feeds", "export"}, false);
  EXPECT_EQ(exported.status, 0) << exported.messages;
  write("list.opml", exported.out);
  const Ran imported = saola({"feeds", "import", (folder / "list.opml").string()}, false);
  EXPECT_EQ(imported.status, 0) << imported.messages;
  EXPECT_EQ(imported.out, lines);
}

TEST_F(FeedsCommand, StatusTellsOfABlockedDoorAndEndsWithOne) {
  at("bao.test/rss/cam.rss").status = 403;
  write("feeds.txt", "http://bao.test/rss/home.rss\nhttp://khac.test/rss outlet=khac\n");
  at("khac.test/rss").status = 403;
  for (const char* page : {"bao.test/a-1", "bao.test/b-2"}) {
    at(page).headers = {{"Content-Type", "text/html"}};
    at(page).body = "<html><head><title>Tê tê</title></head><body><p>" + std::string(400, 'x') +
                    " về rừng.</p></body></html>";
  }
  EXPECT_EQ(saola({"crawl"}).status, 0);
  const Ran status = saola({"status", "--json"}, false);
  EXPECT_EQ(status.status, 1);
  EXPECT_NE(status.out.find("\"outlet\": \"bao.test\", \"doors\": 1, \"polled\": 1"),
            std::string::npos)
      << status.out;
  EXPECT_NE(status.out.find("\"stored\": 2"), std::string::npos) << status.out;
  EXPECT_NE(status.out.find("1 of 1 doors blocked: blocked status 403"), std::string::npos)
      << status.out;
  EXPECT_NE(status.out.find("\"today\": null"), std::string::npos) << "of khac nothing is known";
  EXPECT_EQ(saola({"status", "--outlet", "bao.test"}, false).status, 0);
  const Ran daily = saola({"status", "--daily", "--format", "csv", "--no-bom"}, false);
  EXPECT_NE(daily.out.find("bao.test,2017-07-14,1,1,1,0,0,2,2,2,0,0,0,,,,\r\n"), std::string::npos)
      << daily.out;
  EXPECT_EQ(saola({"status", "--gaps"}, false).status, 0) << "today is not over";
  now += std::chrono::days(2);
  const Ran gaps = saola({"status", "--gaps", "--format", "csv", "--no-bom"}, false);
  EXPECT_EQ(gaps.status, 1);
  EXPECT_NE(gaps.out.find("khac,2017-07-14,1,1,1,0,1,,,0,0,0,0,,,,blocked"), std::string::npos)
      << gaps.out;
  EXPECT_NE(gaps.out.find("bao.test,2017-07-15,1,0,0,0,0"), std::string::npos) << gaps.out;
  EXPECT_NE(gaps.out.find("not polled"), std::string::npos);
}

}  // namespace
}  // namespace saola::cli
