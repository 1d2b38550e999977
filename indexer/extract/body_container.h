// indexer/extract/body_container.h
//
// The element that holds the article's body: where running text gathers.
//
// Source: the idea of scoring ancestors by their paragraphs is Readability's (Arc90, 2009); weights are our own.

#pragma once

#include <cstdint>
#include <span>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"

namespace saola::extract {

struct Witnesses;

/// The node, or 0 when nothing on the page reads like an article. Blocks already dropped weigh nothing.
[[nodiscard]] std::uint32_t find_body(const Document& document, const BlockList& list,
                                      std::span<const std::uint32_t> hints,
                                      const Witnesses& witnesses);

}  // namespace saola::extract
