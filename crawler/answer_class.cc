#include "crawler/answer_class.h"

#include <fmt/format.h>

#include <array>

#include "base/printable.h"
#include "crawler/ascii.h"
#include "crawler/feed.h"
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

// What walls say to whoever sees them; believed only where there is hardly anything else to read.
constexpr std::array<Sign, 23> kWords = {{
    {"enable javascript", "script challenge"},
    {"javascript is disabled", "script challenge"},
    {"bật javascript", "script challenge"},
    {"checking your browser", "script challenge"},
    {"kiểm tra trình duyệt", "script challenge"},
    {"enable cookies", "cookie wall"},
    {"cookies are disabled", "cookie wall"},
    {"bật cookie", "cookie wall"},
    {"accept cookies", "cookie wall"},
    {"uses cookies", "cookie wall"},
    {"sử dụng cookie", "cookie wall"},
    {"chấp nhận cookie", "cookie wall"},
    {"khoản cookie", "cookie wall"},
    {"verify you are human", "captcha"},
    {"are not a robot", "captcha"},
    {"không phải là người máy", "captcha"},
    {"không phải robot", "captcha"},
    {"unusual traffic", "block page"},
    {"access denied", "block page"},
    {"truy cập bị từ chối", "block page"},
    {"log in to continue", "login wall"},
    {"sign in to continue", "login wall"},
    {"đăng nhập để", "login wall"},
}};

constexpr std::size_t kWallBytes = 40u << 10;  // walls are small; an article may write about them
constexpr std::size_t kReadable = 80;   // bytes of text: less than any headline with a sentence
constexpr std::size_t kFewWords = 600;  // bytes of text: less than an article with its menus

bool is_html(const HttpAnswer& answer) {
  const std::string type = ascii_lower(header(answer, "Content-Type"));
  return type.empty() || type.find("html") != std::string::npos;
}

bool has(const std::string& low, std::string_view text) {
  return low.find(text) != std::string::npos;
}

// Nothing to read where a page of text should be: scripts would have to make it, or send the reader on.
std::string shell_sign(const std::string& low) {
  const bool has_text_in_data = has(low, "\"articlebody\"");
  if (has_text_in_data) return {};
  if (has(low, "http-equiv=\"refresh\"")) return "empty shell that sends the reader on";
  if (!has(low, "<script")) return {};
  if (has(low, "document.cookie")) return "cookie check by script";
  if (has(low, "location.")) return "redirect by script";
  return "empty shell: only scripts";
}

std::string wall_sign(const std::string& low, const std::string& text) {
  const std::string low_text = ascii_lower(text);
  for (const Sign& sign : kWords) {
    if (has(low_text, sign.text)) return fmt::format("{}: \"{}\"", sign.name, sign.text);
  }
  const bool asks_password = has(low, "type=\"password\"") || has(low, "type=password");
  return asks_password ? "login wall: a form that asks for a password" : "";
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
  if (location.empty() || !to || to->str().size() > kMaxUrlBytes) {
    out.outcome = Outcome::http_error;
    out.message = fmt::format("status {} to \"{}\", which is no address we can ask", answer.status,
                              ellipsis(printable(location), 120));
    return out;
  }
  std::string wall = wall_of(*to);
  const bool is_cookie_check = *to == answer.url && !header(answer, "Set-Cookie").empty();
  if (wall.empty() && is_cookie_check) wall = "cookie wall, a redirect to itself with a cookie";
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
  out.outcome = store::outcome_from_status(answer.status);
  if (answer.status == 503) {
    out.outcome = !sign.empty()     ? Outcome::blocked
                  : out.retry_after ? Outcome::rate_limited
                                    : Outcome::http_error;
  }
  if (answer.status < 300) out.outcome = sign.empty() ? Outcome::http_error : Outcome::blocked;
  return out;
}

}  // namespace

std::string block_sign(const HttpAnswer& answer) {
  if (ascii_lower(header(answer, "cf-mitigated")) == "challenge") return "Cloudflare challenge";
  if (!header(answer, "x-amzn-waf-action").empty()) return "AWS WAF challenge";
  if (answer.body.size() > kWallBytes || !is_html(answer)) return {};
  const std::string low = ascii_lower(answer.body);
  for (const Sign& sign : kSigns) {
    if (low.find(sign.text) != std::string::npos) return std::string(sign.name);
  }
  const auto body = low.find("<body");  // what stands before it is not on the page
  const std::string text = plain_text(
      std::string_view(answer.body).substr(body == std::string::npos ? 0 : body), kFewWords + 8);
  if (text.size() < kReadable) {
    if (std::string sign = shell_sign(low); !sign.empty()) return sign;
  }
  return text.size() <= kFewWords ? wall_sign(low, text) : std::string();
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
  const bool is_whole = answer.status == 200 || answer.status == 203 || answer.status == 204;
  if (!is_whole) return classify_error(answer);  // 206: a part, though the whole was asked for
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
