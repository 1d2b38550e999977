#include "query/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "query/number_source.h"
#include "query/numbers.h"

namespace saola::query {

namespace {

using Position = Xapian::termpos;
using Kind = PlaceRule::Kind;

constexpr Position kEnd = std::numeric_limits<Position>::max();

/// Positions [begin, end).
struct Stretch {
  Position begin = 0;
  Position end = 0;
};

void put_in_order(Positions& positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
}

// One document, read term by term as the rule asks for them.
class Finder {
 public:
  Finder(const Xapian::Database& db, Xapian::docid document) : db_(db), document_(document) {}

  Positions find(const PlaceRule& rule) {
    if (rule.kind == Kind::joined) return joined(rule);
    Positions places;
    if (rule.kind == Kind::any_of) {
      for (const PlaceRule& part : rule.parts) {
        const Positions some = find(part);
        places.insert(places.end(), some.begin(), some.end());
      }
      put_in_order(places);
      return places;
    }
    places = rule.kind == Kind::run ? starts_of(rule.run) : among_terms(rule);
    keep_part(rule.part, places);
    return places;
  }

 private:
  Positions positions_of(const std::string& term) const {
    return {db_.positionlist_begin(document_, term), db_.positionlist_end(document_, term)};
  }

  Positions positions_of(const AnyTerm& word) const {
    Positions places;
    for (const std::string& term : word) {
      places.insert(places.end(), db_.positionlist_begin(document_, term),
                    db_.positionlist_end(document_, term));
    }
    if (word.size() > 1) std::sort(places.begin(), places.end());
    return places;
  }

  // Places of the first word that the others follow one by one.
  Positions starts_of(const TermRun& run) const {
    Positions starts = positions_of(run.front());
    for (std::size_t i = 1; i < run.size() && !starts.empty(); ++i) {
      const Positions follow = positions_of(run[i]);
      std::erase_if(starts, [&](Position start) {
        return !std::binary_search(follow.begin(), follow.end(), start + static_cast<Position>(i));
      });
    }
    return starts;
  }

  Positions among_terms(const PlaceRule& rule) const {
    Positions places;
    const bool any_number = rule.kind == Kind::numbers;
    auto term = db_.termlist_begin(document_);
    term.skip_to(any_number ? rule.prefix + "0" : rule.prefix);
    for (; term != db_.termlist_end(document_) && (*term).starts_with(rule.prefix); ++term) {
      const std::string word = (*term).substr(rule.prefix.size());
      if (any_number && (word.empty() || word.front() > '9')) break;
      if (any_number && !holds(rule.numbers, word)) continue;
      places.insert(places.end(), term.positionlist_begin(), term.positionlist_end());
    }
    put_in_order(places);
    return places;
  }

  void keep_part(Part part, Positions& places) {
    if (part == Part::anywhere) return;
    const Positions& starts = paragraphs();
    const Position text = starts.empty() ? kEnd : starts[0];
    const Position second = starts.size() > 1 ? starts[1] : kEnd;
    const Stretch kept = part == Part::title ? Stretch{0, text} : Stretch{text, second};
    std::erase_if(places, [&](Position at) { return at < kept.begin || at >= kept.end; });
  }

  Positions joined(const PlaceRule& rule) {
    Positions places = find(rule.parts[0]);
    if (places.empty()) return places;
    const Positions others = find(rule.parts[1]);
    std::erase_if(places, [&](Position at) {
      const Stretch around = stretch(rule, at);
      auto other = std::lower_bound(others.begin(), others.end(), around.begin);
      if (other != others.end() && *other == at) ++other;
      const bool has_other = other != others.end() && *other < around.end;
      return has_other == rule.negated;
    });
    return places;
  }

  // Where the other place must lie for one that lies `at`.
  Stretch stretch(const PlaceRule& rule, Position at) {
    const Position reach = rule.distance;
    switch (rule.joint) {
      case Joint::near:
        return {at > reach ? at - reach : 0, at + reach + 1};
      case Joint::following:
        return {at + 1, at + reach + 1};
      case Joint::sentence:
        return between(sentences(), at);
      case Joint::paragraph:
        return between(paragraphs(), at);
    }
    return {};
  }

  static Stretch between(const Positions& starts, Position at) {
    const auto next = std::upper_bound(starts.begin(), starts.end(), at);
    return {next == starts.begin() ? 0 : *std::prev(next), next == starts.end() ? kEnd : *next};
  }

  const Positions& paragraphs() {
    if (!paragraphs_) paragraphs_ = positions_of(std::string(store::kParagraphTerm));
    return *paragraphs_;
  }

  const Positions& sentences() {
    if (sentences_) return *sentences_;
    sentences_ = positions_of(std::string(store::kSentenceTerm));
    sentences_->insert(sentences_->end(), paragraphs().begin(), paragraphs().end());
    put_in_order(*sentences_);
    return *sentences_;
  }

