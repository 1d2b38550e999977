// indexer/extract/json_ld.h
//
// What a page says of itself in JSON-LD (schema.org): a good witness for title and dates, a poor one for text, which is
// often cut short.
//
// Sources: schema.org NewsArticle; JSON-LD 1.1 (@graph, @type, @list). Broken JSON is read leniently: line breaks inside
// strings, trailing commas, HTML comments around it.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saola::extract {

struct JsonLd {
  bool has_article = false;  // some node is an article, a news item, a report, a blog post, ...
  bool has_listing = false;  // CollectionPage, ItemList as main thing, SearchResultsPage
  std::string type;          // of the article node
  std::string headline;
  std::string alternative_headline;
  std::string description;
  std::string published;
  std::string created;
  std::string modified;
  std::string body;  // articleBody, may hold markup
  std::string section;
  std::string url;  // of the article node: url, @id or mainEntityOfPage
  std::vector<std::string> authors;
  std::string publisher;
  std::string page_published;  // from a WebPage node, when no article node has a date
  std::string page_modified;
  std::vector<std::string> keywords;
  std::size_t word_count = 0;  // 0: not said
  bool has_gallery = false;    // ImageGallery, MediaGallery
  bool paywalled =
      false;  // isAccessibleForFree is false: of the article, or of a part where the article says nothing
};

/// Reads all bodies; of several article nodes the first whose headline is not empty wins, then later ones fill its gaps.
[[nodiscard]] JsonLd read_json_ld(std::span<const std::string_view> bodies);

}  // namespace saola::extract
