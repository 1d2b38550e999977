// query/reading.h
//
// One article read with a query in hand, without the index: does it match, where, and in which sentence. Snippets,
// `topics explain` and the examples of topic files are made here.
//
// Source: docs/query-language.md; positions as in docs/index-schema.md.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/query_tree.h"
#include "store/article.h"
#include "store/topic_mark.h"
#include "text/analyze.h"
#include "text/lexicon.h"

namespace saola::query {

/// A place where a leaf of the tree was found.
struct Find {
  bool in_title = false;    // else in the text
  std::uint32_t first = 0;  // tokens [first, last) of the title or the text
  std::uint32_t last = 0;
  std::string entry;  // lexicon leaves: "species/tiger"
};

/// Reads articles one after the other. Call read(), then ask as often as needed.
/// Thread rule: one thread at a time.
class Reading {
 public:
  /// @param lexicons  those that the queries may ask; read now, not kept.
  explicit Reading(std::span<const text::Lexicon> lexicons);
  Reading(Reading&&) noexcept;
  Reading& operator=(Reading&&) noexcept;
  ~Reading();

  /// @param article     must stay as it is until the next call: what is asked of it is cut into words only then.
  /// @param text_bytes  of the text no more is read than the paragraphs (lines) that begin within so many bytes.
  void read(const store::Article& article, std::size_t text_bytes = std::string_view::npos);

  /// Whether the article read matches the bound tree. @cost O(nodes x tokens).
  [[nodiscard]] bool holds(const Node& bound) const;

  /// Where a leaf (words of title or text, numbers, lexicon) was found, or the first of two that are joined by NEAR and its
  /// like: title first, then by place. Other nodes: none.
  [[nodiscard]] std::vector<Find> finds(const Node& leaf) const;

  /// Those of them that are in the text.
  [[nodiscard]] std::vector<Find> finds_in_text(const Node& leaf) const;

  /// The words found, as written.
  [[nodiscard]] std::string_view words(const Find& find) const;

  /// The sentence (or the title) around the find on one line, the words found between « and ».
  [[nodiscard]] std::string sentence(const Find& find) const;

  /// The same sentence (or title) as bytes of the article.
  [[nodiscard]] store::EvidenceSpan sentence_span(const Find& find) const;

  /// Whether the find stands in the text's first paragraph.
  [[nodiscard]] bool is_in_lead(const Find& find) const;

  /// Whether both stand in one sentence, or both in the title.
  [[nodiscard]] bool same_sentence(const Find& a, const Find& b) const;

  /// The article's title and text and their words, to which the finds refer. Until the next read().
  [[nodiscard]] std::string_view title() const;
  [[nodiscard]] std::span<const text::Token> title_tokens() const;
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::span<const text::Token> text_tokens() const;

 private:
  struct Part;
  struct State;
  std::unique_ptr<State> state_;
};

/// The lexicons of `ids` out of `all`, copied, in the order of `all`.
[[nodiscard]] std::vector<text::Lexicon> chosen_lexicons(std::span<const text::Lexicon> all,
                                                         std::span<const std::string> ids);

}  // namespace saola::query
