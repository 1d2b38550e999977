#include "crawler/address_guard.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

namespace saola::crawler {
namespace {

struct Range4 {
  std::uint32_t network;
  int bits;
  std::string_view name;
};

constexpr std::uint32_t ip4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24 | b << 16 | c << 8 | d;
}

constexpr std::array<Range4, 16> kRanges4 = {{
    {ip4(0, 0, 0, 0), 8, "this network"},
    {ip4(10, 0, 0, 0), 8, "private"},
    {ip4(100, 64, 0, 0), 10, "shared (carrier-grade NAT)"},
    {ip4(127, 0, 0, 0), 8, "loopback"},
    {ip4(169, 254, 0, 0), 16, "link-local"},  // 169.254.169.254: metadata of cloud machines
    {ip4(172, 16, 0, 0), 12, "private"},
    {ip4(192, 0, 0, 0), 24, "protocol assignments"},
    {ip4(192, 0, 2, 0), 24, "documentation"},
    {ip4(192, 88, 99, 0), 24, "6to4 relay"},
    {ip4(192, 168, 0, 0), 16, "private"},
    {ip4(198, 18, 0, 0), 15, "benchmarking"},
    {ip4(198, 51, 100, 0), 24, "documentation"},
    {ip4(203, 0, 113, 0), 24, "documentation"},
    {ip4(224, 0, 0, 0), 4, "multicast"},
    {ip4(255, 255, 255, 255), 32, "broadcast"},
    {ip4(240, 0, 0, 0), 4, "reserved"},
}};

struct Range6 {
  std::array<std::uint8_t, 8> network;  // the first 64 bits
  int bits;                             // at most 64
  std::string_view name;
};

constexpr std::array<Range6, 10> kRanges6 = {{
    {{0x01, 0x00}, 64, "discard-only"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "local NAT64"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},
    {{0x20, 0x01, 0x00}, 23, "protocol assignments"},  // Teredo among them
    {{0x3f, 0xff, 0x00}, 20, "documentation"},
    {{0x5f, 0x00}, 16, "segment routing"},
    {{0xfc}, 7, "private"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "site-local"},
    {{0xff}, 8, "multicast"},
}};

std::string_view special_ip4(std::span<const std::uint8_t> bytes) {
  const std::uint32_t address = ip4(bytes[0], bytes[1], bytes[2], bytes[3]);
  for (const Range4& range : kRanges4) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - range.bits);
    if ((address & mask) == range.network) return range.name;
  }
  return {};
}

bool has_prefix(std::span<const std::uint8_t> address, const Range6& range) {
  for (int i = 0; i < range.bits; ++i) {
    const auto byte = static_cast<std::size_t>(i / 8);
    if (((address[byte] ^ range.network[byte]) >> (7 - i % 8) & 1) != 0) return false;
  }
  return true;
}

bool is_zero(std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) {
    if (byte != 0) return false;
  }
  return true;
}

std::string_view special_ip6(std::span<const std::uint8_t> address) {
  const auto tail = address.subspan(12);
  if (is_zero(address.first(15)) && address[15] <= 1) {
    return address[15] == 1 ? "loopback" : "unspecified";
  }
  if (is_zero(address.first(10)) && address[10] == 0xff && address[11] == 0xff) {
    return special_ip4(tail);  // ::ffff:a.b.c.d
  }
  if (is_zero(address.first(12))) return "IPv4-compatible";
  constexpr std::array<std::uint8_t, 12> kNat64 = {0x00, 0x64, 0xff, 0x9b};
  if (std::memcmp(address.data(), kNat64.data(), kNat64.size()) == 0) return special_ip4(tail);
  if (address[0] == 0x20 && address[1] == 0x02) return special_ip4(address.subspan(2, 4));  // 6to4
  for (const Range6& range : kRanges6) {
    if (has_prefix(address, range)) return range.name;
  }
  const bool is_unicast = address[0] >> 5 == 1;  // 2000::/3: all that was ever given out
  return is_unicast ? std::string_view() : "reserved";
}

}  // namespace

std::string_view special_range(std::span<const std::uint8_t> address) {
  if (address.size() == 4) return special_ip4(address);
  if (address.size() == 16) return special_ip6(address);
  return "no internet address";
}

std::string_view special_range(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in ip{};
    std::memcpy(&ip, address, sizeof ip);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &ip.sin_addr, bytes.size());
    return special_range(bytes);
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 ip{};
    std::memcpy(&ip, address, sizeof ip);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &ip.sin6_addr, bytes.size());
    return special_range(bytes);
  }
  return special_range(std::span<const std::uint8_t>());
}

}  // namespace saola::crawler
