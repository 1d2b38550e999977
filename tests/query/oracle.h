// tests/query/oracle.h
//
// A second reading of the query language: slow, without Xapian, and sharing only the tokenizer with the program. An article
// is a row of words, a query is read by rules written anew from docs/query-language.md, and each question is answered by
// looking at every word of every article.

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/article.h"
#include "text/analyze.h"
#include "text/lexicon.h"

namespace saola::query {

struct OracleWord {
  int exact = 0;  // numbers of Oracle's list of words
  int folded = 0;
  int sentence = 0;
  int paragraph = 0;  // -1: the title's; 0: the lead
  bool capital = false;
  bool all_capitals = false;
};

/// An article as the oracle sees it: the words of the title, then those of the text.
struct OracleArticle {
  std::string id;
  std::vector<OracleWord> words;
  std::vector<int> author;  // exact
  std::string outlet;
  std::string language;
  std::string section;  // folded, with hyphens
  std::string day;      // "2018-10-06" in Viet Nam; empty: undated
};

class Oracle {
 public:
  [[nodiscard]] OracleArticle read(const store::Article& article);

  void add_lexicon(const text::Lexicon& lexicon) { lexicons_.push_back(lexicon); }

  struct Term;  // one node of the oracle's own tree
  using TermPtr = std::shared_ptr<const Term>;

  /// @param query  must be right.
  [[nodiscard]] TermPtr parse(const std::string& query);

  [[nodiscard]] bool holds(const Term& term, const OracleArticle& article);

  /// A word's number, and the word of a number.
  [[nodiscard]] int number(std::string_view word);  // of a word not met before: a new one
  [[nodiscard]] const std::string& word(int number) const {
    return names_[static_cast<std::size_t>(number)];
  }

  /// The words of a lexicon's spelling, cut once.
  [[nodiscard]] const std::vector<OracleWord>& words_of(const std::string& spelling);

  text::Analyzer analyzer;
  std::map<std::string, std::set<std::size_t>>
      lexicon_places;  // "article lexicon/entry": numbers of words
  std::vector<text::Lexicon> lexicons_;

 private:
  std::map<std::string, int, std::less<>> numbers_;
  std::vector<std::string> names_;
  std::map<std::string, std::vector<OracleWord>> spellings_;
};

}  // namespace saola::query
