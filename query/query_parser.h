// query/query_parser.h
//
// From a query's text to its tree.
//
// Source: docs/query-language.md; the lanes rule is that of docs/vietnamese.md#folding.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "query/query_tree.h"

namespace saola::query {

/// Where a query was written decides how unmarked words are read.
enum class Dialect {
  user,   // typed by a person: a query without any Vietnamese mark is matched folded
  topic,  // stored in a topic file: always exact; "# ..." to the end of a line is a comment
};

/// Reads a query. Empty text, blanks and `*` are every article; in a topic file the text must say something.
///
/// @param text    UTF-8, at most 64 KiB.
/// @param origin  for messages; kept in the result.
/// @error  Code::usage, or bad_input when it stands in a file: a message of three lines, the last two being the query's
///         line and a caret under the place; the hint says what to write instead. Also for bytes that are not
///         UTF-8, parentheses deeper than 100 and more than 5,000 words.
[[nodiscard]] Result<Query> parse_query(std::string_view text, Dialect dialect = Dialect::user,
                                        const Origin& origin = {});

/// The error that points at `place` of a query: "FILE:LINE: MESSAGE\n  QUERY LINE\n     ^^^^".
[[nodiscard]] Error query_error(std::string_view query, const Origin& origin, text::Span place,
                                std::string message, std::string hint = {});

}  // namespace saola::query
