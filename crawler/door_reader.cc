#include "crawler/door_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/gzip.h"
#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/feed_parser.h"
#include "crawler/links.h"
#include "crawler/sitemap.h"

namespace saola::crawler {
namespace {

constexpr std::size_t kMostTags = 200'000;  // of a web page; a home page has five thousand
constexpr std::size_t kMostElements =
    1'200'000;  // a sitemap of 50,000 addresses has a quarter of it

// The name of the first element, lower case, without prefix; empty: no markup.
std::string first_element(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 >= text.size()) break;
    if (text.substr(at).starts_with("<!--")) {
      at = std::min(text.find("-->", at), text.size() - 1);
      continue;
    }
    if (!is_ascii_alpha(text[at + 1])) continue;
    const auto end = text.find_first_of("> \t\r\n/", at);
    std::string name = ascii_lower(text.substr(at + 1, end - at - 1));
    if (name == "!doctype") continue;
    return name.substr(name.find(':') == std::string::npos ? 0 : name.find(':') + 1);
  }
  return {};
}

// Elements that begin, of markup; values, of JSON.
std::size_t count_parts(std::string_view text) {
  const bool is_markup = !text.starts_with('{');
  std::size_t parts = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    const bool begins =
        is_markup ? c == '<' && text[i + 1] != '/' : c == ',' || c == '[' || c == '{';
    parts += begins ? 1 : 0;
  }
  return parts;
}

// A parser makes some hundred bytes of three: sixteen megabytes of "<p>" would be more than a gigabyte.
Result<void> check_parts(std::string_view text, std::size_t most) {
  if (count_parts(text) <= most) return {};
  return fail(Code::bad_input, fmt::format("made of more than {} parts: no list of news", most));
}

Result<Feed> parse_page(std::string_view text, const Url& url) {
  if (const auto checked = check_parts(text, kMostTags); !checked) return pass_on(checked);
  return parse_section_page(text, url);
}

}  // namespace

Result<Feed> read_door(const DoorAnswer& answer, std::uint64_t limit_bytes) {
  std::string unpacked;
  if (is_gzip(answer.body)) {
    auto bytes = gunzip(answer.body, limit_bytes);
    if (!bytes) return pass_on(bytes, "the packed door");
    unpacked = std::move(*bytes);
  }
  const std::string_view body = unpacked.empty() ? answer.body : unpacked;
  const std::string text = door_to_utf8(body, answer.content_type);
  if (text.size() > limit_bytes) {
    return fail(Code::refused, fmt::format("it is longer than {} bytes in UTF-8", limit_bytes));
  }
  if (ascii_trimmed(text).empty()) return fail(Code::bad_input, "the answer is empty");
  if (ascii_trimmed(text).starts_with('{')) {
    if (const auto checked = check_parts(ascii_trimmed(text), kMostElements); !checked)
      return pass_on(checked);
    return parse_json_feed(text, answer.url);
  }
  const std::string root = first_element(text);
  const bool is_page = root == "html" || root == "head" || root == "body";
  if (is_page && answer.type == DoorType::page) return parse_page(text, answer.url);
  if (const auto checked = check_parts(text, kMostElements); !checked) return pass_on(checked);
  if (root == "urlset" || root == "sitemapindex") return parse_sitemap(text, answer.url);
  if (answer.type == DoorType::page) return parse_page(text, answer.url);
  if (is_page) {
    return fail(Code::bad_input, "a web page came instead of a feed",
                "the feed may have moved; if the page itself lists the articles, write type=page");
  }
  return parse_xml_feed(text, answer.url);
}

}  // namespace saola::crawler
