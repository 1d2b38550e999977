// indexer/extract/title.h
//
// The article's title: h1, JSON-LD headline, og:title and <title> are each right on seven pages of ten, and at least one
// on nearly all. The choice is made by agreement between them.
//
// Source: docs/extraction.md, "Title".

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/metadata.h"

namespace saola::extract {

struct Title {
  std::string text;        // white space collapsed; empty: none found
  std::string from;        // "h1", "json-ld", "og:title", "title"
  std::uint32_t node = 0;  // the heading that shows it, or 0
  std::string why;         // for `--explain`
};

struct TitleSources {
  const Document& document;
  const BlockList& list;
  std::span<const std::uint32_t> hints;  // hints_of_all of the document
  const JsonLd& json_ld;
  const Metadata& metadata;
  std::string_view url;  // the page's own; its domain's name is a name of the site. May be empty.
};

[[nodiscard]] Title choose_title(const TitleSources& sources);

/// `text` without a site's name before or behind it: " | Báo Ví Dụ", "Ví Dụ - ".
/// @param site_names  og:site_name, publisher, domain; compared by their letters.
[[nodiscard]] std::string without_site_name(std::string_view text,
                                            std::span<const std::string> site_names);

}  // namespace saola::extract
