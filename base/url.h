// base/url.h
//
// Absolute http and https URLs: parsing, resolving a link, and the canonical form by which Saola knows a page.
//
// Sources: RFC 3986 (syntax 3, resolution 5.2, normalisation 6.2), Public Suffix List through libpsl.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace saola {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case, punycode as written; an IPv6 address keeps its brackets
  int port = 0;        // 0: the scheme's own
  std::string
      path;  // begins with "/"; dot segments removed; spaces and bytes over 0x7f percent-encoded
  std::string query;  // without "?"

  [[nodiscard]] std::string str() const;     // whole, without fragment
  [[nodiscard]] std::string target() const;  // path and query, as a request line has it
  [[nodiscard]] std::string origin() const;  // "https://host" or "https://host:8443"
  [[nodiscard]] int effective_port() const;  // 80 or 443 when none is written

  friend bool operator==(const Url&, const Url&) = default;
};

/// Reads an absolute URL; user name, password and fragment are dropped, white space around it is trimmed.
///
/// @error  Code::bad_input: no scheme, another scheme than http or https, no host, bad port, control characters.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// The absolute URL that `reference` means on the page `base` (RFC 3986, 5.2). @error as parse_url.
[[nodiscard]] Result<Url> resolve_url(const Url& base, std::string_view reference);

/// The URL by which one page is known however it is linked: default port, tracking parameters (utm_*, fbclid,
/// gclid, zarsrc, ...) and fragment gone, the other parameters in their order, an empty query dropped.
/// Scheme and "www." stay as they are.
[[nodiscard]] Url canonical_url(const Url& url);

/// "vnexpress.net" of "e.vnexpress.net", "congan.com.vn" of "www.congan.com.vn"; the host itself when it is an
/// address or has no public suffix.
[[nodiscard]] std::string registrable_domain(std::string_view host);

/// Decodes %XX; a broken escape stays as it is. The result may hold any byte.
[[nodiscard]] std::string percent_decode(std::string_view text);

}  // namespace saola
