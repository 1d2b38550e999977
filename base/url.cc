#include "base/url.h"

#include <fmt/format.h>
#include <libpsl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>

namespace saola {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_lower);
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = to_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_escape(std::string_view text, std::size_t at) {
  return text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 &&
         hex_value(text[at + 2]) >= 0;
}

bool is_unreserved(int c) {
  return is_alpha(static_cast<char>(c)) || is_digit(static_cast<char>(c)) || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

/// RFC 3986, 6.2.2: escapes in capitals, unreserved characters unescaped; what may not stand in a URL is escaped.
std::string normal_escapes(std::string_view text) {
  constexpr std::string_view kForbidden = " \"<>\\^`{|}";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (is_escape(text, i)) {
      const int value = hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]);
      if (value < 0x80 && is_unreserved(value)) {
        out.push_back(static_cast<char>(value));
      } else {
        out += fmt::format("%{:02X}", value);
      }
      i += 2;
    } else if (byte >= 0x7f || kForbidden.find(text[i]) != std::string_view::npos) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

/// RFC 3986, 5.2.4.
std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const auto slash = path.find('/', 1);
    const std::string_view segment = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash);
    if (segment == "/..") {
      out.erase(out.empty() ? 0 : out.rfind('/'));
    } else if (segment != "/.") {
      out += segment;
      continue;
    }
    if (path.empty()) out += '/';
  }
  return out.empty() ? "/" : out;
}

tl::unexpected<Error> bad_url(std::string_view text, std::string_view why) {
  return fail(Code::bad_input, fmt::format("\"{}\" is not a URL we can fetch: {}", text, why),
              "an address begins with http:// or https:// and a host name");
}

/// Fills host and port from "user@host:port"; says what is wrong, or nothing.
std::optional<std::string_view> read_authority(std::string_view authority, Url& url) {
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  const auto bracket = authority.rfind(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  std::string_view host = authority.substr(0, colon);
  if (colon != std::string_view::npos && colon + 1 < authority.size()) {
    const auto digits = authority.substr(colon + 1);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
    const bool whole = end == digits.data() + digits.size();
    if (error != std::errc() || !whole || url.port < 1 || url.port > 65535) return "bad port";
  }
  while (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.empty()) return "no host";
  constexpr std::string_view kForbidden = " \"<>\\^`{|}%/?#@";
  if (host.find_first_of(kForbidden) != std::string_view::npos) return "bad host";
  url.host = lower(host);
  return std::nullopt;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void drop_default_port(Url& url) {
  if (url.port == (url.scheme == "http" ? 80 : 443)) url.port = 0;
}

/// "http" of "http://..."; empty when no scheme stands in front (RFC 3986, 3.1).
std::string_view scheme_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_alpha(text[0])) return {};
  const auto scheme = text.substr(0, colon);
  const bool named = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return named ? scheme : std::string_view();
}

/// Parameters that say how a reader came, not what the page is.
constexpr std::array<std::string_view, 18> kTracking = {
    "at_campaign", "at_medium", "fbclid", "gclid",   "dclid",  "msclkid",
    "zarsrc",      "mc_cid",    "mc_eid", "_ga",     "igshid", "yclid",
    "gidzl",       "cmpid",     "_gl",    "ref_src", "twclid", "gbraid"};

bool is_tracking(std::string_view parameter) {
  const std::string name = lower(parameter.substr(0, parameter.find('=')));
  return name.starts_with("utm_") ||
         std::find(kTracking.begin(), kTracking.end(), name) != kTracking.end();
}

const psl_ctx_t* public_suffixes() {
  static const std::unique_ptr<psl_ctx_t, decltype(&psl_free)> list(psl_latest(nullptr), psl_free);
  return list ? list.get() : psl_builtin();
}

}  // namespace

std::string Url::origin() const {
  return port == 0 ? fmt::format("{}://{}", scheme, host)
                   : fmt::format("{}://{}:{}", scheme, host, port);
}

std::string Url::target() const { return query.empty() ? path : path + "?" + query; }

std::string Url::str() const { return origin() + target(); }

int Url::effective_port() const {
  if (port != 0) return port;
  return scheme == "http" ? 80 : 443;
}

Result<Url> parse_url(std::string_view text) {
  const std::string_view whole = trim(text);
  if (has_control(whole)) return bad_url(whole, "control characters");
  Url url;
  url.scheme = lower(scheme_of(whole));
  if (url.scheme.empty()) return bad_url(whole, "no scheme");
  if (url.scheme != "http" && url.scheme != "https")
    return bad_url(whole, "neither http nor https");
  std::string_view rest = whole.substr(url.scheme.size() + 1);
  if (!rest.starts_with("//")) return bad_url(whole, "no host");
  rest.remove_prefix(2);
  rest = rest.substr(0, rest.find('#'));
  const auto path_at = rest.find_first_of("/?");
  if (const auto wrong = read_authority(rest.substr(0, path_at), url))
    return bad_url(whole, *wrong);
  rest = path_at == std::string_view::npos ? std::string_view() : rest.substr(path_at);
  const auto question = rest.find('?');
  if (question != std::string_view::npos) url.query = normal_escapes(rest.substr(question + 1));
  url.path = without_dot_segments(normal_escapes(rest.substr(0, question)));
  drop_default_port(url);
  return url;
}

Result<Url> resolve_url(const Url& base, std::string_view reference) {
  std::string ref;  // line breaks and tabs inside a link are dropped, as browsers do (WHATWG URL)
  for (char c : trim(reference)) {
    if (c != '\n' && c != '\r' && c != '\t') ref.push_back(c);
  }
  ref.erase(std::min(ref.find('#'), ref.size()));
  if (!scheme_of(ref).empty()) return parse_url(ref);
  if (ref.starts_with("//")) return parse_url(base.scheme + ":" + ref);
  if (ref.starts_with("/")) return parse_url(base.origin() + ref);
  if (ref.empty()) return base;
  if (ref.starts_with("?")) return parse_url(base.origin() + base.path + ref);
  return parse_url(base.origin() + base.path.substr(0, base.path.rfind('/') + 1) + ref);
}

Url canonical_url(const Url& url) {
  Url out = url;
  out.query.clear();
  std::string_view rest = url.query;
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const std::string_view parameter = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (parameter.empty() || is_tracking(parameter)) continue;
    if (!out.query.empty()) out.query += '&';
    out.query += parameter;
  }
  return out;
}

std::string registrable_domain(std::string_view host) {
  const std::string name = lower(host);
  const bool address =
      name.starts_with('[') || name.find_first_not_of("0123456789.") == std::string::npos;
  if (address) return name;
  const char* domain = psl_registrable_domain(public_suffixes(), name.c_str());
  return domain == nullptr ? name : domain;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_escape(text, i)) {
      out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

}  // namespace saola
