// indexer/extract/foreign_parts.h
//
// Parts inside the body that are made unlike it: a box, a picture's text, a wall, a footer. Most of an article's running text
// hangs in one way under the body's element, each paragraph below the same row of elements; what hangs in a way of its own is
// seldom a part of the story, whatever it is called.
//
// Source: measured on one half of the development pages and checked on the other; docs/extraction.md, "Main text".

#pragma once

#include <cstdint>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"

namespace saola::extract {

/// Marks kept blocks of `container` that are made unlike the rest as Drop::foreign. Pages without a prevailing make are left
/// alone. @cost  O(blocks x depth below the container)
void drop_foreign_parts(const Document& document, BlockList& list, std::uint32_t container);

}  // namespace saola::extract
