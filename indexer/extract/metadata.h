// indexer/extract/metadata.h
//
// What a page says of itself in <head>: title, meta names and properties, links, language; and in microdata.
//
// Sources: HTML meta and link; Open Graph protocol (og:, article:); Dublin Core; schema.org microdata; the names that
// news systems invent for a date are listed in metadata.cc.

#pragma once

#include <string>
#include <vector>

#include "indexer/extract/dom.h"

namespace saola::extract {

/// A date as some field of the head gives it; `rank` orders fields by trust, 0 first.
struct DateField {
  std::string name;
  std::string value;
  int rank = 0;
};

struct Metadata {
  std::string html_title;
  std::string og_title;
  std::string twitter_title;
  std::string og_type;
  std::string og_url;
  std::string og_site_name;
  std::string og_locale;
  std::vector<std::string> descriptions;  // og, meta, twitter, in that order, without repeats
  std::string canonical;                  // link rel=canonical, as written
  std::string base;                       // base href
  std::string language;                   // html lang, or a meta
  std::string section;
  std::string author;
  std::vector<std::string> tags;  // article:tag, one each
  std::string keywords;           // news_keywords, else keywords; parted by commas
  std::string content_tier;       // article:content_tier: "free", "metered", "locked"
  std::vector<DateField> published;
  std::vector<DateField> modified;
};

[[nodiscard]] Metadata read_metadata(const Document& document);

}  // namespace saola::extract
