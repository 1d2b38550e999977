// indexer/extract/main_text.h
//
// Which blocks are the article: the element that holds most of the running text, less what is no part of the story, plus
// the lead where it stands outside.
//
// Source: docs/extraction.md, "Main text"; measured on development pages of four sets.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"

namespace saola::extract {

inline constexpr std::uint32_t kNoBlock = 0xFFFFFFFFU;

/// What other parts of the page know about its text.
struct Witnesses {
  std::string title;                          // chosen title
  std::span<const std::string> titles;        // all titles that the page gives itself
  std::uint32_t title_node = 0;               // the heading that shows it; 0: none
  std::span<const std::string> descriptions;  // texts that may repeat the lead
  std::string_view article_body;  // JSON-LD articleBody, perhaps cut short; may be empty
  std::span<const std::string> authors;
  std::string_view url;  // the page's own; empty: unknown
};

struct MainText {
  std::uint32_t container = 0;      // the element that holds the body; 0: none found
  std::vector<std::uint32_t> kept;  // indices into the block list, in order; the lead first
  std::uint32_t lead = kNoBlock;    // one of `kept`
  std::uint32_t weight = 0;         // code points of running text kept
};

/// Marks every block of `list` with why it was dropped, or Drop::none, and gives those kept.
[[nodiscard]] MainText find_main_text(const Document& document, BlockList& list,
                                      std::span<const std::uint32_t> hints,
                                      const Witnesses& witnesses);

}  // namespace saola::extract
