// crawler/sitemap.h
//
// Sitemaps, news sitemaps and sitemap indexes.
//
// Sources: sitemaps.org protocol 0.9; Google News sitemap extension 0.9.

#pragma once

#include <string_view>

#include "base/result.h"
#include "crawler/feed.h"

namespace saola::crawler {

/// Reads a sitemap or a sitemap index; damage does not lose the entries that can still be made out.
///
/// news:publication_date is an entry's `published`; lastmod is only its `modified`: it says nothing of the first day.
/// @param utf8  UTF-8, unpacked. @error Code::bad_input: neither urlset nor sitemapindex.
[[nodiscard]] Result<Feed> parse_sitemap(std::string_view utf8, const Url& base);

/// Which sitemaps of an index to ask tonight, at most `limit`: those that say "news" in their address first, then the
/// most recently modified; without lastmod the last in the alphabet (shards are named by date). Those modified before
/// `since` are left out.
[[nodiscard]] std::vector<SitemapLink> pick_sitemaps(std::vector<SitemapLink> links, Instant since,
                                                     std::size_t limit);

}  // namespace saola::crawler
