// store/article.h
//
// What extraction makes of a page, and what the indexer and import take. All text is UTF-8 in NFC; empty means unknown.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace saola::store {

enum class PageKind { article, listing, other };

[[nodiscard]] constexpr std::string_view to_string(PageKind kind) {
  switch (kind) {
    case PageKind::article:
      return "article";
    case PageKind::listing:
      return "listing";
    case PageKind::other:
      return "other";
  }
  return "other";
}

struct Article {
  std::string id;             // unique in an index: short_id(canonical URL), or as imported
  std::string url;            // as fetched
  std::string canonical_url;  // as the page names itself, or canonical_url(url)
  PageKind kind = PageKind::article;
  std::string title;
  std::string lead;  // sapo; one paragraph
  std::string text;  // lead and body, paragraphs parted by one blank line ("\n\n")
  std::optional<Timestamp> published;  // none: undated
  std::string
      published_from;  // where it was found: "json-ld", "meta", "time", "visible", "url", "script", "feed", "import"
  std::optional<Timestamp> modified;
  std::string author;
  std::string section;
  std::string language;  // "vi", "en", "other"; empty: too little text to say
  std::string outlet;    // the outlet's key: a registrable domain, or feeds.txt's outlet=
  std::string dateline;  // agency code cut from the lead's start: "TTO"
  std::string credit;    // whom the text credits: "TTXVN"
};

}  // namespace saola::store
