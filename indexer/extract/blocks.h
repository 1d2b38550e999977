// indexer/extract/blocks.h
//
// The page as a reader sees it: a row of paragraphs, each with its text, its links and its place in the tree, and for
// each element how much text and how much of it in links lies under it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/dom.h"

namespace saola::extract {

/// Why an element or block is not part of the article.
enum class Drop : std::uint8_t {
  none,
  unseen,     // hidden, form controls
  furniture,  // nav, footer, aside, menus, cookie walls
  related,
  share,
  comment,
  advert,
  signup,
  caption,
  byline,
  date,
  author_box,
  media,
  title,      // the page's title again
  links,      // mostly links
  outside,    // not in the body's container
  prompt,     // "read more", "subscribe"
  after_end,  // behind the end of the article
  before_start,
  heading,  // a heading with nothing below it
  duplicate,
  foreign,  // made unlike the rest of the body
};

[[nodiscard]] std::string_view to_string(Drop drop);

struct Block {
  std::uint32_t node = 0;   // the element that holds it: a p, li, h2, td, div, ...
  std::uint32_t first = 0;  // nodes [first, last) it was made of
  std::uint32_t last = 0;
  std::uint32_t begin = 0;  // bytes of BlockList::pool
  std::uint32_t end = 0;
  std::uint32_t chars = 0;  // code points
  std::uint32_t link_chars = 0;
  std::uint32_t strong_chars = 0;
  std::uint32_t links = 0;
  Tag tag = Tag::other;  // of `node`, or of a heading, list item or quotation above it
  Drop drop = Drop::none;

  [[nodiscard]] std::uint32_t plain_chars() const { return chars - link_chars; }
  [[nodiscard]] bool is_linkish() const { return link_chars * 2 > chars; }
};

struct BlockList {
  std::string pool;                         // the text of all blocks, white space collapsed
  std::vector<Block> blocks;                // in document order
  std::vector<std::uint32_t> chars_before;  // text code points in nodes before i; size nodes + 1
  std::vector<std::uint32_t> link_chars_before;
  std::vector<std::uint32_t> running_before;  // running text of blocks that begin in nodes before i

  [[nodiscard]] std::string_view text(const Block& block) const {
    return std::string_view(pool).substr(block.begin, block.end - block.begin);
  }
  [[nodiscard]] std::uint32_t chars(const Document& document, std::uint32_t node) const {
    return chars_before[document[node].end] - chars_before[node];
  }
  [[nodiscard]] std::uint32_t link_chars(const Document& document, std::uint32_t node) const {
    return link_chars_before[document[node].end] - link_chars_before[node];
  }
  [[nodiscard]] std::uint32_t running(const Document& document, std::uint32_t node) const {
    return running_before[document[node].end] - running_before[node];
  }
};

/// Cuts the page into blocks: at block elements, and at two line breaks in a row (one, behind a full sentence).
[[nodiscard]] BlockList cut_blocks(const Document& document);

/// How much running text a block holds: its code points outside links, if it reads like sentences; else 0.
[[nodiscard]] std::uint32_t running_text(const BlockList& list, const Block& block);

/// Code points of UTF-8.
[[nodiscard]] std::uint32_t count_chars(std::string_view text);

}  // namespace saola::extract
