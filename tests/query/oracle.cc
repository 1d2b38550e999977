#include "tests/query/oracle.h"

namespace saola::query {

int Oracle::number(std::string_view word) {
  const auto found = numbers_.find(word);
  if (found != numbers_.end()) return found->second;
  const int next = static_cast<int>(names_.size());
  names_.emplace_back(word);
  numbers_.emplace(word, next);
  return next;
}

OracleWord Oracle::word_of(const text::Token& token) {
  const int exact = number(token.exact);
  const auto [folded, is_new] = folded_.try_emplace(exact);
  if (is_new) folded->second = number(oracle_fold(token.exact));
  return {exact, folded->second, static_cast<int>(token.sentence),
          0,     token.capital,  token.all_capitals};
}

const std::vector<OracleWord>& Oracle::words_of(const std::string& spelling) {
  const auto [found, is_new] = spellings_.try_emplace(spelling);
  if (!is_new) return found->second;
  for (const text::Token& token : analyzer.analyze(spelling))
    found->second.push_back(word_of(token));
  return found->second;
}

OracleArticle Oracle::read(const Story& story) {
  OracleArticle read;
  read.id = story.id;
  const auto add = [&](const std::string& text, bool in_title) {
    const auto tokens = analyzer.analyze(text);
    for (const text::Token& token : tokens) {
      read.words.push_back(word_of(token));
      read.exact_at[read.words.back().exact].push_back(read.words.size() - 1);
      read.folded_at[read.words.back().folded].push_back(read.words.size() - 1);
      read.words.back().paragraph =
          in_title ? -1 : static_cast<int>(token.paragraph - tokens.front().paragraph);
    }
  };
  add(story.title, true);
  add(story.text, false);
  for (const text::Token& token : analyzer.analyze(story.author)) {
    read.author.push_back(number(token.exact));
  }
  read.outlet = story.outlet;
  read.language = story.language;
  read.section = oracle_keyword(story.section);
  read.credit = oracle_keyword(story.credit);
  if (!story.published.empty()) {
    read.day = oracle_day(story.published);
    read.week = oracle_week(read.day);
  }
  return read;
}

}  // namespace saola::query
