// Servers that mean harm or are broken: the run ends, the good pages are there, each trouble has a name.

#include <fmt/format.h>

#include "crawler/crawl.h"
#include "tests/crawler/crawl_fixture.h"

namespace saola::crawler {
namespace {

using test::ServerAnswer;

class HostileTest : public CrawlTest {
 protected:
  HostileTest() {
    add_feed("tot.test/rss", {"http://tot.test/mot-1"});
    add_page("tot.test/mot-1");
  }

  /// One bad page beside a good outlet, with small limits.
  CrawlSummary crawl_beside_good(const std::string& bad_page) {
    add_feed("xau.test/rss", {"http://" + bad_page});
    CrawlOptions options = this->options("http://xau.test/rss\nhttp://tot.test/rss\n");
    options.limits.page_bytes = 100'000;
    options.limits.total_time = std::chrono::seconds(1);
    const CrawlSummary summary = crawl(options);
    EXPECT_EQ(summary.outlets.at(0).outlet, "tot.test");
    EXPECT_EQ(summary.outlets.at(0).stored, 1U) << "the good outlet is complete";
    return summary;
  }

  static std::string trouble_of(const CrawlSummary& summary) {
    const auto& troubles = summary.outlets.at(1).troubles;
    return troubles.empty() ? "" : troubles.front();
  }

  void expect_trouble(const std::string& bad_page, const std::string& words) {
    const CrawlSummary summary = crawl_beside_good(bad_page);
    EXPECT_EQ(summary.outlets.at(1).stored, 0U);
    EXPECT_EQ(summary.outlets.at(1).failed, 1U);
    EXPECT_NE(trouble_of(summary).find(words), std::string::npos) << trouble_of(summary);
  }
};

TEST_F(HostileTest, ABodyThatIsTooLong) {
  at("xau.test/dai").body = std::string(200'000, 'x');
  expect_trouble("xau.test/dai", "longer than 100000 bytes");
}

TEST_F(HostileTest, AGzipBomb) {
  // 64 members of 16 MiB of zeros, packed: about 1 MiB that would become 1 GiB.
  const std::string packed = [] {
    const std::string path = "/tmp/saola-bomb.gz";
    const int made = std::system(("head -c 16777216 /dev/zero | gzip -9 > " + path).c_str());
    EXPECT_EQ(made, 0);
    std::string out;
    FILE* file = std::fopen(path.c_str(), "rb");
    char part[65536];
    for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, file)) > 0;)
      out.append(part, got);
    std::fclose(file);
    return out;
  }();
  at("xau.test/bom").headers = {{"Content-Encoding", "gzip"}, {"Content-Type", "text/html"}};
  at("xau.test/bom").body = packed;
  expect_trouble("xau.test/bom", "longer than 100000 bytes");
}

TEST_F(HostileTest, ASlowDrip) {
  at("xau.test/cham").raw =
      "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'x');
  at("xau.test/cham").drip = std::chrono::milliseconds(5);
  expect_trouble("xau.test/cham", "timed out");
}

TEST_F(HostileTest, TenThousandHeaderLines) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 10'000; ++i) head += fmt::format("X-Line-{}: xxxxxxxx\r\n", i);
  at("xau.test/dau").raw = head + "\r\nbody";
  expect_trouble("xau.test/dau", "its head has more than 500 lines");
}

