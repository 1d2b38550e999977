// crawler/links.h
//
// Which links of a section page lead to articles. A site tells by its addresses: a long slug with a number at the end,
// a date in the path. Nothing is fetched to find out.
//
// Source: the addresses of some seventy Vietnamese news sites; measured in tests/crawler/links_test.cc.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "crawler/feed.h"
#include "crawler/html_links.h"

namespace saola::crawler {

/// Whether this address looks like an article of its site.
///
/// Yes: the last part of the path is a slug of five words or more, or of two with a number of five digits or more; or the
/// path has a date before the slug; or the query names a number as id. No: media files, sections, tags, authors,
/// searches, logins.
[[nodiscard]] bool looks_like_article(const Url& url);

/// The page of the same list with older articles: what rel="next" says, else the link whose address is this page's with the
/// next number ("?page=3" behind "?page=2", "/trang-2" behind none). Never an address that the page does not link.
[[nodiscard]] std::optional<Url> older_page(const std::vector<HtmlLink>& links, const Url& page);

/// The articles that a section page links to, in the page's order, each once, with the longest text that links to it as
/// title. Links to other registrable domains are left out.
/// @param utf8  HTML in UTF-8.
[[nodiscard]] Feed parse_section_page(std::string_view utf8, const Url& page);

}  // namespace saola::crawler
