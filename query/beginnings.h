// query/beginnings.h
//
// How many words of the index the beginning of a word (voi*) stands for: too many are refused before Xapian is asked.

#pragma once

#include "base/result.h"
#include "query/definitions.h"
#include "query/query_tree.h"
#include "store/index_db.h"

namespace saola::query {

/// The terms by which a field of words is asked begin so; "" for those of the text.
[[nodiscard]] std::string_view term_prefix(const store::Field& field);

/// @param bound  made from `query` by bind with these definitions, or the node of a topic alone: its tree is looked through.
/// @error  Code::usage, with a caret, or bad_input with the topic's file and line, naming the number of words; Xapian's.
[[nodiscard]] Result<void> check_beginnings(const Node& bound, const Query& query,
                                            const Definitions& definitions,
                                            const Xapian::Database& db);

}  // namespace saola::query
