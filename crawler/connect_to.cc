#include "crawler/connect_to.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/printable.h"

namespace saola::crawler {
namespace {

// The four parts; a colon within brackets parts nothing.
std::optional<std::array<std::string, 4>> parts_of(std::string_view line) {
  std::array<std::string, 4> parts;
  std::size_t at = 0;
  bool is_bracketed = false;
  for (const char c : line) {
    if (c == '[') is_bracketed = true;
    if (c == ']') is_bracketed = false;
    if (c == ':' && !is_bracketed) {
      if (++at == parts.size()) return std::nullopt;
    } else {
      parts[at] += c;
    }
  }
  if (at + 1 != parts.size()) return std::nullopt;
  return parts;
}

std::optional<int> port_from(const std::string& text) {
  int port = 0;
  if (text.empty()) return port;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool is_port = error == std::errc() && end == text.data() + text.size();
  if (!is_port || port < 1 || port > 65535) return std::nullopt;
  return port;
}

std::string bytes_of(std::string text) {  // empty: a name
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  std::array<char, 16> bytes{};
  if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return {bytes.data(), 4};
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return {bytes.data(), 16};
  return {};
}

}  // namespace

Result<ConnectTargets> ConnectTargets::from(const std::vector<std::string>& lines) {
  ConnectTargets out;
  for (const std::string& line : lines) {
    const auto parts = parts_of(line);
    const auto port = parts ? port_from((*parts)[3]) : std::nullopt;
    if (!port) {
      return fail(Code::usage,
                  fmt::format("--connect-to {}: not HOST:PORT:ADDR:PORT", printable(line)),
                  "for example --connect-to baomau.vn:80:127.0.0.1:8099");
    }
    Target target{bytes_of((*parts)[2]), *port};
    if (target.address.empty() && target.port == 0) continue;  // it leads nowhere else
    out.targets_.push_back(std::move(target));
  }
  return out;
}

bool ConnectTargets::contain(const sockaddr* address) const {
  std::string bytes;
  int port = 0;
  if (address->sa_family == AF_INET) {
    sockaddr_in ip{};
    std::memcpy(&ip, address, sizeof ip);
    bytes.assign(reinterpret_cast<const char*>(&ip.sin_addr), sizeof ip.sin_addr);
    port = ntohs(ip.sin_port);
  } else if (address->sa_family == AF_INET6) {
    sockaddr_in6 ip{};
    std::memcpy(&ip, address, sizeof ip);
    bytes.assign(reinterpret_cast<const char*>(&ip.sin6_addr), sizeof ip.sin6_addr);
    port = ntohs(ip.sin6_port);
  }
  return std::any_of(targets_.begin(), targets_.end(), [&](const Target& target) {
    return (target.address.empty() || target.address == bytes) &&
           (target.port == 0 || target.port == port);
  });
}

}  // namespace saola::crawler
