// crawler/html_links.h
//
// The links of an HTML page, through gumbo. The one file of the crawler that knows gumbo is html_links.cc.
//
// Source: HTML Living Standard, 4.6 (links), 4.2.3 (base element).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace saola::crawler {

struct HtmlLink {
  Url url;           // absolute, http or https
  std::string text;  // what the link shows, plain, one line; or its title attribute; may be empty
  std::string rel;   // lower case
  std::string type;  // of <link>: "application/rss+xml"
  bool is_anchor = true;  // <a>; false: <link>
};

/// The <a> and <link> elements with an href that can be fetched, in the order of the page.
/// @param utf8  HTML in UTF-8; never fails. Where tags are nested deeper than 2,000 the reading ends.
/// @param page  where it was fetched; <base href> is honoured.
[[nodiscard]] std::vector<HtmlLink> html_links(std::string_view utf8, const Url& page);

}  // namespace saola::crawler
