// crawler/feed.h
//
// What a door lists, whatever its shape: RSS, Atom, JSON Feed, sitemap or section page.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "base/url.h"

namespace saola::crawler {

/// One page that a door lists. Text is plain UTF-8 on one line, entities decoded once, tags gone; empty is unknown.
struct FeedEntry {
  Url url;              // absolute
  std::string title;    // at most kMaxTitleBytes
  std::string summary;  // at most kMaxSummaryBytes
  std::string author;
  std::optional<Timestamp> published;  // none: no date, or not readable as one
  std::string published_text;          // as the door printed it
  std::optional<Timestamp> modified;   // of a sitemap (lastmod) or an Atom entry (updated)
};

inline constexpr std::size_t kMaxSummaryBytes = 4000;
inline constexpr std::size_t kMaxTitleBytes = 1000;  // and of an author
inline constexpr std::size_t kMaxUrlBytes = 8000;    // longer ones are no pages (RFC 9110, 4.1)

/// A sitemap that a sitemap index names.
struct SitemapLink {
  Url url;
  std::optional<Timestamp> modified;
};

struct Feed {
  std::string format;  // "rss 2.0", "rdf", "atom", "json feed", "sitemap", "sitemap index", "page"
  std::string title;
  std::vector<FeedEntry> entries;     // in the door's order, each URL once
  std::vector<SitemapLink> sitemaps;  // of a sitemap index
  std::optional<Url> next;            // of a section page: the one with older articles
  std::size_t without_link = 0;       // entries that name no page that could be fetched
  std::size_t unread_dates = 0;       // entries whose date could not be read
  std::string damage;  // what was wrong with the markup; entries may be missing. Empty: nothing
};

}  // namespace saola::crawler
