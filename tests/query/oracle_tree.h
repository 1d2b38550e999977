// tests/query/oracle_tree.h
//
// The oracle's own tree of a query, how it is read from text, and how an article is asked. See oracle.h.

#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace saola::query {

class Oracle;
struct OracleArticle;

struct OracleTerm {
  // '*' all, 'w' words, 'n' numbers, 'd' days, 'o' outlet, 'l' language, 's' section, 'C' credit, 'i' id, '@' lexicon,
  // 'f' facet, 't' topic, '&', '|', '!', 'j' joined, 'c' count
  char kind = '*';
  std::string value;               // o, l, s, C, i, t; @: the lexicon; f: the facet's value
  std::string entry;               // @; f: the lexicon
  std::vector<std::string> words;  // w: exact or folded
  bool folded = false;
  bool cut_off = false;
  char field = 'x';  // x: text, t: title, l: lead, a: author
  double low = 0;
  double high = 0;
  std::string first;  // d
  std::string last;
  std::string joint;  // NEAR, ADJ, SENT, PARA
  bool negated = false;
  long distance = 0;
  std::string sign;  // c: ">="
  long number = 0;
  std::vector<std::shared_ptr<const OracleTerm>> parts;
};

using OracleTermPtr = std::shared_ptr<const OracleTerm>;

/// @param query  must be right. @param is_exact  as topic files are read: every word as it is written.
[[nodiscard]] OracleTermPtr parse_oracle(Oracle& oracle, const std::string& query, bool is_exact);

[[nodiscard]] bool holds_oracle(Oracle& oracle, const OracleTerm& term,
                                const OracleArticle& article);

/// @param facet  a field's name, such as "province".
[[nodiscard]] std::set<std::string> oracle_facet_values(Oracle& oracle, const std::string& facet,
                                                        const OracleArticle& article);

/// Which lexicon a facet is told by; empty: it is no facet.
[[nodiscard]] std::string oracle_facet_lexicon(const std::string& field);

/// The number that figures mean; NaN: none.
[[nodiscard]] double oracle_value(const std::string& text);

}  // namespace saola::query
