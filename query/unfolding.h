// query/unfolding.h
//
// The folded lane: which words of the index are one word once tone, quality and bar are taken away ("nga" is nga, ngà, ngã).
// The index holds words as they are written and nothing else; its own sorted list of terms is walked, from one possible
// spelling to the next, so that there is no second list that could disagree with it.
//
// Source: docs/query-language.md#words-and-phrases; docs/index-schema.md#lanes-and-positions.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/index_db.h"

namespace saola::query {

/// The terms that are `prefix` and a word whose fold is `folded`, in the order of the index; none: no such word is there.
/// Xapian's exceptions pass.
/// @param prefix  of a field of words: "", "S".
/// @param folded  as text::Token::folded; not empty.
/// @cost  a look into the list of terms for each letter that could go on: under a millisecond.
[[nodiscard]] std::vector<std::string> unfold(const Xapian::Database& db, std::string_view prefix,
                                              std::string_view folded);

/// The same for words whose fold begins with `folded`.
[[nodiscard]] std::vector<std::string> unfold_beginning(const Xapian::Database& db,
                                                        std::string_view prefix,
                                                        std::string_view folded);

}  // namespace saola::query
