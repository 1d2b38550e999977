// tests/query/oracle.h
//
// A second reading of the query language: slow, without Xapian, and sharing only the tokenizer with the program. A
// paragraph is one string of its words between blanks, a phrase is a part of it, and a query is read by rules written
// anew from docs/query-language.md.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/article.h"
#include "text/analyze.h"

namespace saola::query {

/// An article as the oracle sees it.
struct OracleArticle {
  std::vector<std::string> title_exact;  // a string a paragraph: " thu giữ sừng "
  std::vector<std::string> title_folded;
  std::vector<std::string> exact;  // title and text
  std::vector<std::string> folded;
  std::string outlet;
  std::string language;
};

class Oracle {
 public:
  [[nodiscard]] OracleArticle read(const store::Article& article);

  struct Term;  // one node of the oracle's own tree
  using TermPtr = std::shared_ptr<const Term>;

  /// @param query  of the part of the language that the oracle knows: words, "phrases", AND, OR, NOT, -, parentheses,
  ///               NEAR/n between words and phrases, title:, outlet:, lang:, *. Must be right.
  [[nodiscard]] TermPtr parse(std::string_view query);

  [[nodiscard]] static bool holds(const Term& term, const OracleArticle& article);

 private:
  text::Analyzer analyzer_;
};

}  // namespace saola::query
