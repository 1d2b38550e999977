#include "base/page_key.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string_view>
#include <vector>

namespace saola {
namespace {

bool strip_prefix(std::string& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.erase(0, prefix.size());
  return true;
}

bool strip_suffix(std::string& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.erase(text.size() - suffix.size());
  return true;
}

std::string plain_host(const std::string& host) {
  constexpr std::array<std::string_view, 5> kTwins = {"www.", "m.", "mobile.", "wap.", "amp."};
  const std::size_t least = registrable_domain(host).size();
  std::string out = host;
  bool again = true;
  while (again) {  // "www.m.baomau.vn"
    again = std::any_of(kTwins.begin(), kTwins.end(), [&](std::string_view twin) {
      return out.size() >= least + twin.size() && strip_prefix(out, twin);
    });
  }
  return out;
}

std::string plain_path(std::string path) {
  if (path.starts_with("/amp/")) path.erase(0, 4);
  strip_suffix(path, "/");
  strip_suffix(path, "/amp");
  strip_suffix(path, ".amp");
  return path.empty() ? "/" : path;
}

constexpr std::ptrdiff_t kSlugWords = 3;  // of a slug that names one article, at least

// Words of the last part of a path, as hyphens part them: "tin-moi-123.html" has three.
std::ptrdiff_t slug_words(std::string_view path) {
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last.empty() ? 0 : 1 + std::count(last.begin(), last.end(), '-');
}

bool is_page_number(std::string_view parameter) {
  if (!parameter.starts_with("page=")) return false;
  const std::string_view value = parameter.substr(5);
  const bool is_short = !value.empty() && value.size() <= 2;
  return is_short &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_twin_mark(std::string_view parameter) {
  constexpr std::array<std::string_view, 5> kMarks = {"amp", "amp=", "amp=1", "outputType=amp",
                                                      "m=1"};
  return std::find(kMarks.begin(), kMarks.end(), parameter) != kMarks.end();
}

std::string plain_query(std::string_view query, bool behind_slug) {
  std::string out;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (is_twin_mark(parameter) || (behind_slug && is_page_number(parameter))) continue;
    if (!out.empty()) out += '&';
    out += parameter;
  }
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "20171114"
bool is_date(std::string_view word) {
  const bool is_this_age = word.starts_with("19") || word.starts_with("20");
  return word.size() == 8 && is_this_age && word[4] <= '1' && word[6] <= '3';
}

// "123456" of "tin-moi-123456.html", "idUSKBN1XT00W": what a site's own numbering gives an article.
bool is_article_code(std::string_view word) {
  const auto digits = std::count_if(word.begin(), word.end(), is_digit);
  const bool is_number = digits == static_cast<std::ptrdiff_t>(word.size());
  if (is_number) return word.size() >= 5 && !is_date(word);
  return word.size() >= 8 && digits >= 2;
}

std::set<std::string, std::less<>> article_codes(const Url& url) {
  std::set<std::string, std::less<>> codes;
  const std::string text = url.path + "?" + url.query;
  std::string word;
  for (const char c : text + "?") {
    if (is_digit(c) || is_letter(c)) {
      word += c;
      continue;
    }
    std::string_view number = word;  // "post123456", "123456n"
    while (!number.empty() && !is_digit(number.front())) number.remove_prefix(1);
    while (!number.empty() && !is_digit(number.back())) number.remove_suffix(1);
    if (is_article_code(word)) codes.insert(word);
    if (is_article_code(number)) codes.emplace(number);
    word.clear();
  }
  return codes;
}

// The last part of the path without its extension; empty: none that would name an article.
std::string slug_of(const Url& url) {
  std::string path = url.path;
  while (path.ends_with('/')) path.pop_back();
  std::string slug = path.substr(path.rfind('/') + 1);
  slug.erase(std::min(slug.rfind('.'), slug.size()));
  constexpr std::array<std::string_view, 7> kNoNames = {"index", "default", "home",   "news",
                                                        "view",  "detail",  "article"};
  const bool is_name = std::any_of(slug.begin(), slug.end(), is_letter) &&
                       std::find(kNoNames.begin(), kNoNames.end(), slug) == kNoNames.end();
  return is_name ? slug : std::string();
}

}  // namespace

bool can_be_twins(const Url& own, const Url& named) {
  if (registrable_domain(own.host) != registrable_domain(named.host)) return false;
  const Url own_page = canonical_url(own);
  const Url named_page = canonical_url(named);
  if (page_key(own_page) == page_key(named_page)) return true;
  const auto own_codes = article_codes(own_page);
  const auto named_codes = article_codes(named_page);
  if (!own_codes.empty() && !named_codes.empty()) {
    return std::any_of(own_codes.begin(), own_codes.end(),
                       [&](const auto& code) { return named_codes.contains(code); });
  }
  const std::string slug = slug_of(own_page);
  const bool tells_enough = slug_words(slug) >= kSlugWords || own_page.query == named_page.query;
  return !slug.empty() && slug == slug_of(named_page) && tells_enough;
}

std::string page_key(const Url& url) {
  Url key = canonical_url(url);
  key.scheme = "https";
  key.host = plain_host(key.host);
  key.path = plain_path(std::move(key.path));
  key.query = plain_query(key.query, slug_words(key.path) >= kSlugWords);
  return key.str();
}

}  // namespace saola
