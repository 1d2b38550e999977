// query/query_leaf.h
//
// From one piece of a query to the leaf of the tree that it is: words, a whole value, days, numbers, a lexicon. For
// query/query_parser.cc.
//
// Source: docs/query-language.md.

#pragma once

#include "base/result.h"
#include "query/query_lexer.h"
#include "query/query_tree.h"

namespace saola::query {

/// What was said before a piece and holds for it.
struct LeafScope {
  const store::Field* field = nullptr;  // in which it is asked; of store::fields()
  Lane lane = Lane::exact;              // in which its words are compared
};

/// The leaf with the piece's place.
///
/// @param piece  a word, phrase, range or lexicon.
/// @error  Code::usage: what is wrong with the piece, for the caller to point at it.
[[nodiscard]] Result<Node> make_leaf(const Piece& piece, const LeafScope& scope);

}  // namespace saola::query