  const Xapian::Database& db_;
  Xapian::docid document_;
  std::optional<Positions> paragraphs_;  // where those of the text begin
  std::optional<Positions> sentences_;   // where sentences begin, but for the title's first
};

Xapian::Query joined(Xapian::Query::op op, const std::vector<Xapian::Query>& queries) {
  return Xapian::Query(op, queries.begin(), queries.end());
}

Xapian::Query any_term(const AnyTerm& word) {
  if (word.size() == 1) return Xapian::Query(word.front());
  return Xapian::Query(Xapian::Query::OP_SYNONYM, word.begin(), word.end());
}

// Xapian reads the positions of any term of an OR, and of a SYNONYM none.
Xapian::Query standing(const TermRun& run) {
  if (run.size() == 1) return any_term(run.front());
  std::vector<Xapian::Query> words;
  for (const AnyTerm& word : run) {
    if (word.empty()) return Xapian::Query::MatchNothing;
    words.emplace_back(Xapian::Query::OP_OR, word.begin(), word.end());
  }
  return Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                       static_cast<Xapian::termcount>(words.size()));
}

// Spellings of one word weigh as one word, however rare each may be.
Xapian::Query weight_of(const TermRun& run) {
  if (is_phrase(run)) return standing(run);
  std::vector<Xapian::Query> words;
  for (const AnyTerm& word : run) words.push_back(any_term(word));
  return joined(Xapian::Query::OP_AND, words);
}

Xapian::Query leaf(const PlaceRule& rule) {
  if (rule.kind == Kind::numbers) return number_query(rule.prefix, rule.numbers);
  if (rule.kind == Kind::beginning) {
    return Xapian::Query(Xapian::Query::OP_WILDCARD, rule.prefix, kMaxBeginnings,
                         Xapian::Query::WILDCARD_LIMIT_ERROR, Xapian::Query::OP_OR);
  }
  return standing(rule.run);
}

std::string to_text(const TermRun& run) {
  std::vector<std::string> words;
  for (const AnyTerm& word : run) words.push_back(fmt::format("{}", fmt::join(word, "|")));
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace

Positions find_places(const Xapian::Database& db, Xapian::docid document, const PlaceRule& rule) {
  return Finder(db, document).find(rule);
}

bool is_phrase(const TermRun& run) {
  return std::all_of(run.begin(), run.end(), [](const AnyTerm& word) { return word.size() == 1; });
}

Xapian::Query candidates(const PlaceRule& rule) {
  if (rule.parts.empty()) return leaf(rule);
  if (rule.kind == Kind::joined && rule.negated) return candidates(rule.parts[0]);
  std::vector<Xapian::Query> queries;
  for (const PlaceRule& part : rule.parts) queries.push_back(candidates(part));
  return joined(rule.kind == Kind::joined ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, queries);
}

bool candidates_are_exact(const PlaceRule& rule) {
  if (rule.kind == Kind::joined || rule.part != Part::anywhere) return false;
  if (rule.kind == Kind::run && rule.run.size() > 1 && !is_phrase(rule.run)) return false;
  return std::all_of(rule.parts.begin(), rule.parts.end(), candidates_are_exact);
}

Xapian::Query weight_of(const PlaceRule& rule) {
  if (rule.kind == Kind::run) return weight_of(rule.run);
  if (rule.parts.empty()) return leaf(rule);
  std::vector<Xapian::Query> queries;
  const std::size_t wanted = rule.kind == Kind::joined && rule.negated ? 1 : rule.parts.size();
  for (std::size_t i = 0; i < wanted; ++i) queries.push_back(weight_of(rule.parts[i]));
  return joined(Xapian::Query::OP_OR, queries);
}

std::string to_text(const PlaceRule& rule) {
  const std::string_view part = rule.part == Part::title  ? "title:"
                                : rule.part == Part::lead ? "lead:"
                                                          : "";
  switch (rule.kind) {
    case Kind::run:
      return fmt::format("{}{}", part, to_text(rule.run));
    case Kind::beginning:
      return fmt::format("{}{}*", part, rule.prefix);
    case Kind::numbers:
      return fmt::format("{}{}{}..{}", part, rule.prefix, rule.numbers.low, rule.numbers.high);
    case Kind::any_of: {
      std::vector<std::string> parts;
      for (const PlaceRule& one : rule.parts) parts.push_back(to_text(one));
      return fmt::format("({})", fmt::join(parts, " OR "));
    }
    case Kind::joined: {
      Node sign;
      sign.kind = NodeKind::joined;
      sign.joint = rule.joint;
      sign.negated = rule.negated;
      sign.distance = rule.distance;
      return fmt::format("({} {} {})", to_text(rule.parts[0]), to_word(sign),
                         to_text(rule.parts[1]));
    }
  }
  return {};
}

}  // namespace saola::query
