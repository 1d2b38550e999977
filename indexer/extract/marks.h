// indexer/extract/marks.h
//
// A first judgement on every element, before any text is weighed: what by its tag or its name is no part of an article.
//
// Source: docs/extraction.md, "Names".

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"

namespace saola::extract {

/// For each node why it is dropped, or Drop::none; what is dropped is so with everything under it. An element that holds
/// the title, or a great part of the page's running text, is not dropped whatever its name.
[[nodiscard]] std::vector<Drop> mark_elements(const Document& document, const BlockList& list,
                                              std::span<const std::uint32_t> hints,
                                              std::uint32_t title_node);

}  // namespace saola::extract
