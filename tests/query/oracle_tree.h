// tests/query/oracle_tree.h
//
// The oracle's own tree of a query, how it is read from text, and how an article is asked. See oracle.h.

#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace saola::query {

class Oracle;
struct OracleArticle;

struct OracleTerm {
  // '*' all, 'w' words, 'n' numbers, 'd' days, 'o' outlet, 'l' language, 's' section, 'C' credit, 'i' id, '@' lexicon,
  // 'f' facet, 't' topic, '&', '|', '!', 'j' joined, 'c' count
  char kind = '*';
  std::string value;               // o, l, s, C, i, t; @: the lexicon; f: the facet's value
  std::string entry;               // @; f: the facet
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

/// Whether it is a field such as "province".
[[nodiscard]] bool is_oracle_facet(const std::string& field);

/// @param facet  a field's name, such as "province".
[[nodiscard]] std::set<std::string> oracle_facet_values(Oracle& oracle, const std::string& facet,
                                                        const OracleArticle& article);

/// A word in small letters without marks; and so the value of a section or credit, with hyphens for blanks.
[[nodiscard]] std::string oracle_fold(std::string_view word);
[[nodiscard]] std::string oracle_keyword(std::string_view value);

/// The day in Viet Nam of a time of publishing, and the ISO week of a day; the first and last day of "2018", "2018-10", "2018-W40",
/// "2018-10-06", where days are compared as text.
/// @param published  "2018-10-06", or with a time and its offset: "2018-10-06T08:30:00+07:00".
[[nodiscard]] std::string oracle_day(const std::string& published);
[[nodiscard]] std::string oracle_week(const std::string& day);
[[nodiscard]] std::string oracle_first_day(const std::string& period);
[[nodiscard]] std::string oracle_last_day(const std::string& period);

/// The number that figures mean; NaN: none.
[[nodiscard]] double oracle_value(const std::string& text);

}  // namespace saola::query
