// indexer/extract/lean_markup.h
//
// One pass over a page before it is parsed, that leaves out what no reader sees and bounds what is left: half of a news
// page's bytes are script and style bodies, and a hostile page may nest a hundred thousand levels deep.
//
// Source: WHATWG HTML, 13.2.5 (tokenisation): comments, raw text elements, attributes. We differ: an element that opens
// deeper than kMaxDepth or after kMaxElements loses its tags, and its text stays where it stands.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saola::extract {

inline constexpr std::size_t kMaxDepth = 400;  // browsers stop at 512; real pages stay under 80
inline constexpr std::size_t kMaxElements = 200'000;  // real pages stay under 30,000

struct LeanMarkup {
  std::string html;  // tags with the attributes extraction reads, and text; UTF-8 if the page was
  std::vector<std::string_view>
      json_ld;  // bodies of script elements of that type; views into the page given
  std::vector<std::string_view> state;  // of script elements that hold other JSON, or assign some
};

/// @param page  the page in UTF-8; must outlive the result. Any bytes are taken.
/// @cost  O(bytes), one output buffer no larger than the page.
[[nodiscard]] LeanMarkup lean_markup(std::string_view page);

}  // namespace saola::extract
