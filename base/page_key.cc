#include "base/page_key.h"

#include <algorithm>
#include <array>
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

}  // namespace

std::string page_key(const Url& url) {
  constexpr std::ptrdiff_t kSlugWords = 3;
  Url key = canonical_url(url);
  key.scheme = "https";
  key.host = plain_host(key.host);
  key.path = plain_path(std::move(key.path));
  key.query = plain_query(key.query, slug_words(key.path) >= kSlugWords);
  return key.str();
}

}  // namespace saola
