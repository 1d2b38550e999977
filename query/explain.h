// query/explain.h
//
// How a query was understood, and why an article is in a topic.

#pragma once

#include <iosfwd>
#include <string_view>

#include "base/result.h"
#include "query/definitions.h"

namespace saola::query {

/// Writes the query's text, its tree, the lanes, the Xapian query, and, when there is an index, how many articles the
/// whole and each leaf find. Works without an index.
/// @error  Code::usage, corrupt, io.
[[nodiscard]] Result<void> explain_query(std::string_view query, const Sources& sources,
                                         std::ostream& out);

/// Writes whether the topic counts the article, and why: each part of its query, yes or no, and for what was found the
/// words with their sentences.
/// @error  Code::not_found: topic, index or document; corrupt, io.
[[nodiscard]] Result<void> explain_document(std::string_view topic, std::string_view document,
                                            const Sources& sources, std::ostream& out);

}  // namespace saola::query
