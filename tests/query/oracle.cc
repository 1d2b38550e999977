#include "tests/query/oracle.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace saola::query {

struct Oracle::Term {
  char kind = '*';    // '*', '"' phrase, 'o' outlet, 'l' language, '&', '|', '!', '~' near
  std::string value;  // phrase: " words between blanks "
  bool folded = false;
  bool title = false;
  long distance = 0;
  std::vector<TermPtr> parts;
};

namespace {

using Term = Oracle::Term;
using TermPtr = Oracle::TermPtr;

std::vector<std::string> split(std::string_view query) {
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
    } else if (c == '-' && part.empty()) {
      parts.emplace_back("NOT");
    } else {
      part += c;
    }
  }
  flush();
  return parts;
}

// Precedence climbing over the parts: OR below AND below NOT below NEAR.
class OracleParser {
 public:
  OracleParser(text::Analyzer& analyzer, std::string_view query)
      : analyzer_(analyzer), parts_(split(query)) {
    for (const text::Token& token : analyzer_.analyze(query)) marked_ = marked_ || token.marked;
  }

  TermPtr parse() {
    auto term = any();
    if (at_ != parts_.size()) throw std::invalid_argument("oracle: " + parts_[at_]);
    return term;
  }

 private:
  bool next_is(std::string_view part) const { return at_ < parts_.size() && parts_[at_] == part; }

  bool take(std::string_view part) {
    if (!next_is(part)) return false;
    ++at_;
    return true;
  }

  TermPtr any() {
    Term term{.kind = '|', .value = {}, .parts = {all()}};
    while (take("OR")) term.parts.push_back(all());
    return std::make_shared<Term>(term);
  }

  TermPtr all() {
    Term term{.kind = '&', .value = {}, .parts = {negated()}};
    while (at_ < parts_.size() && !next_is("OR") && !next_is(")")) {
      take("AND");
      term.parts.push_back(negated());
    }
    return std::make_shared<Term>(term);
  }

  TermPtr negated() {
    if (!take("NOT")) return near();
    return std::make_shared<Term>(Term{.kind = '!', .value = {}, .parts = {negated()}});
  }

  TermPtr near() {
    auto left = leaf();
    if (at_ == parts_.size() || !parts_[at_].starts_with("NEAR/")) return left;
    const long distance = std::strtol(parts_[at_++].c_str() + 5, nullptr, 10);
    return std::make_shared<Term>(
        Term{.kind = '~', .value = {}, .distance = distance, .parts = {left, leaf()}});
  }

  bool is_plain_word() const {
    if (at_ == parts_.size()) return false;
    const std::string& part = parts_[at_];
    return part != "AND" && part != "OR" && part != "NOT" && part != "(" && part != ")" &&
           part.find(':') == std::string::npos && part.front() != '"' && part != "*" &&
           !part.starts_with("NEAR/");
  }

  TermPtr leaf() {
    if (take("(")) {
      auto inside = any();
      if (!take(")")) throw std::invalid_argument("oracle: no )");
      return inside;
    }
    if (take("*")) return std::make_shared<Term>();
    if (is_plain_word()) {
      std::string words = parts_[at_++];
      while (!marked_ && is_plain_word()) words += " " + parts_[at_++];
      return phrase(words, false);
    }
    const std::string part = parts_.at(at_++);
    if (part.starts_with("title:")) return phrase(part.substr(6), true);
    if (part.starts_with("outlet:")) return value('o', part.substr(7));
    if (part.starts_with("lang:")) return value('l', part.substr(5));
    return phrase(part, false);
  }

  static TermPtr value(char kind, std::string text) {
    return std::make_shared<Term>(Term{.kind = kind, .value = std::move(text), .parts = {}});
  }

  TermPtr phrase(const std::string& words, bool title) {
    std::string value = " ";
    for (const text::Token& token : analyzer_.analyze(words)) {
      value.append(marked_ ? token.exact : token.folded).append(" ");
    }
    return std::make_shared<Term>(
        Term{.kind = '"', .value = value, .folded = !marked_, .title = title, .parts = {}});
  }

  text::Analyzer& analyzer_;
  std::vector<std::string> parts_;
  std::size_t at_ = 0;
  bool marked_ = false;
};

void add_paragraphs(text::Analyzer& analyzer, const std::string& text,
                    std::vector<std::string>& exact, std::vector<std::string>& folded) {
  std::uint32_t paragraph = 0;
  bool first = true;
  for (const text::Token& token : analyzer.analyze(text)) {
    if (first || token.paragraph != paragraph) {
      exact.emplace_back(" ");
      folded.emplace_back(" ");
    }
    first = false;
    paragraph = token.paragraph;
    exact.back().append(token.exact).append(" ");
    folded.back().append(token.folded).append(" ");
  }
}

const std::vector<std::string>& lane(const Term& term, const OracleArticle& article) {
  if (term.title) return term.folded ? article.title_folded : article.title_exact;
  return term.folded ? article.folded : article.exact;
}

// The numbers of the words at which the phrases of a NEAR side begin, in one paragraph.
std::vector<long> word_numbers(const Term& term, const OracleArticle& article,
                               std::size_t paragraph) {
  std::vector<long> numbers;
  for (const TermPtr& part : term.parts) {
    const auto more = word_numbers(*part, article, paragraph);
    numbers.insert(numbers.end(), more.begin(), more.end());
  }
  if (term.kind != '"' || paragraph >= lane(term, article).size()) return numbers;
  const std::string& text = lane(term, article)[paragraph];
  for (auto at = text.find(term.value); at != std::string::npos;
       at = text.find(term.value, at + 1)) {
    numbers.push_back(std::count(text.begin(), text.begin() + static_cast<long>(at), ' '));
  }
  return numbers;
}

bool are_near(const Term& term, const OracleArticle& article) {
  for (std::size_t paragraph = 0; paragraph < article.exact.size(); ++paragraph) {
    for (long a : word_numbers(*term.parts[0], article, paragraph)) {
      for (long b : word_numbers(*term.parts[1], article, paragraph)) {
        if (a != b && std::abs(a - b) <= term.distance) return true;
      }
    }
  }
  return false;
}

}  // namespace

OracleArticle Oracle::read(const store::Article& article) {
  OracleArticle read;
  add_paragraphs(analyzer_, article.title, read.title_exact, read.title_folded);
  read.exact = read.title_exact;
  read.folded = read.title_folded;
  add_paragraphs(analyzer_, article.text, read.exact, read.folded);
  read.outlet = article.outlet;
  read.language = article.language;
  return read;
}

Oracle::TermPtr Oracle::parse(std::string_view query) {
  return OracleParser(analyzer_, query).parse();
}

bool Oracle::holds(const Term& term, const OracleArticle& article) {
  const auto part_holds = [&](const TermPtr& part) { return holds(*part, article); };
  switch (term.kind) {
    case '"':
      for (const std::string& paragraph : lane(term, article)) {
        if (paragraph.find(term.value) != std::string::npos) return true;
      }
      return false;
    case 'o':
      return article.outlet == term.value;
    case 'l':
      return article.language == term.value;
    case '&':
      return std::all_of(term.parts.begin(), term.parts.end(), part_holds);
    case '|':
      return std::any_of(term.parts.begin(), term.parts.end(), part_holds);
    case '!':
      return !part_holds(term.parts.front());
    case '~':
      return are_near(term, article);
    default:
      return true;
  }
}

}  // namespace saola::query
