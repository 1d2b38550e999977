// query/display_width.h
//
// How many places a text takes on a terminal: for aligned columns and for the caret under a query's error.

#pragma once

#include <cstddef>
#include <string_view>

namespace saola::query {

/// Code points that are not combining marks (U+0300 to U+036F); Vietnamese and Latin letters take one place each. Wide
/// letters (CJK) are counted as one. @param text  UTF-8; a byte that is not counts as one.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace saola::query
