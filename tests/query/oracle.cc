#include "tests/query/oracle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>
#include <stdexcept>

#include "text/canonical.h"

namespace saola::query {

struct Oracle::Term {
  // '*' all, 'w' words, 'n' numbers, 'd' days, 'o' outlet, 'l' language, 's' section, 'i' id, '@' lexicon,
  // '&', '|', '!', 'j' joined, 'c' count
  char kind = '*';
  std::string value;               // o, l, s, i; @: the lexicon
  std::string entry;               // @
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
  std::vector<TermPtr> parts;
};

namespace {

using Term = Oracle::Term;
using TermPtr = Oracle::TermPtr;

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

// The number that figures mean; NaN: none. Written by trying each reading in turn.
double value_of(const std::string& text) {
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

// First and last day of "2018", "2018-10", "2018-10-06".
std::string first_day(const std::string& text) {
  return text + (text.size() == 4 ? "-01-01" : text.size() == 7 ? "-01" : "");
}

std::string last_day(const std::string& text) {
  if (text.size() == 10) return text;
  return text + (text.size() == 7 ? "-99" : "-99-99");
}

// Precedence climbing over the parts: OR below AND below NOT below NEAR and its like.
class OracleParser {
 public:
  OracleParser(Oracle& oracle, const std::string& query)
      : analyzer_(oracle.analyzer), parts_(split(query)) {
    for (at_ = 0; at_ < parts_.size(); ++at_) {
      if (!sign().empty() || is_count()) continue;
      for (const text::Token& token : analyzer_.analyze(parts_[at_])) {
        folded_ = folded_ && !token.marked;
      }
    }
    at_ = 0;
  }

  TermPtr parse() {
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

  static TermPtr made(Term term) { return std::make_shared<Term>(std::move(term)); }

  TermPtr any() {
    Term term;
    term.kind = '|';
    do {
      term.parts.push_back(all());
    } while (take_sign("OR"));
    return made(term);
  }

  TermPtr all() {
    Term term;
    term.kind = '&';
    do {
      term.parts.push_back(negated());
      take_sign("AND");
    } while (at_ < parts_.size() && sign() != "OR" && !next_is(")"));
    return made(term);
  }

  TermPtr negated() {
    if (!take_sign("NOT")) return joined();
    Term term;
    term.kind = '!';
    term.parts = {negated()};
    return made(term);
  }

  static bool is_joint(const std::string& sign) {
    return sign == "NEAR" || sign == "ADJ" || sign == "SENT" || sign == "PARA";
  }

  TermPtr joined() {
    auto left = leaf();
    while (is_joint(sign()) || (sign() == "NOT" && parts_[at_] != "-" && is_joint(sign(1)))) {
      Term term;
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

  TermPtr leaf() {
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

  TermPtr count() {
    Term term;
    term.kind = 'c';
    term.parts = {leaf()};
    term.sign = parts_.at(at_++);
    term.number = std::strtol(parts_.at(at_++).c_str(), nullptr, 10);
    return made(term);
  }

  // What stands after a colon; empty: a parenthesis follows.
  TermPtr field(const std::string& name, const std::string& rest) {
    const char field = field_;
    const bool folded = folded_;
    if (name == "title" || name == "lead" || name == "author") field_ = name[0];
    if (name == "exact" || name == "fold") folded_ = name == "fold";
    TermPtr term;
    if (name == "outlet" || name == "lang" || name == "section" || name == "id" || name == "date") {
      term = value(name, rest);
    } else if (rest.empty()) {
      term = leaf();
    } else {
      term = rest.front() == '"' ? phrase(rest) : one(rest);
    }
    field_ = field;
    folded_ = folded;
    return term;
  }

  static TermPtr value(const std::string& name, const std::string& text) {
    Term term;
    term.kind = name[0];
    term.value = text;
    if (name == "section") {
      term.value = text::fold(text);
      std::erase(term.value, '"');
      std::replace(term.value.begin(), term.value.end(), ' ', '-');
    }
    if (name == "date") {
      const auto dots = text.find("..");
      const std::string from = text.substr(0, dots);
      const std::string to = dots == std::string::npos ? from : text.substr(dots + 2);
      term.first = from.empty() ? "0000" : first_day(from);
      term.last = to.empty() ? "9999-99" : last_day(to);
    }
    return made(term);
  }

  // A word by itself, its beginning, a range of numbers or a lexicon.
  TermPtr one(const std::string& part) {
    Term term;
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
      term.low = dots == 0 ? -HUGE_VAL : value_of(part.substr(0, dots));
      term.high = dots + 2 == part.size() ? HUGE_VAL : value_of(part.substr(dots + 2));
      return made(term);
    }
    return phrase(part);
  }

  TermPtr phrase(const std::string& words) {
    Term term;
    term.kind = 'w';
    term.field = field_;
    term.folded = folded_ && field_ != 'a';
    term.cut_off = words.back() == '*';
    for (const text::Token& token : analyzer_.analyze(words)) {
      term.words.emplace_back(term.folded ? token.folded : token.exact);
    }
    return made(term);
  }

  text::Analyzer& analyzer_;
  std::vector<std::string> parts_;
  std::size_t at_ = 0;
  bool folded_ = true;  // how words are read here
  char field_ = 'x';
};

/// Asks one article.
class Asker {
 public:
  Asker(Oracle& oracle, const OracleArticle& article) : oracle_(oracle), article_(article) {}

  bool holds(const Term& term) {
    const auto part_holds = [&](const TermPtr& part) { return holds(*part); };
    switch (term.kind) {
      case '&':
        return std::all_of(term.parts.begin(), term.parts.end(), part_holds);
      case '|':
        return std::any_of(term.parts.begin(), term.parts.end(), part_holds);
      case '!':
        return !holds(*term.parts[0]);
      case 'o':
        return article_.outlet == term.value;
      case 'l':
        return article_.language == term.value;
      case 's':
        return article_.section == term.value;
      case 'i':
        return article_.id == term.value;
      case 'd':
        return !article_.day.empty() && term.first <= article_.day && article_.day <= term.last;
      case 'c':
        return compares(static_cast<long>(places(*term.parts[0]).size()), term);
      case '*':
        return true;
      default:
        return term.field == 'a' ? is_author(term) : !places(term).empty();
    }
  }

 private:
  using Places = std::set<std::size_t>;

  const std::vector<OracleWord>& words() const { return article_.words; }

  static bool compares(long count, const Term& term) {
    if (term.sign == ">=") return count >= term.number;
    if (term.sign == "<=") return count <= term.number;
    if (term.sign == ">") return count > term.number;
    if (term.sign == "<") return count < term.number;
    return count == term.number;
  }

  bool is_author(const Term& term) {
    std::vector<int> wanted;
    for (const std::string& word : term.words) wanted.push_back(oracle_.number(word));
    return std::search(article_.author.begin(), article_.author.end(), wanted.begin(),
                       wanted.end()) != article_.author.end();
  }

  bool is_in_field(const Term& term, std::size_t i) const {
    const int paragraph = words()[i].paragraph;
    if (term.field == 't') return paragraph == -1;
    if (term.field == 'l') return paragraph == 0;
    return true;
  }

  Places places(const Term& term) {
    Places found;
    switch (term.kind) {
      case '|':
      case '&':  // of one part only
        for (const TermPtr& part : term.parts) found.merge(places(*part));
        return found;
      case 'j':
        return joined(term);
      case '@':
        found = known_lexicon(term);
        break;
      default:
        for (std::size_t i = 0; i < words().size(); ++i) {
          if (stands_at(term, i)) found.insert(i);
        }
    }
    std::erase_if(found, [&](std::size_t i) { return !is_in_field(term, i); });
    return found;
  }

  bool stands_at(const Term& term, std::size_t i) {
    if (term.kind == 'n') {
      const double value = value_of(oracle_.word(words()[i].exact));
      return value >= term.low && value <= term.high;
    }
    if (i + term.words.size() > words().size()) return false;
    for (std::size_t k = 0; k < term.words.size(); ++k) {
      const OracleWord& word = words()[i + k];
      if (word.paragraph != words()[i].paragraph) return false;
      const std::string& text = oracle_.word(term.folded ? word.folded : word.exact);
      if (term.cut_off ? text.rfind(term.words[k], 0) != 0 : text != term.words[k]) return false;
    }
    return true;
  }

  Places joined(const Term& term) {
    const Places left = places(*term.parts[0]);
    const Places right = places(*term.parts[1]);
    Places found;
    for (std::size_t a : left) {
      const bool has_other = std::any_of(right.begin(), right.end(),
                                         [&](std::size_t b) { return are_joined(term, a, b); });
      if (has_other != term.negated) found.insert(a);
    }
    return found;
  }

  bool are_joined(const Term& term, std::size_t a, std::size_t b) const {
    if (a == b || words()[a].paragraph != words()[b].paragraph) return false;
    if (term.joint == "PARA") return true;
    if (term.joint == "SENT") return words()[a].sentence == words()[b].sentence;
    const long apart = static_cast<long>(b) - static_cast<long>(a);
    if (term.joint == "ADJ" && apart < 0) return false;
    return std::abs(apart) <= term.distance;
  }

  struct Match {
    std::size_t begin;
    std::size_t end;
  };

  // Where a spelling stands, one after the other in a paragraph.
  std::vector<Match> spelled(const std::string& spelling, char how) {
    std::vector<Match> found;
    const auto& tokens = oracle_.words_of(spelling);
    for (std::size_t i = 0; !tokens.empty() && i + tokens.size() <= words().size(); ++i) {
      bool same = true;
      for (std::size_t k = 0; k < tokens.size() && same; ++k) {
        const OracleWord& word = words()[i + k];
        same = word.paragraph == words()[i].paragraph &&
               (how == 'f' ? word.folded == tokens[k].folded : word.exact == tokens[k].exact) &&
               (how != 'c' ||
                (word.capital == tokens[k].capital && word.all_capitals == tokens[k].all_capitals));
      }
      if (same) found.push_back({i, i + tokens.size()});
    }
    return found;
  }

  // Looked for once an article: which lexicon stands where does not depend on the query.
  Places known_lexicon(const Term& term) {
    const auto key = article_.id + " " + term.value + "/" + term.entry;
    const auto [known, is_new] = oracle_.lexicon_places.try_emplace(key);
    if (is_new) known->second = lexicon(term);
    return known->second;
  }

  Places lexicon(const Term& term) {
    Places found;
    for (const text::Lexicon& lexicon : oracle_.lexicons_) {
      for (const text::LexiconEntry& entry : lexicon.entries) {
        if (lexicon.id != term.value || (!term.entry.empty() && entry.id != term.entry)) continue;
        std::vector<Match> all;
        std::vector<Match> excluded;
        const auto add = [&](const std::vector<std::string>& spellings, char how,
                             std::vector<Match>& to) {
          for (const std::string& spelling : spellings) {
            for (const Match& match : spelled(spelling, how)) to.push_back(match);
          }
        };
        add(entry.spellings, 'e', all);
        add(entry.folded, 'f', all);
        add(entry.cased, 'c', all);
        add(entry.excluded, 'e', excluded);
        for (const Match& match : all) {
          const auto around = [&](const Match& other) {
            return other.begin <= match.begin && match.end <= other.end;
          };
          const bool inside_longer = std::any_of(all.begin(), all.end(), [&](const Match& other) {
            return around(other) && other.end - other.begin > match.end - match.begin;
          });
          const bool is_excluded = std::any_of(excluded.begin(), excluded.end(), around);
          if (!inside_longer && !is_excluded) found.insert(match.begin);
        }
      }
    }
    return found;
  }

  Oracle& oracle_;
  const OracleArticle& article_;
};

}  // namespace

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
  read.section = text::fold(article.section);
  std::replace(read.section.begin(), read.section.end(), ' ', '-');
  if (article.published) {
    Timestamp home = *article.published;
    home.offset = kHomeOffset;
    read.day = to_iso(home).substr(0, 10);
  }
  return read;
}

Oracle::TermPtr Oracle::parse(const std::string& query) {
  return OracleParser(*this, query).parse();
}

bool Oracle::holds(const Term& term, const OracleArticle& article) {
  return Asker(*this, article).holds(term);
}

}  // namespace saola::query
