// The oracle's reading of a query, by rules written anew from docs/query-language.md.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include "tests/query/oracle.h"

namespace saola::query {

// Written by trying each reading in turn.
double oracle_value(const std::string& text) {
  const double none = std::nan("");
  if (text.empty() || text.size() > 18) return none;
  std::vector<std::string> groups{""};
  std::string signs;
  for (char c : text) {
    if (c == '.' || c == ',') {
      signs += c;
      groups.emplace_back();
    } else if (c >= '0' && c <= '9') {
      groups.back() += c;
    } else {
      return none;
    }
  }
  for (const std::string& group : groups) {
    if (group.empty()) return none;
  }
  const auto all_but = [&](std::size_t left) {
    std::string digits;
    for (std::size_t i = 0; i + left < groups.size(); ++i) digits += groups[i];
    return digits;
  };
  const auto thousands = [&](std::size_t count) {
    bool good = groups[0].size() <= 3 && groups[0] != "0";
    for (std::size_t i = 1; i < count; ++i) {
      good = good && groups[i].size() == 3 && signs[i - 1] == signs[0];
    }
    return good;
  };
  const std::size_t n = groups.size();
  if (n == 1 || thousands(n)) return std::strtod(all_but(0).c_str(), nullptr);
  const bool fraction = n == 2 || (thousands(n - 1) && signs[n - 2] != signs[0]);
  return fraction ? std::strtod((all_but(1) + "." + groups.back()).c_str(), nullptr) : none;
}

namespace {

std::vector<std::string> split(const std::string& query) {
  std::vector<std::string> parts;
  std::string part;
  bool quoted = false;
  const auto flush = [&] {
    if (!part.empty()) parts.push_back(part);
    part.clear();
  };
  for (char c : query) {
    if (c == '"') {
      part += c;
      if (quoted) flush();
      quoted = !quoted;
    } else if (quoted) {
      part += c;
    } else if (c == ' ') {
      flush();
    } else if (c == '(' || c == ')') {
      flush();
      parts.emplace_back(1, c);
    } else if ((c == '-' || c == '+') && part.empty()) {
      if (c == '-') parts.emplace_back("-");
    } else {
      part += c;
    }
  }
  flush();
  return parts;
}

// What a word means as an operator, in English; empty: nothing.
std::string operation(const std::string& part) {
  static const std::map<std::string, std::string> kSigns{
      {"AND", "AND"},   {"OR", "OR"},     {"NOT", "NOT"},  {"NEAR", "NEAR"}, {"ADJ", "ADJ"},
      {"SENT", "SENT"}, {"PARA", "PARA"}, {"VÀ", "AND"},   {"HOẶC", "OR"},   {"KHÔNG", "NOT"},
      {"GẦN", "NEAR"},  {"KỀ", "ADJ"},    {"CÂU", "SENT"}, {"ĐOẠN", "PARA"}, {"-", "NOT"}};
  const auto sign = kSigns.find(part.substr(0, part.find('/')));
  return sign == kSigns.end() ? "" : sign->second;
}

const std::map<std::string, char> kValueFields{{"outlet", 'o'}, {"lang", 'l'}, {"section", 's'},
                                               {"credit", 'C'}, {"id", 'i'},   {"date", 'd'},
                                               {"topic", 't'}};

// Precedence climbing over the parts: OR below AND below NOT below NEAR and its like.
class OracleParser {
 public:
  OracleParser(Oracle& oracle, const std::string& query, bool is_exact)
      : analyzer_(oracle.analyzer), parts_(split(query)), folded_(!is_exact) {
    for (at_ = 0; at_ < parts_.size(); ++at_) {
      if (!sign().empty() || is_count()) continue;
      for (const text::Token& token : analyzer_.analyze(parts_[at_])) {
        folded_ = folded_ && !token.marked;
      }
    }
    at_ = 0;
  }

  OracleTermPtr parse() {
    auto term = any();
    if (at_ != parts_.size()) throw std::invalid_argument("oracle: " + parts_[at_]);
    return term;
  }

 private:
  [[nodiscard]] bool next_is(std::string_view part) const {
    return at_ < parts_.size() && parts_[at_] == part;
  }
  [[nodiscard]] std::string sign(std::size_t ahead = 0) const {
    return at_ + ahead < parts_.size() ? operation(parts_[at_ + ahead]) : "";
  }
  bool take(std::string_view part) {
    const bool is_it = next_is(part);
    at_ += is_it ? 1 : 0;
    return is_it;
  }
  bool take_sign(std::string_view wanted) {
    const bool is_it = sign() == wanted;
    at_ += is_it ? 1 : 0;
    return is_it;
  }

  static OracleTermPtr made(OracleTerm term) {
    return std::make_shared<OracleTerm>(std::move(term));
  }

  OracleTermPtr any() {
    OracleTerm term;
    term.kind = '|';
    do {
      term.parts.push_back(all());
    } while (take_sign("OR"));
    return made(term);
  }

  OracleTermPtr all() {
    OracleTerm term;
    term.kind = '&';
    do {
      term.parts.push_back(negated());
      take_sign("AND");
    } while (at_ < parts_.size() && sign() != "OR" && !next_is(")"));
    return made(term);
  }

  OracleTermPtr negated() {
    if (!take_sign("NOT")) return joined();
    OracleTerm term;
    term.kind = '!';
    term.parts = {negated()};
    return made(term);
  }

