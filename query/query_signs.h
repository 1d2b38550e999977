// query/query_signs.h
//
// The words that are operators of the query language, in English and in Vietnamese. For query/query_lexer.cc.
//
// Source: docs/query-language.md#operators.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/query_lexer.h"

namespace saola::query {

/// An operator as a word.
struct Sign {
  std::string_view word;  // in capitals, NFC
  PieceKind kind;
  Joint joint = Joint::near;  // op_joint
  bool has_distance = false;  // op_joint: "/n" may follow
  bool vietnamese = false;
};

/// @param word  as written, without "/n"; composed or decomposed. Operators are in capitals.
/// @return  nullptr: an ordinary word. Static.
[[nodiscard]] const Sign* find_sign(std::string_view word);

/// The Vietnamese operator that `word` is without its marks: "HOAC", "GAN/5"; GAN without a number is a word.
/// @return  nullptr: none. Static.
[[nodiscard]] const Sign* find_bare_sign(std::string_view word);

/// What a word means that is an operator elsewhere, or nearly one of ours: "OR" for "|", "NOT" for "!voi", "NEAR/5" for "NEAR5",
/// "SENT" for "SENT/3". Empty: nothing.
[[nodiscard]] std::string meant_sign(std::string_view word);

/// "count" or "đếm", in any case.
[[nodiscard]] bool is_count_word(std::string_view word);

struct Compared {
  Comparison comparison = Comparison::at_least;
  unsigned number = 0;
  std::size_t bytes = 0;  // of the text that said it
};

/// Whether `text` begins with one of the signs of comparison.
[[nodiscard]] bool begins_comparison(std::string_view text);

/// The comparison at the beginning of `text`: one of >= <= > < = ≥ ≤, blanks, and a number of at most six digits.
[[nodiscard]] std::optional<Compared> read_comparison(std::string_view text);

}  // namespace saola::query
