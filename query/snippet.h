// query/snippet.h
//
// A few sentences of an article around what was asked, for lists of articles.
//
// Source: docs/output.md#search.

#pragma once

#include <cstddef>

#include "query/output.h"
#include "query/query_tree.h"
#include "query/reading.h"

namespace saola::query {

/// At most `characters` of the article's text from where most of the bound tree's words stand near each other; from its
/// beginning when none does. It begins and ends with a sentence; where a sentence is too long for that, or the words would not
/// be in it, "…" stands for what was cut. One printable line; marked are the words asked.
/// @param reading  reads the article, and no more of its text than is needed to know that no better place follows.
[[nodiscard]] Marked make_snippet(Reading& reading, const store::Article& article,
                                  const Node& bound, std::size_t characters);

}  // namespace saola::query
