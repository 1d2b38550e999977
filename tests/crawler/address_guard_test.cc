#include "crawler/address_guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <string>

namespace saola::crawler {
namespace {

std::string range_of(const char* text) {
  sockaddr_in6 six{};
  sockaddr_in four{};
  if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
    four.sin_family = AF_INET;
    return std::string(special_range(reinterpret_cast<const sockaddr*>(&four)));
  }
  EXPECT_EQ(inet_pton(AF_INET6, text, &six.sin6_addr), 1) << text;
  six.sin6_family = AF_INET6;
  return std::string(special_range(reinterpret_cast<const sockaddr*>(&six)));
}

TEST(AddressGuard, PublicAddressesPass) {
  for (const char* address :
       {"1.1.1.1", "8.8.8.8", "113.160.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255",
        "100.128.0.0", "169.253.255.255", "192.167.1.1", "223.255.255.255", "11.0.0.0",
        "2606:4700::1111", "2400:cb00::1", "2001:4860:4860::8888", "64:ff9b::808:808",
        "::ffff:8.8.8.8", "2002:808:808::1"}) {
    EXPECT_EQ(range_of(address), "") << address;
  }
}

TEST(AddressGuard, OthersAreNamed) {
  const struct {
    const char* address;
    const char* range;
  } cases[] = {
      {"127.0.0.1", "loopback"},
      {"127.255.255.254", "loopback"},
      {"0.0.0.0", "this network"},
      {"0.1.2.3", "this network"},
      {"10.0.0.1", "private"},
      {"10.255.255.255", "private"},
      {"172.16.0.1", "private"},
      {"172.31.255.255", "private"},
      {"192.168.0.1", "private"},
      {"169.254.169.254", "link-local"},
      {"100.64.0.1", "shared (carrier-grade NAT)"},
      {"100.127.255.255", "shared (carrier-grade NAT)"},
      {"192.0.0.8", "protocol assignments"},
      {"192.0.2.1", "documentation"},
      {"198.18.0.1", "benchmarking"},
      {"198.19.255.255", "benchmarking"},
      {"198.51.100.7", "documentation"},
      {"203.0.113.7", "documentation"},
      {"224.0.0.1", "multicast"},
      {"239.255.255.250", "multicast"},
      {"240.0.0.1", "reserved"},
      {"255.255.255.255", "broadcast"},
      {"::", "unspecified"},
      {"::1", "loopback"},
      {"::ffff:127.0.0.1", "loopback"},
      {"::ffff:10.0.0.1", "private"},
      {"::ffff:169.254.169.254", "link-local"},
      {"::127.0.0.1", "IPv4-compatible"},
      {"64:ff9b::7f00:1", "loopback"},
      {"64:ff9b::a00:1", "private"},
      {"64:ff9b:1::1", "local NAT64"},
      {"2002:7f00:1::", "loopback"},
      {"2002:c0a8:1::1", "private"},
      {"2001:db8::1", "documentation"},
      {"2001:0:53aa::1", "protocol assignments"},
      {"fc00::1", "private"},
      {"fd12:3456::1", "private"},
      {"fe80::1", "link-local"},
      {"febf::1", "link-local"},
      {"fec0::1", "site-local"},
      {"ff02::1", "multicast"},
      {"100::1", "discard-only"},
      {"fd00:ec2::254", "private"},
      {"::ffff:0:127.0.0.1", "reserved"},
      {"4000::1", "reserved"},
      {"200::1", "reserved"},
  };
  for (const auto& c : cases) EXPECT_EQ(range_of(c.address), c.range) << c.address;
}

TEST(AddressGuard, WhatIsNoInternetAddressIsRefused) {
  sockaddr local{};
  local.sa_family = AF_UNIX;
  EXPECT_EQ(special_range(&local), "no internet address");
}

}  // namespace
}  // namespace saola::crawler
