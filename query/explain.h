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
/// whole and each part find, beside Xapian's estimate: a topic as it is counted, by its marks where the index has them, its
/// parts as they stand in the file. Works without an index.
/// @error  Code::usage, corrupt, io.
[[nodiscard]] Result<void> explain_query(std::string_view query, const Sources& sources,
                                         std::ostream& out);

/// Writes whether the query finds the article, and why: each part, yes or no, and for what was found the words with their
/// sentences. @error  Code::usage, not_found: index or document; corrupt, io.
[[nodiscard]] Result<void> explain_article(std::string_view query, std::string_view document,
                                           const Sources& sources, std::ostream& out);

enum class Detail {
  brief,  // the decision, the place, the sentences
  whole,  // and each part of the topic's query
};

/// Writes whether the topic counts the article, and why: who decided or what was found, the best place of it (title, lead, body,
/// passing), the sentences that show it; and each part of the topic's query, yes or no, with the words found.
/// @error  Code::usage: unknown topic; not_found: index or document; corrupt, io.
[[nodiscard]] Result<void> explain_document(std::string_view topic, std::string_view document,
                                            const Sources& sources, std::ostream& out,
                                            Detail detail = Detail::whole);

}  // namespace saola::query
