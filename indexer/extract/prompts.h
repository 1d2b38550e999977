// indexer/extract/prompts.h
//
// Short lines that ask the reader to do something, or belong to the page and not the story: "Xem thêm:", "Read more",
// "Sign up for our newsletter", "Advertisement"; captions and bylines that no markup gives away.
//
// Source: docs/extraction.md, "Prompts".

#pragma once

#include <string_view>

namespace saola::extract {

/// @param text  one block, white space collapsed. Blocks over 220 bytes are none, but for those that start with ">>".
[[nodiscard]] bool is_prompt(std::string_view text);

/// Whether one of a page's last lines is no part of the story: asks to subscribe or follow, or claims rights.
[[nodiscard]] bool is_closing_prompt(std::string_view text);

/// A picture's text: it ends with who made the picture, "... Ảnh: CACC". @param text  one block.
[[nodiscard]] bool is_caption(std::string_view text);

/// "Von Anna Muster, Frankfurt". @param text  one block.
[[nodiscard]] bool is_byline(std::string_view text);

}  // namespace saola::extract
