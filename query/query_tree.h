// query/query_tree.h
//
// A query as understood: a tree of plain values, made by the parser, turned into a Xapian query, matched against one
// document, or printed for a person.
//
// Source: docs/query-language.md.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "store/fields.h"
#include "text/analyze.h"

namespace saola::query {

/// How words are compared: as written in Vietnamese, or after tone, quality and the bar of đ are taken away.
enum class Lane { exact, folded };

enum class NodeKind {
  everything,  // every article
  words,       // one word, or several in a row: a phrase; or the beginning of one: voi*
  numbers,     // a number from low to high, in figures: 20..50
  keyword,     // a whole value: outlet, language, section
  days,        // published on these days: date:2018-10
  lexicon,     // @lexicon or @lexicon/entry
  topic,       // a saved query
  all_of,      // AND; two children or more
  any_of,      // OR; two children or more
  none_of,     // NOT; one child
  joined,      // NEAR, ADJ, SENT, PARA; two children that have places
  count,       // count(...) >= 2; one child that has places
};

/// How the second of two joined places must stand to the first.
enum class Joint {
  near,       // at most `distance` words before or after it
  following,  // at most `distance` words after it
  sentence,   // in its sentence
  paragraph,  // in its paragraph, or with it in the title
};

enum class Comparison { at_least, at_most, more_than, fewer_than, equal_to };

struct Word {
  std::string exact;   // as text::Token::exact
  std::string folded;  // as text::Token::folded

  friend bool operator==(const Word&, const Word&) = default;
};

struct NumberRange {
  double low = 0;
  double high = 0;  // both included

  friend bool operator==(const NumberRange&, const NumberRange&) = default;
};

/// Documents that words without marks were found in, by what exactly was asked and of which state of which database: one
/// question asks the same several times, for its notes, its number and its order.
using FoundBefore = std::map<std::string, std::shared_ptr<const std::vector<unsigned>>>;

class Bigrams;

struct Node {
  NodeKind kind = NodeKind::everything;
  // words, numbers, lexicon: text, title, lead (words: author too); keyword: which. Static, never owned
  const store::Field* field = nullptr;
  std::vector<Word> words;  // words: one or more
  bool cut_off = false;     // words: the one word is the beginning of a word
  Lane lane = Lane::exact;  // words
  std::shared_ptr<FoundBefore>
      found_before;                  // words in the folded lane; shared by copies of the node
  std::shared_ptr<Bigrams> bigrams;  // words: of which an exact phrase may be asked; else null
  std::string value;                 // keyword: the value; lexicon: its id; topic: its id
  std::string entry;                 // lexicon: the entry's id, or empty for all of the lexicon
  NumberRange numbers;               // numbers
  DayRange days = {};                // days
  Joint joint = Joint::near;         // joined
  bool negated = false;   // joined: the first child's places with none of the second's so near
  unsigned distance = 0;  // joined by near, following: between the first words of both
  Comparison comparison = Comparison::at_least;  // count
  unsigned number = 0;                           // count: how many places
  text::Span place;                              // bytes of the query's text that said it
  std::vector<Node> children;
  std::vector<Node>
      marked;  // topic: one tree that says by the index's marks what the child says; none: there are no marks
};

/// A node of no place in a query's text, with what is under it; and one that asks `field` for a whole value.
/// @param field  the name of a keyword or of the saved queries, which store::fields() has.
[[nodiscard]] Node parent_node(NodeKind kind, std::vector<Node> children);
[[nodiscard]] Node keyword_node(std::string_view field, const std::string& value);

/// Whether the node is found at places in title or text, so that it can be joined and counted: words, numbers, lexicons,
/// what is joined of them, and any of such.
[[nodiscard]] bool has_places(const Node& node);

/// Where a query's text stands, for messages.
struct Origin {
  std::string file;   // empty: typed by a user
  unsigned line = 1;  // of the file, on which the text begins
};

struct Query {
  std::string text;  // as given, UTF-8
  Origin origin;
  Node root;
  bool marked = false;             // a word of it carries a Vietnamese mark or đ
  std::vector<std::string> notes;  // what whoever asked should know of how it was read
};

/// NEAR/n is refused above this: a paragraph's gap must be wider (store::kParagraphGap).
inline constexpr unsigned kMaxDistance = 99;

/// The node and what is under it, a line each, two blanks deeper a level, each line ended by "\n". Printable.
[[nodiscard]] std::string to_text(const Node& node);

/// A leaf as one would write it: `"sừng tê giác"`, `title:voọc`, `@species/tiger`, `topic:policy`. Other nodes: their
/// operator ("AND", "OR", "NOT", "NEAR/5", "count >= 2").
[[nodiscard]] std::string to_word(const Node& node);

}  // namespace saola::query
