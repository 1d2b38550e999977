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
  word,      // text outside quotes, with what the analyser makes of it
  phrase,    // text between quotes
  range,     // "20..50"
  field,     // "title:"; what it applies to follows at once
  lexicon,   // "@species/tiger"
  star,      // "*"
  op_and,    // AND
  op_or,     // OR
  op_not,    // NOT, or a minus before something
  op_plus,   // a plus before something: says nothing that AND does not
  op_joint,  // NEAR/n, ADJ/n, SENT, PARA
  op_count,  // count right before a parenthesis
  compare,   // ">= 2"
  open,      // (
  close,     // )
  end,       // after the last piece, always there
};

struct Piece {
  PieceKind kind = PieceKind::end;
  std::string text;  // word, phrase, range: as written; field: its name; lexicon: without "@"
  std::vector<Word> words;                       // word, phrase
  bool marked = false;                           // one of them carries a Vietnamese mark or đ
  bool capitals = false;                         // word: one of them is all capitals
  bool cut_off = false;                          // word: "*" stands behind it
  bool vietnamese = false;                       // an operator written in Vietnamese
  Joint joint = Joint::near;                     // op_joint
  unsigned number = 0;                           // op_joint: the distance; compare: the number
  Comparison comparison = Comparison::at_least;  // compare
  text::Span place;
};

/// Whether an operand may begin, or end, with the piece.
[[nodiscard]] bool begins_operand(const Piece& piece);
[[nodiscard]] bool ends_operand(const Piece& piece);

/// The pieces in order, the last of kind `end`. A word without a letter or digit ("&", "–") is left out.
/// @error  Code::usage, as parse_query: a quote that does not end, a bad NEAR/n, an unknown lower-case field name before a
///         colon, a * that is not at a word's end, an address, an operator of other programs ("|"), a Vietnamese operator
///         among words in capitals or without its marks, a comparison without a number.
[[nodiscard]] Result<std::vector<Piece>> cut_query(std::string_view query, Dialect dialect,
                                                   const Origin& origin);

}  // namespace saola::query
