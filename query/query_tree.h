// query/query_tree.h
//
// A query as understood: a tree of plain values, made by the parser, turned into a Xapian query, matched against one
// document, or printed for a person.
//
// Source: docs/query-language.md.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/fields.h"
#include "text/analyze.h"

namespace saola::query {

/// How words are compared: as written in Vietnamese, or after tone, quality and the bar of đ are taken away.
enum class Lane { exact, folded };

enum class NodeKind {
  everything,  // every article
  words,       // one word, or several in a row: a phrase
  keyword,     // a whole value: outlet, language, section
  lexicon,     // @lexicon or @lexicon/entry
  topic,       // a saved query
  all_of,      // AND; two children or more
  any_of,      // OR; two children or more
  none_of,     // NOT; one child
  near,        // NEAR/n; two children, each words or lexicon
};

struct Word {
  std::string exact;   // as text::Token::exact
  std::string folded;  // as text::Token::folded

  friend bool operator==(const Word&, const Word&) = default;
};

struct Node {
  NodeKind kind = NodeKind::everything;
  const store::Field* field =
      nullptr;              // words: text, title, author; keyword: which. Static, never owned
  std::vector<Word> words;  // words: one or more
  Lane lane = Lane::exact;  // words
  std::string value;        // keyword: the value; lexicon: its id; topic: its id
  std::string entry;        // lexicon: the entry's id, or empty for all of the lexicon
  unsigned distance = 0;    // near: positions at most between the first words of both
  text::Span place;         // bytes of the query's text that said it
  std::vector<Node> children;
};

/// Where a query's text stands, for messages.
struct Origin {
  std::string file;   // empty: typed by a user
  unsigned line = 1;  // of the file, on which the text begins
};

struct Query {
  std::string text;  // as given, UTF-8
  Origin origin;
  Node root;
  bool marked = false;  // a word of it carries a Vietnamese mark or đ
};

/// NEAR/n is refused above this: a paragraph's gap must be wider (store::kParagraphGap).
inline constexpr unsigned kMaxDistance = 99;

/// The node and what is under it, a line each, two blanks deeper a level, each line ended by "\n". Printable.
[[nodiscard]] std::string to_text(const Node& node);

/// A leaf as one would write it: `"sừng tê giác"`, `title:voọc`, `@species/tiger`, `topic:policy`. Other nodes: their
/// operator ("AND", "OR", "NOT", "NEAR/5").
[[nodiscard]] std::string to_word(const Node& node);

}  // namespace saola::query