TEST_F(HostileTest, AHeaderLineThatDoesNotEnd) {
  at("xau.test/dong").raw = "HTTP/1.1 200 OK\r\nX-A: " + std::string(90'000, 'x') + "\r\n\r\nbody";
  expect_trouble("xau.test/dong", "its head is longer than 65536 bytes");
}

TEST_F(HostileTest, AConnectionClosedInMidBody) {
  at("xau.test/dut").raw = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<p>half";
  expect_trouble("xau.test/dut", "bytes remaining to read");
}

TEST_F(HostileTest, ChunksOfGarbage) {
  at("xau.test/manh").raw =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\nhello\r\n";
  expect_trouble("xau.test/manh", ":");
}

TEST_F(HostileTest, NoHttpAtAll) {
  at("xau.test/rac").raw = "SSH-2.0-OpenSSH_9.2\r\n";
  expect_trouble("xau.test/rac", ":");
}

TEST_F(HostileTest, GarbageInPlaceOfGzip) {
  at("xau.test/nen").headers = {{"Content-Encoding", "gzip"}};
  at("xau.test/nen").body = "this is not gzip";
  expect_trouble("xau.test/nen", ":");
}

TEST_F(HostileTest, AHeaderThatWouldMakeAFieldOfItsOwn) {
  at("xau.test/tieu-de").raw =
      "HTTP/1.1 200 OK\r\nX-A: b\x01\x1b[31m\r\nContent-Type: text/html\r\nContent-Length: "
      "120\r\n\r\n" +
      std::string(120, 'x');
  EXPECT_EQ(crawl_beside_good("xau.test/tieu-de").outlets.at(1).stored, 1U);
  EXPECT_EQ(archived().size(), 6U);
}

TEST_F(HostileTest, AnEntryTitleFromHell) {
  add_feed("xau.test/rss", {});
  at("xau.test/rss").body =
      "<rss><channel><item><title><![CDATA[a\r\nWARC-Type: response\r\n\r\n\x1b]0;x\x07]]></title>"
      "<link>http://xau.test/mot</link></item></channel></rss>";
  add_page("xau.test/mot");
  const CrawlSummary summary = crawl(options("http://xau.test/rss\n"));
  EXPECT_EQ(summary.total.stored, 1U);
  EXPECT_EQ(archived().size(), 3U);
}

TEST_F(HostileTest, AFeedOfTwoHundredThousandEntries) {
  std::string items;
  for (int i = 0; i < 200'000; ++i)
    items += fmt::format("<item><link>http://xau.test/b-{}</link></item>", i);
  at("xau.test/rss").body = "<rss><channel>" + items + "</channel></rss>";
  CrawlOptions options = this->options("http://xau.test/rss\nhttp://tot.test/rss\n");
  options.limits.entries_per_door = 1000;
  options.max_pages = 5;
  const CrawlSummary summary = crawl(options);
  EXPECT_EQ(summary.outlets.at(1).new_entries, 1000U);
  EXPECT_NE(trouble_of(summary).find("only its first 1000 entries"), std::string::npos);
}

TEST_F(HostileTest, ABudgetEndsAnEndlessCalendar) {
  std::vector<std::string> links;
  for (int i = 0; i < 40; ++i) links.push_back(fmt::format("http://xau.test/lich/{}", i));
  for (int i = 0; i < 40; ++i) add_page(fmt::format("xau.test/lich/{}", i));
  add_feed("xau.test/rss", links);
  const CrawlSummary first = crawl("http://xau.test/rss requests=12\nhttp://tot.test/rss\n");
  EXPECT_EQ(first.outlets.at(1).stored, 10U) << "robots.txt, the feed and ten pages";
  EXPECT_EQ(first.outlets.at(1).waiting, 30U);
  EXPECT_EQ(first.outlets.at(0).stored, 1U);
  EXPECT_EQ(crawl("http://xau.test/rss requests=12\n").outlets.at(0).stored, 11U)
      << "a budget is of a run, and robots.txt is known by now";
}

TEST_F(HostileTest, ABudgetOfBytesEndsANight) {
  std::vector<std::string> links;
  for (int i = 0; i < 20; ++i) {
    links.push_back(fmt::format("http://xau.test/to-{}", i));
    at(fmt::format("xau.test/to-{}", i)).body = "<p>" + std::string(250'000, 'x') + "</p>";
  }
  add_feed("xau.test/rss", links);
  const CrawlSummary summary = crawl("http://xau.test/rss megabytes=1\nhttp://xau.test/rss2\n");
  EXPECT_EQ(summary.outlets.at(0).stored, 4U);
  EXPECT_EQ(summary.outlets.at(0).waiting, 16U);
}

TEST_F(HostileTest, ASpentBudgetLeavesADoorUnaskedAndSaysSo) {
  const CrawlSummary summary = crawl("http://tot.test/rss requests=2\nhttp://tot.test/rss2\n");
  EXPECT_EQ(summary.total.doors_failed, 1U);
  EXPECT_NE(summary.outlets.at(0).troubles.at(0).find(
                "tot.test/rss2: tot.test: its budget of 2 requests is used up"),
            std::string::npos)
      << summary.outlets.at(0).troubles.at(0);
}

TEST_F(HostileTest, AHostThatFailsDoesNotTakeItsSisterWithIt) {
  std::vector<std::string> links;
  for (int i = 0; i < 20; ++i) links.push_back(fmt::format("http://anh.xau.test/loi-{}", i));
  for (int i = 0; i < 20; ++i) at(fmt::format("anh.xau.test/loi-{}", i)).status = 500;
  for (int i = 0; i < 3; ++i) links.push_back(fmt::format("http://xau.test/tot-{}", i));
  for (int i = 0; i < 3; ++i) add_page(fmt::format("xau.test/tot-{}", i));
  add_feed("xau.test/rss", links);
  const CrawlSummary summary = crawl("http://xau.test/rss\n");
  EXPECT_EQ(summary.total.failed, 5U);
  EXPECT_EQ(summary.total.waiting, 15U);
  EXPECT_EQ(summary.total.stored, 3U);
}

// The loopback internet is reached by --connect-to and --allow-private; that opens no other door into the house.
TEST_F(HostileTest, RedirectsIntoTheHouseAreRefused) {
  for (const char* inside : {"http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/",
                             "http://[::1]:1/", "http://localhost:1/"}) {
    at("xau.test/vao").status = 302;
    at("xau.test/vao").headers = {{"Location", inside}};
    add_feed("xau.test/rss", {"http://xau.test/vao"});
    CrawlOptions options = this->options("http://xau.test/rss\nhttp://tot.test/rss\n");
    options.connect_to = {fmt::format("xau.test:80:127.0.0.1:{}", server_.port()),
                          fmt::format("tot.test:80:127.0.0.1:{}", server_.port())};
    const CrawlSummary summary = crawl(options);
    EXPECT_EQ(summary.outlets.at(1).failed, 1U) << inside;
    EXPECT_NE(trouble_of(summary).find("address and is not asked"), std::string::npos)
        << trouble_of(summary);
    now_ += std::chrono::hours(100);
  }
}

TEST_F(HostileTest, FiveFailuresInARowEndTheOutletsNight) {
  std::vector<std::string> links;
  for (int i = 0; i < 20; ++i) links.push_back("http://xau.test/loi-" + std::to_string(i));
  for (int i = 0; i < 20; ++i) at("xau.test/loi-" + std::to_string(i)).status = 500;
  add_feed("xau.test/rss", links);
  const CrawlSummary summary = crawl("http://xau.test/rss\nhttp://tot.test/rss\n");
  EXPECT_EQ(summary.outlets.at(1).failed, 5U);
  EXPECT_EQ(summary.outlets.at(1).waiting, 15U);
  EXPECT_EQ(summary.outlets.at(0).stored, 1U);
}

// The guard looks at the address that is about to be connected: names, --connect-to and redirects all come to that.
TEST_F(HostileTest, PrivateAddressesAreRefusedWhenConnecting) {
  CrawlOptions options = this->options(
      "http://tot.test/rss\nhttp://127.0.0.1/rss\nhttp://localhost/rss\nhttp://[::1]/rss\n");
  options.allow_private = false;
  options.pause = std::chrono::milliseconds(1000);
  options.connect_to.resize(1);
  const CrawlSummary summary = crawl(options);
  EXPECT_EQ(server_.seen().size(), 0U) << "not one byte was sent";
  EXPECT_EQ(summary.total.doors_failed, 4U);
  for (const OutletSummary& outlet : summary.outlets) {
    ASSERT_FALSE(outlet.troubles.empty()) << outlet.outlet;
    EXPECT_NE(outlet.troubles[0].find("loopback address and is not asked"), std::string::npos)
        << outlet.troubles[0];
  }
}

}  // namespace
}  // namespace saola::crawler
