// crawler/address_guard.h
//
// Which addresses the crawler does not connect to: nothing a stranger's feed or redirect names may reach the machines of
// whoever runs it. Checked on the address that is about to be connected, so that names and redirects cannot get round it.
//
// Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and successors); RFC 6052 (NAT64),
// RFC 3056 (6to4), RFC 4291 (IPv4-mapped).

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

struct sockaddr;

namespace saola::crawler {

/// What kind of address this is, if it is none of the public internet: "loopback", "private", "link-local", ...
/// Empty: it is public.
///
/// @param address  4 or 16 bytes in network order. An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is judged as
///                 the IPv4 address that it reaches. Another length: "no internet address".
[[nodiscard]] std::string_view special_range(std::span<const std::uint8_t> address);

/// The same for what a socket is about to connect to. @param address  not null, long enough for its family.
[[nodiscard]] std::string_view special_range(const sockaddr* address);

}  // namespace saola::crawler
