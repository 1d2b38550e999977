// tests/query/oracle.h
//
// A second reading of the query language: slow, without Xapian, and sharing only the tokenizer with the program. An article
// is a row of words, a query is read by rules written anew from docs/query-language.md, and each question is answered by
// looking at every word of every article. oracle_parser.cc reads queries, oracle_asker.cc asks articles, oracle_lexicon.cc reads lexicons,
// oracle_days.cc knows the calendar, oracle_fold.cc folds.

#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tests/query/desk.h"
#include "tests/query/oracle_lexicon.h"
#include "tests/query/oracle_tree.h"
#include "text/analyze.h"

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
  std::unordered_map<int, std::vector<std::size_t>> exact_at;  // of a word's number: its `words`
  std::unordered_map<int, std::vector<std::size_t>> folded_at;
  std::vector<int> author;  // exact
  std::string outlet;
  std::string language;
  std::string section;  // folded, with hyphens; the credit too
  std::string credit;
  std::string day;   // "2018-10-06" in Viet Nam; empty: undated
  std::string week;  // "2018-W40", the ISO week that holds it
};

class Oracle {
 public:
  [[nodiscard]] OracleArticle read(const Story& story);

  /// @param toml  the lexicon's file; must be right.
  void add_lexicon(const std::string& toml) { lexicons_.push_back(read_oracle_lexicon(toml)); }

  /// @param query  as in a topic file; must be right.
  void add_topic(const std::string& id, const std::string& query) {
    topics_[id] = parse_oracle(*this, query, true);
  }

  /// @param query  must be right.
  [[nodiscard]] OracleTermPtr parse(const std::string& query) {
    return parse_oracle(*this, query, false);
  }

  [[nodiscard]] bool holds(const OracleTerm& term, const OracleArticle& article) {
    return holds_oracle(*this, term, article);
  }

  /// A word's number, and the word of a number.
  [[nodiscard]] int number(std::string_view word);  // of a word not met before: a new one
  [[nodiscard]] const std::string& word(int number) const {
    return names_[static_cast<std::size_t>(number)];
  }

  /// The words of a lexicon's spelling, cut once.
  [[nodiscard]] const std::vector<OracleWord>& words_of(const std::string& spelling);

  /// The values of "province" and its like that the article names.
  [[nodiscard]] std::set<std::string> facet_values(const std::string& facet,
                                                   const OracleArticle& article) {
    return oracle_facet_values(*this, facet, article);
  }

  [[nodiscard]] const std::vector<OracleLexicon>& lexicons() const { return lexicons_; }
  [[nodiscard]] const OracleTermPtr& topic(const std::string& id) const { return topics_.at(id); }

  text::Analyzer analyzer;
  std::map<std::string, std::set<std::size_t>>
      lexicon_places;  // "article lexicon/entry": numbers of words

 private:
  [[nodiscard]] OracleWord word_of(const text::Token& token);

  std::map<std::string, int, std::less<>> numbers_;
  std::vector<std::string> names_;
  std::map<int, int> folded_;  // of an exact word's number: the folded word's
  std::map<std::string, std::vector<OracleWord>> spellings_;
  std::vector<OracleLexicon> lexicons_;
  std::map<std::string, OracleTermPtr> topics_;
};

}  // namespace saola::query
