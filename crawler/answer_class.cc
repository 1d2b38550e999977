#include "crawler/answer_class.h"

#include <fmt/format.h>

#include <array>

#include "base/printable.h"
#include "crawler/ascii.h"
#include "crawler/plain_text.h"

namespace saola::crawler {
namespace {

using store::Outcome;

std::string header(const HttpAnswer& answer, std::string_view name) {
  return std::string(store::value_of(answer.headers, name).value_or(""));
}

struct Sign {
  std::string_view text;  // lower case, in the page's markup
  std::string_view name;
};

// Markup that only the walls themselves have.
constexpr std::array<Sign, 10> kSigns = {{
    {"/cdn-cgi/challenge-platform/h/", "Cloudflare challenge"},
    {"<title>just a moment...</title>", "Cloudflare challenge"},
    {"<title>attention required! | cloudflare</title>", "Cloudflare block"},
    {"_incapsula_resource", "Imperva challenge"},
    {"sucuri_cloudproxy_js", "Sucuri challenge"},
    {"<title>ddos-guard</title>", "DDoS-Guard challenge"},
    {"id=\"captcha-form\"", "captcha"},
    {"geo.captcha-delivery.com", "DataDome captcha"},
    {"px-captcha", "PerimeterX captcha"},
    {"awswafcookiedomainlist", "AWS WAF challenge"},
}};

constexpr std::size_t kWallBytes = 64u << 10;  // walls are small; an article may write about them
constexpr std::size_t kShellBytes = 6u << 10;

bool is_html(const HttpAnswer& answer) {
  const std::string type = ascii_lower(header(answer, "Content-Type"));
  return type.empty() || type.find("html") != std::string::npos;
}

// Little markup, nothing to read, and a script that sets a cookie or goes elsewhere.
std::string shell_sign(const HttpAnswer& answer, const std::string& low) {
  if (answer.body.size() > kShellBytes || !is_html(answer)) return {};
  constexpr std::size_t kReadable = 80;  // bytes of text: less than any headline with a sentence
  if (plain_text(answer.body).size() > kReadable) return {};
  const bool has_script = low.find("<script") != std::string::npos;
  const bool sets_cookie = low.find("document.cookie") != std::string::npos;
  const bool goes_on = low.find("location") != std::string::npos;
  if (has_script && sets_cookie) return "cookie check by script";
  if (has_script && goes_on) return "redirect by script";
  return {};
}

// A redirect to where readers must agree or log in first.
std::string wall_of(const Url& to) {
  const std::string path = ascii_lower(to.path);
  if (to.host.starts_with("consent.") || path.starts_with("/consent")) return "consent wall";
  for (const char* login : {"/login", "/dang-nhap", "/signin", "/sso/", "/account/login"}) {
    if (path.starts_with(login)) return "login wall";
  }
  return {};
}

AnswerClass classify_redirect(const HttpAnswer& answer) {
  AnswerClass out;
  const std::string location = header(answer, "Location");
  auto to = resolve_url(answer.url, location);
  if (location.empty() || !to) {
    out.outcome = Outcome::http_error;
    out.message = fmt::format("status {} to \"{}\", which is no address we can ask", answer.status,
                              ellipsis(printable(location), 120));
    return out;
  }
  const std::string wall = wall_of(*to);
  out.outcome = wall.empty() ? Outcome::moved : Outcome::blocked;
  if (!wall.empty()) out.message = fmt::format("{}: sent to {}", wall, printable(to->str()));
  out.redirect = std::move(*to);
  return out;
}

AnswerClass classify_error(const HttpAnswer& answer) {
  AnswerClass out;
  out.message = fmt::format("status {}", answer.status);
  out.retry_after = parse_retry_after(header(answer, "Retry-After"), answer.at);
  const std::string sign = block_sign(answer);
  if (!sign.empty()) out.message += ", " + sign;
  switch (answer.status) {
    case 404:
    case 410:
      out.outcome = Outcome::gone;
      break;
    case 401:
    case 403:
    case 407:
    case 428:
    case 451:
      out.outcome = Outcome::blocked;
      break;
    case 429:
      out.outcome = Outcome::rate_limited;
      break;
    case 503:
      out.outcome = !sign.empty()     ? Outcome::blocked
                    : out.retry_after ? Outcome::rate_limited
                                      : Outcome::http_error;
      break;
    default:
      out.outcome = Outcome::http_error;
  }
  return out;
}

}  // namespace

std::string block_sign(const HttpAnswer& answer) {
  if (ascii_lower(header(answer, "cf-mitigated")) == "challenge") return "Cloudflare challenge";
  if (answer.body.size() > kWallBytes || !is_html(answer)) return {};
  const std::string low = ascii_lower(answer.body);
  for (const Sign& sign : kSigns) {
    if (low.find(sign.text) != std::string::npos) return std::string(sign.name);
  }
  return shell_sign(answer, low);
}

AnswerClass classify(const HttpAnswer& answer) {
  AnswerClass out;
  if (answer.outcome != Outcome::ok) {
    out.outcome = answer.outcome;
    out.message = answer.message;
    return out;
  }
  if (answer.status == 304) {
    out.outcome = Outcome::not_modified;
    return out;
  }
  if (answer.status >= 300 && answer.status < 400) return classify_redirect(answer);
  if (answer.status >= 400 || answer.status < 200) return classify_error(answer);
  if (const std::string sign = block_sign(answer); !sign.empty()) {
    out.outcome = Outcome::blocked;
    out.message = sign;
  } else if (ascii_trimmed(answer.body).empty()) {
    out.outcome = Outcome::empty;
    out.message = fmt::format("status {} and nothing in it", answer.status);
  }
  return out;
}

Reaction reaction_of(const HttpAnswer& answer, const AnswerClass& meaning) {
  Reaction reaction;
  reaction.took = answer.took;
  if (meaning.retry_after) reaction.retry_after = *meaning.retry_after;
  const bool has_answer = answer.outcome == Outcome::ok;
  const bool is_busy = has_answer && (answer.status == 429 || answer.status == 503);
  const bool is_failed =
      (!has_answer && answer.outcome != Outcome::refused) || answer.status >= 500;
  if (is_busy) {
    reaction.kind = Reaction::Kind::slow_down;
  } else if (is_failed) {
    reaction.kind = Reaction::Kind::failed;
  }
  return reaction;
}

}  // namespace saola::crawler
