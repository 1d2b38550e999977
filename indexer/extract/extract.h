// indexer/extract/extract.h
//
// From the bytes of one page to an article: charset, metadata, title, dates, lead and body, what kind of page it is.
// No rule for a single site stands here; what helps one page must be true of a family of pages.
//
// Source: docs/extraction.md, with the sets and figures behind each rule.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/article.h"

namespace saola::extract {

/// What is known of a page. The views must outlive the call, not the result.
struct Page {
  std::string_view bytes;          // the body as served, transfer and content coding undone
  std::string_view url;            // as fetched; empty: unknown
  std::string_view content_type;   // the header's value; empty: unknown
  std::optional<Instant> fetched;  // dates after it are refused; none: nothing is refused for that
};

/// One line of `saola extract --explain`: which part, where it came from, and what was seen.
struct Note {
  std::string part;    // "charset", "title", "published", "block", ...
  std::string origin;  // "json-ld", "h1", "kept", "dropped: link list", ...
  std::string detail;  // the value or the start of the text; display form
};

struct Extraction {
  store::Article article;             // id is left empty: the caller names it
  std::string charset;                // text::Decoded::charset
  std::string outlet_name;            // as the page calls its site; empty: it does not
  std::vector<std::string> tags;      // choose_tags
  std::vector<std::string> captions;  // of pictures in the article, in order
  bool paywalled = false;             // the page says that the article is for subscribers
  bool truncated = false;             // the page says that the text goes on for them
  std::vector<Note> notes;            // filled only when asked for
};

enum class Explain { no, yes };

inline constexpr std::size_t kMaxPageBytes = 64U << 20;  // no news page is; a guard for memory

/// The article on a page. Always answers for any bytes: what is unknown is empty, a page that is no article says so in
/// `article.kind`, and keeps what could be read.
///
/// @return  `article.outlet` is the registrable domain of the URL, else of the canonical URL, else empty.
///          `article.canonical_url` is what the page calls itself if that is on the same registrable domain, else
///          canonical_url(page.url).
/// @error   Code::refused, when the page is larger than kMaxPageBytes.
/// @cost    Less than a plain gumbo parse of the page; memory under 12 times the page (bench/extract_bench).
[[nodiscard]] Result<Extraction> extract_page(const Page& page, Explain explain = Explain::no);

}  // namespace saola::extract
