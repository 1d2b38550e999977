#include "crawler/door_finder.h"

#include <algorithm>
#include <array>
#include <set>

#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/html_links.h"

namespace saola::crawler {
namespace {

constexpr std::array<std::string_view, 12> kUsualPaths = {"/rss",
                                                          "/rss.xml",
                                                          "/feed/",
                                                          "/feed.xml",
                                                          "/atom.xml",
                                                          "/index.rdf",
                                                          "/rss/home.rss",
                                                          "/rss/tin-moi-nhat.rss",
                                                          "/sitemap-news.xml",
                                                          "/news-sitemap.xml",
                                                          "/sitemap.xml",
                                                          "/sitemap_index.xml"};

Door door_at(Url url, DoorType type = DoorType::any) {
  Door door;
  door.outlet = registrable_domain(url.host);
  door.url = std::move(url);
  door.type = type;
  return door;
}

bool is_feed_type(std::string_view type) {
  type = type.substr(0, type.find(';'));
  return type == "application/rss+xml" || type == "application/atom+xml" ||
         type == "application/rdf+xml" || type == "application/feed+json";
}

bool is_alternate(const HtmlLink& link) {
  return (" " + link.rel + " ").find(" alternate ") != std::string::npos;
}

std::string_view last_part(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path.substr(path.rfind('/') + 1);
}

// "/rss/the-gioi.rss", "/rss/phap-luat-9.rss", "/feed", "/rss/28/rss-xa-hoi.xml"
bool looks_like_feed(const Url& url) {
  const std::string path = ascii_lower(url.path);
  const std::string_view last = last_part(path);
  const auto ends = [&](std::string_view ending) { return last.ends_with(ending); };
  if (ends(".rss") || ends(".rdf") || ends(".atom")) return true;
  const bool names_it = path.find("rss") != std::string::npos ||
                        path.find("feed") != std::string::npos ||
                        path.find("atom") != std::string::npos;
  return (names_it && ends(".xml")) || last == "rss" || last == "feed" || last == "atom";
}

// "/rss", "/kenh-rss.htm", "/tien-ich/rss": pages that say so in their last part and are no feed by their ending.
bool looks_like_directory(const Url& url) {
  const std::string last = ascii_lower(last_part(url.path));
  const bool names_it = last == "rss" || last.starts_with("rss.") || last.starts_with("rss-") ||
                        last.find("-rss") != std::string::npos;
  return names_it && !last.ends_with(".xml") && !last.ends_with(".rss");
}

}  // namespace

NamedDoors doors_named_by(std::string_view html, std::string_view content_type, const Url& page) {
  NamedDoors named;
  std::vector<Door> linked;
  std::set<std::string> seen;
  const std::string domain = registrable_domain(page.host);
  for (HtmlLink& link : html_links(door_to_utf8(html, content_type), page)) {
    const bool is_own = registrable_domain(link.url.host) == domain;
    const bool is_named = !link.is_anchor && is_alternate(link) && is_feed_type(link.type);
    const bool is_linked = link.is_anchor && looks_like_feed(link.url);
    const bool is_directory = link.is_anchor && looks_like_directory(link.url);
    const bool is_of_use = is_own && (is_named || is_linked || is_directory);
    if (!is_of_use || link.url == page || !seen.insert(link.url.str()).second) continue;
    if (is_directory && named.directories.size() < kMaxDirectories) {
      named.directories.push_back(link.url);
    }
    if (is_named) named.doors.push_back(door_at(link.url, DoorType::feed));
    if (is_linked) linked.push_back(door_at(link.url, DoorType::feed));
  }
  std::move(linked.begin(), linked.end(), std::back_inserter(named.doors));
  return named;
}

std::vector<Door> sitemaps_named_by(std::string_view robots_txt, const Url& origin) {
  constexpr std::string_view kSitemap = "sitemap:";
  std::vector<Door> doors;
  while (!robots_txt.empty()) {
    const auto end = std::min(robots_txt.find_first_of("\r\n"), robots_txt.size());
    const std::string_view line = ascii_trimmed(robots_txt.substr(0, end));
    robots_txt.remove_prefix(std::min(end + 1, robots_txt.size()));
    if (ascii_lower(line.substr(0, kSitemap.size())) != kSitemap) continue;
    auto url = resolve_url(origin, ascii_trimmed(line.substr(kSitemap.size())));
    if (!url || url->str() == origin.str()) continue;
    Door door = door_at(std::move(*url), DoorType::sitemap);
    door.outlet = registrable_domain(origin.host);
    const bool is_known = std::any_of(doors.begin(), doors.end(),
                                      [&](const Door& other) { return other.url == door.url; });
    if (!is_known) doors.push_back(std::move(door));
  }
  return doors;
}

std::vector<Door> usual_doors(const Url& site) {
  std::vector<Door> doors;
  for (const std::string_view path : kUsualPaths) {
    auto url = resolve_url(site, path);
    if (!url) continue;
    const bool is_sitemap = path.find("sitemap") != std::string_view::npos;
    doors.push_back(door_at(std::move(*url), is_sitemap ? DoorType::sitemap : DoorType::feed));
  }
  return doors;
}

}  // namespace saola::crawler
