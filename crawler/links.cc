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

// Where a page number stands in an address: "?page=2", "?p=2", "?trang=2", "/page/2", "/trang-2", "-p2.html", "/p2".
struct PageNumber {
  int number = 0;
  std::string rest;  // the address without it
};

// "2" at the end of `text` behind one of the marks; what stands before the mark is `rest`.
std::optional<PageNumber> number_behind_mark(std::string_view text) {
  constexpr std::array<std::string_view, 7> kMarks = {"/page/", "/trang/", "/trang-", "/page-",
                                                      "/p",     "-p",      "-trang-"};
  auto digits = text.size();
  while (digits > 0 && is_ascii_digit(text[digits - 1])) --digits;
  const std::string_view number = text.substr(digits);
  if (number.empty() || number.size() > 4) return std::nullopt;
  const std::string before = ascii_lower(text.substr(0, digits));
  for (const std::string_view mark : kMarks) {
    if (!before.ends_with(mark)) continue;
    return PageNumber{std::stoi(std::string(number)),
                      std::string(text.substr(0, digits - mark.size()))};
  }
  return std::nullopt;
}

std::optional<PageNumber> number_in_path(std::string_view path) {
  std::string extension;
  while (path.ends_with('/')) path.remove_suffix(1);
  const auto slash = path.rfind('/');
  const auto dot = path.rfind('.');
  if (dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash)) {
    extension = path.substr(dot);
    path = path.substr(0, dot);
  }
  auto found = number_behind_mark(path);
  if (found) found->rest += extension;
  return found;
}

std::optional<PageNumber> number_in_query(std::string_view query) {
  constexpr std::array<std::string_view, 5> kNames = {"page", "p", "trang", "paged", "pageindex"};
  std::optional<PageNumber> found;
  std::string rest;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    const bool is_number = is_number_between(value, 0, 9999);
    if (!found && is_number && is_in(kNames, ascii_lower(pair.substr(0, equals)))) {
      found = PageNumber{std::stoi(std::string(value)), {}};
      continue;
    }
    if (!rest.empty()) rest += '&';
    rest += pair;
  }
  if (found) found->rest = rest;
  return found;
}

std::optional<int> page_number(const Url& url) {
  if (const auto in_query = number_in_query(url.query)) return in_query->number;
  if (const auto in_path = number_in_path(url.path)) return in_path->number;
  return std::nullopt;
}

// The list that a page is a part of: two parts of one list give the same.
std::string without_page_number(const Url& url) {
  Url list = url;
  if (const auto in_query = number_in_query(url.query)) {
    list.query = in_query->rest;
  } else if (const auto in_path = number_in_path(url.path)) {
    list.path = in_path->rest;
  }
  while (list.path.ends_with('/')) list.path.pop_back();
  return list.str();
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

std::optional<Url> older_page(const std::vector<HtmlLink>& links, const Url& page) {
  const int here = page_number(page).value_or(1);
  std::optional<Url> found;
  for (const HtmlLink& link : links) {
    const bool is_own = link.url.origin() == page.origin() && link.url != page;
    if (!is_own) continue;
    if ((" " + link.rel + " ").find(" next ") != std::string::npos) return link.url;
    const bool is_next = page_number(link.url) == here + 1;
    const bool is_same_list = without_page_number(link.url) == without_page_number(page);
    if (!found && is_next && is_same_list) found = link.url;
  }
  return found;
}

Feed parse_section_page(std::string_view utf8, const Url& page) {
  const std::string domain = registrable_domain(page.host);
  std::map<std::string, std::string> title_of;  // canonical URL -> longest text
  std::vector<Url> urls;
  std::vector<HtmlLink> links = html_links(utf8, page);
  for (HtmlLink& link : links) {
    const bool is_own = link.is_anchor && registrable_domain(link.url.host) == domain;
    if (!is_own || !looks_like_article(link.url)) continue;
    const std::string key = canonical_url(link.url).str();
    if (key == canonical_url(page).str()) continue;
    const auto [known, is_new] = title_of.emplace(key, link.text);
    if (is_new) urls.push_back(link.url);
    if (link.text.size() > known->second.size()) known->second = link.text;
  }
  EntryList list("page");
  for (const Url& url : urls) {
    FeedEntry entry;
    entry.title = title_of[canonical_url(url).str()];
    list.add(std::move(entry), url.str(), url);
  }
  Feed feed = list.finish();
  feed.next = older_page(links, page);
  return feed;
}

}  // namespace saola::crawler
