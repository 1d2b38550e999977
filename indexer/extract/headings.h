// indexer/extract/headings.h
//
// The headings of a page, and which of them are no title of the article: the site's own name, linked to its front page,
// and the last step of a breadcrumb, where some sites put the title they write for search engines.
//
// Source: docs/extraction.md, "Title".

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"

namespace saola::extract {

struct Heading {
  std::uint32_t node = 0;
  int level = 1;  // 1 or 2
  std::string text;
  std::string key;        // key_of(text)
  bool is_logo = false;   // links to the front page
  bool in_trail = false;  // the last step of a breadcrumb
};

/// The first fifty headings each of level 1 and 2 that have text, in document order.
/// @param hints  hints_of_all of the document.
/// @param url    the page's own; may be empty, then no heading is a logo.
[[nodiscard]] std::vector<Heading> find_headings(const Document& document, const BlockList& list,
                                                 std::span<const std::uint32_t> hints,
                                                 std::string_view url);

}  // namespace saola::extract