  static bool is_joint(const std::string& sign) {
    return sign == "NEAR" || sign == "ADJ" || sign == "SENT" || sign == "PARA";
  }

  OracleTermPtr joined() {
    auto left = leaf();
    while (is_joint(sign()) || (sign() == "NOT" && parts_[at_] != "-" && is_joint(sign(1)))) {
      OracleTerm term;
      term.kind = 'j';
      term.negated = take_sign("NOT");
      term.joint = sign();
      const std::string& part = parts_[at_++];
      const auto slash = part.find('/');
      term.distance =
          slash == std::string::npos ? 10 : std::strtol(part.c_str() + slash + 1, nullptr, 10);
      term.parts = {left, leaf()};
      left = made(term);
    }
    return left;
  }

  [[nodiscard]] bool is_count() const {
    return (next_is("count") || next_is("đếm")) && at_ + 1 < parts_.size() &&
           parts_[at_ + 1] == "(";
  }

  [[nodiscard]] bool is_plain_word() const {
    if (at_ == parts_.size() || !sign().empty()) return false;
    const std::string& part = parts_[at_];
    return part != "(" && part != ")" && part.find(':') == std::string::npos &&
           part.front() != '"' && part.front() != '@' && part.back() != '*' &&
           part.find("..") == std::string::npos && !is_count();
  }

  OracleTermPtr leaf() {
    if (take("(")) {
      auto inside = any();
      if (!take(")")) throw std::invalid_argument("oracle: no )");
      return inside;
    }
    if (take("*")) return made({});
    if (is_plain_word()) {
      std::string words = parts_[at_++];
      while (folded_ && is_plain_word()) words += " " + parts_[at_++];
      return phrase(words);
    }
    const std::string part = parts_.at(at_++);
    if (part == "count" || part == "đếm") return count();
    if (part.front() == '"') return phrase(part);
    const auto colon = part.find(':');
    return colon == std::string::npos ? one(part)
                                      : field(part.substr(0, colon), part.substr(colon + 1));
  }

  OracleTermPtr count() {
    OracleTerm term;
    term.kind = 'c';
    term.parts = {leaf()};
    term.sign = parts_.at(at_++);
    term.number = std::strtol(parts_.at(at_++).c_str(), nullptr, 10);
    return made(term);
  }

  // What stands after a colon; empty: a parenthesis follows.
  OracleTermPtr field(const std::string& name, const std::string& rest) {
    const char field = field_;
    const bool folded = folded_;
    if (name == "title" || name == "lead" || name == "author") field_ = name[0];
    if (name == "exact" || name == "fold") folded_ = name == "fold";
    OracleTermPtr term;
    const auto kind = kValueFields.find(name);
    if (kind != kValueFields.end() || is_oracle_facet(name)) {
      term = value(name, kind == kValueFields.end() ? 'f' : kind->second, rest);
    } else if (rest.empty()) {
      term = leaf();
    } else {
      term = rest.front() == '"' ? phrase(rest) : one(rest);
    }
    field_ = field;
    folded_ = folded;
    return term;
  }

  static OracleTermPtr value(const std::string& name, char kind, const std::string& text) {
    OracleTerm term;
    term.kind = kind;
    term.value = text;
    term.entry = name;
    if (name == "section" || name == "credit") {
      term.value = oracle_keyword(text);
    }
    if (name == "date") {
      const auto dots = text.find("..");
      const std::string from = text.substr(0, dots);
      const std::string to = dots == std::string::npos ? from : text.substr(dots + 2);
      term.first = from.empty() ? "0000" : oracle_first_day(from);
      term.last = to.empty() ? "9999-99" : oracle_last_day(to);
    }
    return made(term);
  }

  // A word by itself, its beginning, a range of numbers or a lexicon.
  OracleTermPtr one(const std::string& part) {
    OracleTerm term;
    term.field = field_;
    if (part.front() == '@') {
      term.kind = '@';
      const auto slash = part.find('/');
      term.value = part.substr(1, slash - 1);
      if (slash != std::string::npos) term.entry = part.substr(slash + 1);
      return made(term);
    }
    if (const auto dots = part.find(".."); dots != std::string::npos) {
      term.kind = 'n';
      term.low = dots == 0 ? -HUGE_VAL : oracle_value(part.substr(0, dots));
      term.high = dots + 2 == part.size() ? HUGE_VAL : oracle_value(part.substr(dots + 2));
      return made(term);
    }
    return phrase(part);
  }

  OracleTermPtr phrase(const std::string& words) {
    OracleTerm term;
    term.kind = 'w';
    term.field = field_;
    term.folded = folded_ && field_ != 'a';
    term.cut_off = words.back() == '*';
    for (const text::Token& token : analyzer_.analyze(words)) {
      term.words.push_back(term.folded ? oracle_fold(token.exact) : std::string(token.exact));
    }
    return made(term);
  }

  text::Analyzer& analyzer_;
  std::vector<std::string> parts_;
  std::size_t at_ = 0;
  bool folded_;  // how words are read here
  char field_ = 'x';
};

}  // namespace

OracleTermPtr parse_oracle(Oracle& oracle, const std::string& query, bool is_exact) {
  return OracleParser(oracle, query, is_exact).parse();
}

}  // namespace saola::query
