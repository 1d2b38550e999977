#include "tests/query/oracle.h"

#include <algorithm>

#include "text/canonical.h"

namespace saola::query {

int Oracle::number(std::string_view word) {
  const auto found = numbers_.find(word);
  if (found != numbers_.end()) return found->second;
  const int next = static_cast<int>(names_.size());
  names_.emplace_back(word);
  numbers_.emplace(word, next);
  return next;
}

const std::vector<OracleWord>& Oracle::words_of(const std::string& spelling) {
  const auto [found, is_new] = spellings_.try_emplace(spelling);
  if (!is_new) return found->second;
  for (const text::Token& token : analyzer.analyze(spelling)) {
    found->second.push_back(
        {number(token.exact), number(token.folded), 0, 0, token.capital, token.all_capitals});
  }
  return found->second;
}

OracleArticle Oracle::read(const store::Article& article) {
  OracleArticle read;
  read.id = article.id;
  const auto add = [&](const std::string& text, bool in_title) {
    const auto tokens = analyzer.analyze(text);
    for (const text::Token& token : tokens) {
      const int paragraph =
          in_title ? -1 : static_cast<int>(token.paragraph - tokens.front().paragraph);
      const int sentence = static_cast<int>(token.sentence);
      read.words.push_back({number(token.exact), number(token.folded), sentence, paragraph,
                            token.capital, token.all_capitals});
    }
  };
  add(article.title, true);
  add(article.text, false);
  for (const text::Token& token : analyzer.analyze(article.author)) {
    read.author.push_back(number(token.exact));
  }
  read.outlet = article.outlet;
  read.language = article.language;
  const auto keyword = [](const std::string& name) {
    std::string word = text::fold(name);
    std::replace(word.begin(), word.end(), ' ', '-');
    return word;
  };
  read.section = keyword(article.section);
  read.credit = keyword(article.credit);
  if (article.published) {
    read.day = oracle_day(article.published->utc.time_since_epoch().count());
    read.week = oracle_week(read.day);
  }
  return read;
}

}  // namespace saola::query
