// crawler/door_finder.h
//
// Where a site keeps its doors, as it says itself and as sites usually do. Pure: nothing is asked here.
//
// Sources: HTML Living Standard, 4.6.6.1 (rel=alternate); RSS Advisory Board, "RSS Autodiscovery"; sitemaps.org,
// "Submitting: robots.txt"; the paths of the doors in feeds.txt.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"
#include "crawler/feed_list.h"

namespace saola::crawler {

/// What a page names.
struct NamedDoors {
  std::vector<Door>
      doors;  // feeds: <link rel=alternate> first, then links that look like feeds; each once
  std::vector<Url>
      directories;  // own pages that list a site's feeds: "/rss", "/kenh-rss.htm"; at most kMaxDirectories
};

inline constexpr std::size_t kMaxDirectories = 3;

/// The doors that an HTML page names, only of the page's own registrable domain.
/// @param html  as it came, any charset. @param content_type  the header's value, or empty.
[[nodiscard]] NamedDoors doors_named_by(std::string_view html, std::string_view content_type,
                                        const Url& page);

/// The sitemaps that a robots.txt names, of any host.
[[nodiscard]] std::vector<Door> sitemaps_named_by(std::string_view robots_txt, const Url& origin);

/// Where doors usually lie: "/rss", "/feed/", "/sitemap-news.xml" ...
[[nodiscard]] std::vector<Door> usual_doors(const Url& site);

}  // namespace saola::crawler
