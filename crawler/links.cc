#include "crawler/links.h"

#include <algorithm>
#include <array>
#include <map>

#include "crawler/ascii.h"
#include "crawler/entry_list.h"
#include "crawler/html_links.h"

namespace saola::crawler {
namespace {

// First parts of paths under which no article lies.
constexpr std::array<std::string_view, 31> kNoArticles = {
    "tag",     "tags",       "chu-de",   "topic",    "topics",    "tac-gia",   "author",
    "authors", "search",     "tim-kiem", "login",    "dang-nhap", "dang-ky",   "rss",
    "feed",    "wp-content", "wp-login", "wp-admin", "api",       "ajax",      "static",
    "images",  "category",   "page",     "lien-he",  "contact",   "quang-cao", "su-kien",
    "event",   "cdn-cgi",    "account"};

constexpr std::array<std::string_view, 17> kMedia = {"jpg",  "jpeg", "png", "gif", "webp", "svg",
                                                     "pdf",  "mp3",  "mp4", "doc", "docx", "xls",
                                                     "xlsx", "zip",  "css", "js",  "xml"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const auto slash = path.find('/');
    if (slash != 0) parts.emplace_back(ascii_lower(path.substr(0, slash)));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return parts;
}

// What the last part of a path says: words, and the longest run of digits.
struct Slug {
  std::size_t words = 0;   // runs of letters (and digits among them) between hyphens
  std::size_t digits = 0;  // of the longest number standing in the last word
  std::string extension;
};

Slug slug_of(std::string_view part) {
  Slug slug;
  const auto dot = part.rfind('.');
  const bool has_extension = dot != std::string_view::npos && part.size() - dot <= 6;
  if (has_extension) slug.extension = part.substr(dot + 1);
  if (has_extension) part = part.substr(0, dot);
  std::size_t run = 0;
  bool has_letter = false;
  for (std::size_t i = 0; i <= part.size(); ++i) {
    const char c = i < part.size() ? part[i] : '-';
    has_letter = has_letter || is_ascii_alpha(c) || c == '%';
    run = is_ascii_digit(c) ? run + 1 : 0;
    slug.digits = std::max(slug.digits, run);
    if (c != '-' && c != '_') continue;
    if (has_letter) ++slug.words;
    has_letter = false;
  }
  return slug;
}

bool is_number_between(std::string_view text, int low, int high) {
  if (text.empty() || text.size() > 4) return false;
  int value = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  return value >= low && value <= high;
}

// "/2017/11/21/slug" or "/2017/11/slug"
bool has_dated_path(const std::vector<std::string>& parts) {
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    if (is_number_between(parts[i], 1990, 2199) && is_number_between(parts[i + 1], 1, 12))
      return true;
  }
  return false;
}

// "?id=12345", "?ItemID=678": pages of older systems.
bool has_article_id(std::string_view query) {
  constexpr std::array<std::string_view, 8> kNames = {"id",  "itemid", "newsid", "articleid",
                                                      "nid", "aid",    "idnews", "news_id"};
  const std::string low = ascii_lower(query);
  std::string_view rest = low;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const auto equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    const bool is_number =
        value.size() >= 3 && std::all_of(value.begin(), value.end(), is_ascii_digit);
    if (is_number && is_in(kNames, pair.substr(0, equals))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

}  // namespace

bool looks_like_article(const Url& url) {
  const auto parts = parts_of(url.path);
  if (parts.empty()) return has_article_id(url.query);
  if (is_in(kNoArticles, parts.front())) return false;
  const Slug slug = slug_of(parts.back());
  if (is_in(kMedia, slug.extension)) return false;
  if (has_article_id(url.query)) return true;
  const bool is_numbered = slug.digits >= 5 && slug.words >= 2;
  const bool is_long = slug.words >= 5;
  return is_numbered || is_long || (has_dated_path(parts) && slug.words >= 2);
}

Feed parse_section_page(std::string_view utf8, const Url& page) {
  const std::string domain = registrable_domain(page.host);
  std::map<std::string, std::string> title_of;  // canonical URL -> longest text
  std::vector<Url> urls;
  for (HtmlLink& link : html_links(utf8, page)) {
    const bool is_own = link.is_anchor && registrable_domain(link.url.host) == domain;
    if (!is_own || !looks_like_article(link.url)) continue;
    const std::string key = canonical_url(link.url).str();
    if (key == canonical_url(page).str()) continue;
    const auto [known, is_new] = title_of.emplace(key, link.text);
    if (is_new) urls.push_back(std::move(link.url));
    if (link.text.size() > known->second.size()) known->second = std::move(link.text);
  }
  EntryList list("page");
  for (const Url& url : urls) {
    FeedEntry entry;
    entry.title = title_of[canonical_url(url).str()];
    list.add(std::move(entry), url.str(), url);
  }
  return list.finish();
}

}  // namespace saola::crawler
