// query/snippet.h
//
// A few sentences of an article around what was asked, for lists of articles.
//
// Source: docs/output.md#search.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/query_tree.h"
#include "query/reading.h"

namespace saola::query {

/// Characters [begin, end) of a text, counted from 0: code points.
struct CharacterSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const CharacterSpan&, const CharacterSpan&) = default;
};

struct Snippet {
  std::string text;  // one line, printable
  std::vector<CharacterSpan>
      spans;  // where the words asked stand in it, in order, none over another
};

/// At most `characters` of the article's text from where most of the bound tree's words stand near each other; from its
/// beginning when none does. It begins and ends with a sentence; where a sentence is too long for that, or the words would not
/// be in it, "…" stands for what was cut.
[[nodiscard]] Snippet make_snippet(const Reading& reading, const Node& bound,
                                   std::size_t characters);

}  // namespace saola::query
