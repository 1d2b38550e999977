// kill -9 at any moment of a crawl: the archive is readable to its end, no page is lost, none is archived twice.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <random>
#include <thread>

#include "tests/crawler/crawl_fixture.h"

namespace saola::crawler {
namespace {

TEST_F(CrawlTest, KilledAtAnyMomentItGoesOnWhereItWas) {
  constexpr int kPages = 120;
  constexpr int kRounds = 12;
  std::vector<std::string> links;
  for (int i = 0; i < kPages; ++i) {
    const std::string page = (i % 3 == 0 ? "b.test/bai-" : "a.test/bai-") + std::to_string(i);
    links.push_back("http://" + page);
    add_page(page);
    at(page).delay = std::chrono::milliseconds(1);
  }
  add_feed("a.test/rss", links);
  // A door that says 304 as soon as it has been read: what a killed run took from it must not be lost with it.
  on("a.test/rss", [this](const test::ServerRequest& request) {
    test::ServerAnswer answer = pages_["a.test/rss"];
    answer.headers.push_back({"ETag", "\"v1\""});
    if (!request.header("if-none-match").empty()) answer.status = 304, answer.body.clear();
    return answer;
  });
  std::mt19937 random(20171114);
  std::uniform_int_distribution<int> moment(1, 120);
  for (int round = 0; round < kRounds; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      crawl("http://a.test/rss\n");
      ::_exit(0);
    }
    std::this_thread::sleep_for(
        std::chrono::milliseconds(moment(random)));  // the moment is what is tested
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  crawl("http://a.test/rss\n");
  std::map<std::string, int> times;
  for (const std::string& line : archived()) ++times[line];
  for (const std::string& link : links) {
    EXPECT_EQ(times["200 " + link], 1) << link;
    EXPECT_EQ(state_of(link), "stored") << link;
  }
}

}  // namespace
}  // namespace saola::crawler
