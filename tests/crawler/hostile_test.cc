// Servers that mean harm or are broken: the run ends, the good pages are there, each trouble has a name.

#include <fmt/format.h>

#include "base/file.h"
#include "base/gzip.h"
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
  const std::string packed = [this] {
    const std::string path = (folder_ / "bomb.gz").string();
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

// A page of 179 bytes, packed with gzip.
const std::string kPacked(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x25\xce\xb1\x0d\xc2\x30\x14\x04\xd0\x55"
    "\x6e\x00\x44\x16\xb0\x3c\x01\x4b\x98\x80\x62\x2b\x71\x12\xc0\x89\x44\x89\x32\x41"
    "\x4a\x0a\x0a\x93\x02\x01\x0d\xb4\xf9\xa5\x11\x7b\xfc\x4d\x70\x42\x71\xd5\xbd\x93"
    "\x4e\x68\x67\x0b\x29\xd6\xd5\xe6\x28\x45\x2d\x57\x4c\xef\x14\xc5\xf7\xc5\x34\x94"
    "\x19\x72\xc3\xd4\x59\x14\xe1\x6a\xf1\xe9\xc3\x00\xa7\x79\x1c\xd0\x32\x9d\xb0\x67"
    "\x7a\x46\x62\x27\x7b\x31\xd0\xca\x20\x0d\x7e\x12\xd4\xc1\x85\xc7\x9c\x83\x6a\x90"
    "\xeb\xd8\x30\xdd\x1b\xc4\xea\x0c\xc7\xa3\x37\x68\xe7\x59\x89\x5d\xc3\xd4\xa7\xc8"
    "\x8c\x5a\xc4\xe9\xb6\x82\x33\xe5\xa4\x6f\x2a\xea\xd1\xbb\xa5\x48\x6a\x29\x92\xff"
    "\xbf\x64\x3e\xfb\x03\xb7\x27\x24\x84\xb3\x00\x00\x00",
    173);

TEST_F(HostileTest, AGzipBodyThatIsCutOffIsNoPageHoweverItIsFramed) {
  const std::string half = kPacked.substr(0, kPacked.size() / 2);
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n";
  const std::vector<std::string> framings = {
      fmt::format("Content-Length: {}\r\n\r\n", half.size()) + half,
      "Connection: close\r\n\r\n" + half,
      fmt::format("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n", half.size()) + half +
          "\r\n0\r\n\r\n",
      fmt::format("Content-Length: {}\r\n\r\n", kPacked.size() - 8) +
          kPacked.substr(0, kPacked.size() - 8)};
  std::vector<std::string> links;
  for (std::size_t i = 0; i < framings.size(); ++i) {
    links.push_back(fmt::format("http://xau.test/nua-{}", i));
    at(fmt::format("xau.test/nua-{}", i)).raw = head + framings[i];
  }
  add_feed("xau.test/rss", links);
  const CrawlSummary summary = crawl("http://xau.test/rss\n");
  EXPECT_EQ(summary.total.stored, 0U);
  EXPECT_EQ(summary.total.failed, framings.size());
  for (const std::string& trouble : summary.outlets.at(0).troubles) {
    EXPECT_NE(trouble.find("gzip data is cut off at byte"), std::string::npos) << trouble;
  }
  for (std::size_t i = 0; i < framings.size(); ++i) {
    at(fmt::format("xau.test/nua-{}", i)) = {};
    add_page(fmt::format("xau.test/nua-{}", i));
  }
  now_ += std::chrono::hours(2);
  EXPECT_EQ(crawl("http://xau.test/rss\n").total.stored, framings.size()) << "tried again";
}

TEST_F(HostileTest, PaddingAndSecondMembersOfGzipDoNoHarm) {
  std::vector<std::string> links;
  for (const std::string& body : {kPacked, kPacked + std::string(8, '\0'), kPacked + kPacked}) {
    const std::string place = fmt::format("xau.test/nen-{}", links.size());
    links.push_back("http://" + place);
    at(place).headers = {{"Content-Encoding", "gzip"}, {"Content-Type", "text/html"}};
    at(place).body = body;
  }
  add_feed("xau.test/rss", links);
  EXPECT_EQ(crawl("http://xau.test/rss\n").total.stored, 3U);
}

TEST_F(HostileTest, ACodingThatWasNotAskedForIsNamed) {
  at("xau.test/la").headers = {{"Content-Encoding", "br"}, {"Content-Type", "text/html"}};
  at("xau.test/la").body = "\x0b\x02\x80";
  expect_trouble("xau.test/la", "packed as \"br\", which was not asked for");
}

TEST_F(HostileTest, AChunkedBodyWithoutItsLastChunk) {
  at("xau.test/manh").raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<p>nửa\r\n";
  expect_trouble("xau.test/manh", "outstanding read data");
}

TEST_F(HostileTest, ABodyLongerThanItsContentLength) {
  at("xau.test/thua").raw =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 200\r\n\r\n" +
      std::string(260, 'x');
  expect_trouble("xau.test/thua", "its body goes on for 60 bytes behind its Content-Length");
}

TEST_F(HostileTest, AFewLineEndsBehindABodyDoNoHarm) {
  at("xau.test/thua").raw =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 200\r\n\r\n" +
      std::string(200, 'x') + "\r\n\r\n";
  EXPECT_EQ(crawl_beside_good("xau.test/thua").outlets.at(1).stored, 1U);
}

TEST_F(HostileTest, ContentLengthsThatContradictEachOther) {
  at("xau.test/hai").raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Length: 200\r\n\r\n" +
                           std::string(200, 'x');
  expect_trouble("xau.test/hai", "Content-Lengths contradict each other");
}

TEST_F(HostileTest, AContentLengthThatIsNoNumber) {
  at("xau.test/am").raw = "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + std::string(200, 'x');
  expect_trouble("xau.test/am", "Invalid Content-Length");
}

TEST_F(HostileTest, AContentLengthBeyondAllMeasure) {
  at("xau.test/dai").raw =
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + std::string(200, 'x');
  expect_trouble("xau.test/dai", "Content-Length is none that could be kept");
}

// On a connection that stays open, bytes behind one answer could pass for the next one.
TEST_F(HostileTest, AnAnswerSmuggledBehindAnotherIsNotTakenForTheNext) {
  std::vector<std::string> links;
  for (int i = 0; i < 4; ++i) {
    links.push_back(fmt::format("http://xau.test/bai-{}", i));
    add_page(fmt::format("xau.test/bai-{}", i));
    at(fmt::format("xau.test/bai-{}", i)).behind =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nTIN-GIẢ";
  }
  add_feed("xau.test/rss", links);
  CrawlOptions options = this->options("http://xau.test/rss\n");
  options.pause = std::chrono::milliseconds(500);  // the forged answer has come by then
  EXPECT_EQ(crawl(options).total.stored, 4U);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(server_.count(fmt::format("/bai-{}", i)), 1);
  for (const auto& file : std::filesystem::directory_iterator(folder_ / "archive")) {
    const auto bytes = gunzip(*read_file(file.path()), 64u << 20);
    ASSERT_TRUE(bytes);
    EXPECT_NE(bytes->find("kiểm lâm"), std::string::npos);
    EXPECT_EQ(bytes->find("TIN-GIẢ"), std::string::npos);
  }
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
  const CrawlSummary second = crawl("http://xau.test/rss requests=12\n");
  EXPECT_EQ(second.requests, 0U) << "a budget is of a day, however many runs share it";
  EXPECT_EQ(second.outlets.at(0).doors_failed, 1U);
  now_ += std::chrono::hours(22);
  EXPECT_EQ(crawl("http://xau.test/rss requests=12\n").outlets.at(0).stored, 11U)
      << "on the next day robots.txt is known still";
}

TEST_F(HostileTest, AStoppedNightGoesOnWithWhatIsLeftOfItsBudget) {
  std::vector<std::string> links;
  for (int i = 0; i < 30; ++i) links.push_back(fmt::format("http://xau.test/bai-{}", i));
  for (int i = 0; i < 30; ++i) add_page(fmt::format("xau.test/bai-{}", i));
  add_feed("xau.test/rss", links);
  is_stopped_ = [this] { return server_.seen().size() >= 7; };
  crawl("http://xau.test/rss requests=12\n");
  const std::size_t heard = server_.seen().size();
  EXPECT_LT(heard, 12U);
  is_stopped_ = {};
  crawl("http://xau.test/rss requests=12\n");
  EXPECT_EQ(server_.seen().size(), 12U) << "both runs together";
}

TEST_F(HostileTest, ARunEndsWhenItsTimeIsOverAndTheRestWaits) {
  std::vector<std::string> links;
  for (int i = 0; i < 200; ++i) {
    links.push_back(fmt::format("http://xau.test/bai-{}", i));
    add_page(fmt::format("xau.test/bai-{}", i));
  }
  add_feed("xau.test/rss", links);
  at("xau.test/robots.txt").body = "User-agent: *\nCrawl-delay: 100\n";
  CrawlOptions options = this->options("http://tot.test/rss\nhttp://xau.test/rss\n");
  options.limits.run_time = std::chrono::milliseconds(700);
  const CrawlSummary summary = crawl(options);
  EXPECT_LT(summary.took, std::chrono::seconds(5)) << "it does not even wait for the pause to pass";
  EXPECT_FALSE(summary.was_stopped);
  EXPECT_EQ(summary.outlets.at(0).stored, 1U);
  EXPECT_EQ(summary.outlets.at(1).stored + summary.outlets.at(1).waiting, 0U);
  EXPECT_NE(trouble_of(summary).find("were over"), std::string::npos) << trouble_of(summary);
}

TEST_F(HostileTest, PagesThatWaitWhenTheTimeIsOverAreFetchedByTheNextRun) {
  std::vector<std::string> links;
  for (int i = 0; i < 40; ++i) {
    links.push_back(fmt::format("http://xau.test/bai-{}", i));
    add_page(fmt::format("xau.test/bai-{}", i));
    at(fmt::format("xau.test/bai-{}", i)).delay = std::chrono::milliseconds(50);
  }
  add_feed("xau.test/rss", links);
  CrawlOptions options = this->options("http://xau.test/rss\n");
  options.limits.run_time = std::chrono::milliseconds(700);
  const CrawlSummary first = crawl(options);
  EXPECT_GT(first.total.stored, 0U);
  EXPECT_EQ(first.total.stored + first.total.waiting, 40U);
  EXPECT_EQ(crawl("http://xau.test/rss\n").total.stored, first.total.waiting);
}

TEST_F(HostileTest, AnArticleThatLeadsToTheFrontPageIsGoneAndNotStored) {
  std::vector<std::string> links;
  for (const char* home : {"/", "http://xau.test/?utm_source=x", "/index.html"}) {
    links.push_back(fmt::format("http://xau.test/bai-cu-{}", links.size()));
    at(links.back().substr(7)).status = 302;
    at(links.back().substr(7)).headers = {{"Location", home}};
  }
  add_feed("xau.test/rss", links);
  add_page("xau.test/");
  const CrawlSummary summary = crawl("http://xau.test/rss\n");
  EXPECT_EQ(summary.total.failed, 3U);
  EXPECT_EQ(summary.total.stored + summary.total.known, 0U);
  EXPECT_NE(summary.outlets.at(0).troubles.at(0).find("sent to the front page"), std::string::npos);
  EXPECT_EQ(server_.count("/"), 0);
}

// The night must not be lost with one connection.
TEST_F(HostileTest, ADoorAndARobotsTxtAreTriedASecondTime) {
  int robots = 0;
  int doors = 0;
  on("tot.test/robots.txt", [&](const test::ServerRequest&) {
    ServerAnswer answer;
    if (++robots == 1) answer.status = 502;
    return answer;
  });
  on("tot.test/rss", [&](const test::ServerRequest&) {
    if (++doors > 1) return pages_["tot.test/rss"];
    ServerAnswer answer;
    answer.raw = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>half";
    return answer;
  });
  const CrawlSummary summary = crawl("http://tot.test/rss\n");
  EXPECT_EQ(summary.total.doors_answered, 1U);
  EXPECT_EQ(summary.total.stored, 1U);
  EXPECT_EQ(robots, 2);
  EXPECT_EQ(doors, 2);
}

TEST_F(HostileTest, ADoorThatAlwaysSays304IsAFailure) {
  at("xau.test/rss").status = 304;
  const CrawlSummary summary = crawl("http://xau.test/rss\n");
  EXPECT_EQ(summary.total.doors_failed, 1U);
  EXPECT_EQ(summary.total.doors_unchanged, 0U);
  EXPECT_NE(summary.outlets.at(0).troubles.at(0).find("304 though nothing was asked"),
            std::string::npos);
}

TEST_F(HostileTest, APartOfAPageIsNoPage) {
  add_page("xau.test/nua");
  at("xau.test/nua").status = 206;
  at("xau.test/nua").headers.push_back({"Content-Range", "bytes 0-99/5000"});
  expect_trouble("xau.test/nua", "status 206");
}

TEST_F(HostileTest, AnAcceptedThatChallengesIsABlock) {
  add_page("xau.test/thu");
  at("xau.test/thu").status = 202;
  at("xau.test/thu").headers = {{"x-amzn-waf-action", "challenge"}};
  const CrawlSummary summary = crawl_beside_good("xau.test/thu");
  EXPECT_EQ(summary.outlets.at(1).blocked, 1U);
  EXPECT_NE(trouble_of(summary).find("AWS WAF"), std::string::npos);
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
