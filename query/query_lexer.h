// query/query_lexer.h
//
// Cuts a query's text into the pieces the parser reads: words, phrases, operators, fields. For query/query_parser.cc.
//
// Source: docs/query-language.md.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/query_parser.h"
#include "query/query_tree.h"

namespace saola::query {

enum class PieceKind {
  word,     // text outside quotes, with what the analyser makes of it
  phrase,   // text between quotes
  field,    // "title:"; what it applies to follows at once
  lexicon,  // "@species/tiger"
  star,     // "*"
  op_and,   // AND
  op_or,    // OR
  op_not,   // NOT, or a minus before something
  op_plus,  // a plus before something: says nothing that AND does not
  op_near,  // NEAR/n
  open,     // (
  close,    // )
  end,      // after the last piece, always there
};

struct Piece {
  PieceKind kind = PieceKind::end;
  std::string text;         // word, phrase: as written; field: its name; lexicon: without "@"
  std::vector<Word> words;  // word, phrase
  bool marked = false;      // one of them carries a Vietnamese mark or đ
  unsigned distance = 0;    // op_near
  text::Span place;
};

/// The pieces in order, the last of kind `end`. A word without a letter or digit ("&", "–") is left out.
/// @error  Code::usage, as parse_query: a quote that does not end, a bad NEAR/n, an unknown lower-case field name before a
///         colon, a wildcard.
[[nodiscard]] Result<std::vector<Piece>> cut_query(std::string_view query, Dialect dialect,
                                                   const Origin& origin);

}  // namespace saola::query
