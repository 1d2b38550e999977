// crawler/page_head.h
//
// The title and the description in the head of a page, for deciding whether it is worth a second look. What the article
// really says is extraction's business (indexer/extract); this must cost microseconds.
//
// Source: HTML Living Standard, 4.2.2 (title), 4.2.5 (meta); Open Graph protocol.

#pragma once

#include <string>
#include <string_view>

namespace saola::crawler {

struct PageHead {
  std::string title;        // og:title, else <title>; plain, one line; may be empty
  std::string description;  // og:description, else the description
};

/// Looks at the first kHeadBytes of a page. Never fails.
/// @param body          as it came, any charset. @param content_type  the header's value, or empty.
[[nodiscard]] PageHead read_page_head(std::string_view body, std::string_view content_type);

/// The title and the lead of a page: what its door said of it, and what it says itself where the door was silent.
[[nodiscard]] PageHead title_and_lead(std::string_view entry_title, std::string_view entry_summary,
                                      std::string_view body, std::string_view content_type);

inline constexpr std::size_t kHeadBytes = 64u << 10;

}  // namespace saola::crawler
