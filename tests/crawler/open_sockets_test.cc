// Which connections are ended, over pairs of sockets.
#include "crawler/open_sockets.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

namespace saola::crawler {
namespace {

// Connections to many domains, of which the other ends are ours as well.
class Pairs {
 public:
  Pairs() = default;
  Pairs(const Pairs&) = delete;
  Pairs& operator=(const Pairs&) = delete;
  ~Pairs() {
    for (const auto& pair : pairs_) {
      ::close(pair[0]);
      ::close(pair[1]);
    }
  }

  int open() {
    std::array<int, 2> pair{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
    pairs_.push_back(pair);
    return pair[0];
  }

  // Whether the other side was told that it is over.
  [[nodiscard]] bool is_ended(std::size_t i) const {
    char byte = 0;
    return ::recv(pairs_[i][1], &byte, 1, MSG_DONTWAIT) == 0;
  }

  void write_unasked(std::size_t i) const { EXPECT_EQ(::send(pairs_[i][1], "x", 1, 0), 1); }

 private:
  std::vector<std::array<int, 2>> pairs_;
};

std::string domain(int i) { return "bao" + std::to_string(i) + ".vn"; }
std::string origin(int i) { return "http://" + domain(i); }

TEST(OpenSockets, EndsThoseThatWereIdleTheLongest) {
  OpenSockets sockets(2);
  Pairs pairs;
  for (int i = 0; i < 4; ++i) {
    sockets.make_ready(domain(i), origin(i));
    sockets.opened(pairs.open(), domain(i), origin(i));
  }
  sockets.rest(domain(2));
  sockets.rest(domain(0));
  EXPECT_FALSE(pairs.is_ended(2));
  sockets.make_ready(domain(2), origin(2));  // asked again
  sockets.rest(domain(2));
  sockets.rest(domain(3));
  EXPECT_TRUE(pairs.is_ended(0));
  EXPECT_FALSE(pairs.is_ended(1)) << "it is being asked";
  EXPECT_FALSE(pairs.is_ended(2));
  EXPECT_FALSE(pairs.is_ended(3));
}

TEST(OpenSockets, ForgetsWhatWasClosed) {
  OpenSockets sockets(1);
  Pairs pairs;
  const int first = pairs.open();
  sockets.opened(first, domain(0), origin(0));
  sockets.rest(domain(0));
  sockets.closed(first);
  sockets.opened(pairs.open(), domain(1), origin(1));
  sockets.rest(domain(1));
  EXPECT_FALSE(pairs.is_ended(0));
  EXPECT_FALSE(pairs.is_ended(1));
}

TEST(OpenSockets, EndsOtherOriginsOfTheDomainAndThoseThatSpeakUnasked) {
  OpenSockets sockets(8);
  Pairs pairs;
  sockets.opened(pairs.open(), domain(0), "http://m.bao0.vn");
  sockets.opened(pairs.open(), domain(0), origin(0));
  sockets.opened(pairs.open(), domain(1), origin(1));
  sockets.rest(domain(0));
  sockets.rest(domain(1));
  pairs.write_unasked(2);
  sockets.make_ready(domain(0), origin(0));
  EXPECT_TRUE(pairs.is_ended(0));
  EXPECT_FALSE(pairs.is_ended(1));
  EXPECT_FALSE(pairs.is_ended(2));
  sockets.make_ready(domain(1), origin(1));
  EXPECT_TRUE(pairs.is_ended(2));
}

TEST(OpenSockets, TakesNoMoreThanHalfOfTheFiles) {
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const long most = most_connections(1L << 40);
  rlimit now = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &now), 0);
  EXPECT_EQ(most, static_cast<long>(now.rlim_cur / 2));
  EXPECT_GE(now.rlim_cur, before.rlim_cur);
  EXPECT_EQ(most_connections(8), 8);
  EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
}

}  // namespace
}  // namespace saola::crawler
