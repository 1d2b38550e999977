#include "crawler/connect_to.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace saola::crawler {
namespace {

bool leads_to(const std::string& line, const char* address, int port) {
  const auto targets = ConnectTargets::from({line});
  EXPECT_TRUE(targets.has_value()) << line;
  sockaddr_in ip4{};
  ip4.sin_family = AF_INET;
  ip4.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::inet_pton(AF_INET, address, &ip4.sin_addr) == 1) {
    return targets->contain(reinterpret_cast<const sockaddr*>(&ip4));
  }
  sockaddr_in6 ip6{};
  ip6.sin6_family = AF_INET6;
  ip6.sin6_port = htons(static_cast<std::uint16_t>(port));
  EXPECT_EQ(::inet_pton(AF_INET6, address, &ip6.sin6_addr), 1);
  return targets->contain(reinterpret_cast<const sockaddr*>(&ip6));
}

TEST(ConnectTargets, HoldTheAddressAndThePortThatALineNames) {
  EXPECT_TRUE(leads_to("baomau.vn:80:127.0.0.1:8099", "127.0.0.1", 8099));
  EXPECT_FALSE(leads_to("baomau.vn:80:127.0.0.1:8099", "127.0.0.1", 80));
  EXPECT_FALSE(leads_to("baomau.vn:80:127.0.0.1:8099", "169.254.169.254", 8099));
  EXPECT_TRUE(leads_to("::127.0.0.1:8099", "127.0.0.1", 8099)) << "for every host";
  EXPECT_TRUE(leads_to("[::2]:80:[::1]:8099", "::1", 8099));
  EXPECT_FALSE(leads_to("[::2]:80:[::1]:8099", "::2", 8099));
  EXPECT_TRUE(leads_to("baomau.vn:80:10.0.0.7:", "10.0.0.7", 80)) << "the port stays";
  EXPECT_TRUE(leads_to("baomau.vn:80:mirror.lan:8099", "10.0.0.7", 8099)) << "a name";
  EXPECT_FALSE(leads_to("baomau.vn:80:mirror.lan:8099", "10.0.0.7", 80));
  EXPECT_FALSE(leads_to("baomau.vn:80::", "10.0.0.7", 80)) << "it leads nowhere else";
}

TEST(ConnectTargets, ABrokenLineIsWrongUsage) {
  for (const char* line : {"", "baomau.vn", "baomau.vn:80:127.0.0.1", "a:80:127.0.0.1:x",
                           "a:80:127.0.0.1:70000", "a:80:127.0.0.1:80:80"}) {
    const auto targets = ConnectTargets::from({line});
    ASSERT_FALSE(targets.has_value()) << line;
    EXPECT_EQ(targets.error().code, Code::usage);
  }
}

}  // namespace
}  // namespace saola::crawler
