// query/nearness.h
//
// How near an article comes to what a query asks: for the scores of articles that do not count, and to find those that just
// miss.
//
// Source: topics/README.md#scores.

#pragma once

#include "query/query_tree.h"
#include "query/reading.h"

namespace saola::query {

/// From 0, nothing of it, to 1: it holds, or all parts of it do in themselves.
[[nodiscard]] double nearness(const Reading& reading, const Node& bound);

/// A wider tree: all words asked are there, wherever and however often; what must not be is not asked. Finds at least what `bound`
/// finds.
[[nodiscard]] Node loosened(const Node& bound);

/// Whether a count node asks for few places, or none: then none are shown.
[[nodiscard]] bool asks_for_few(const Node& node);

}  // namespace saola::query
