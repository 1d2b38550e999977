#include "query/query_xapian.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "query/beginnings.h"
#include "query/bigrams.h"
#include "query/place_source.h"
#include "query/unfolding.h"
#include "store/topic_mark.h"
#include "text/canonical.h"

namespace saola::query {

namespace {

using Expr = Xapian::Query;
using Queries = std::vector<Expr>;

// What is asked, and of which documents.
struct Scope {
  const Xapian::Database& db;
  Within within;
};

constexpr double kTitleFactor = 2.0;  // a word of the headline weighs as two more of the text

Expr joined(Expr::op op, const Queries& parts) { return Expr(op, parts.begin(), parts.end()); }

Expr without_weight(const Expr& query) { return Expr(Expr::OP_SCALE_WEIGHT, query, 0.0); }

Expr keyword_query(const std::string& term) {
  if (!store::fits_term(term)) return Expr();
  return without_weight(Expr(term));
}

std::string lexicon_term(const Node& node) {
  return node.entry.empty() ? store::concept_term(node.value)
                            : store::concept_term(node.value, node.entry);
}

// Words of the title have terms of their own; its lexicons, and all of the lead, are told by their positions.
Part part_of(const Node& node) {
  if (node.field->name == "lead") return Part::lead;
  return node.kind == NodeKind::lexicon && node.field->name == "title" ? Part::title
                                                                       : Part::anywhere;
}

PlaceRule words_rule(const Scope& scope, const Node& node, const store::Field& field, Lane lane) {
  const std::string prefix(term_prefix(field));
  PlaceRule rule;
  rule.part = part_of(node);
  if (node.cut_off && lane == Lane::exact) {
    rule.kind = PlaceRule::Kind::beginning;
    rule.prefix = prefix + node.words.front().exact;
    return rule;
  }
  for (const Word& word : node.words) {
    if (lane == Lane::exact) {
      rule.run.push_back({prefix + word.exact});
    } else {
      rule.run.push_back(node.cut_off ? unfold_beginning(scope.db, prefix, word.folded)
                                      : unfold(scope.db, prefix, word.folded));
    }
  }
  return rule;
}

// @param node  has_places.
PlaceRule rule_of(const Scope& scope, const Node& node) {
  if (node.kind == NodeKind::words) return words_rule(scope, node, *node.field, node.lane);
  PlaceRule rule;
  if (node.kind == NodeKind::lexicon) {
    rule.run = {{lexicon_term(node)}};
    rule.part = part_of(node);
    return rule;
  }
  if (node.kind == NodeKind::numbers) {
    rule.kind = PlaceRule::Kind::numbers;
    rule.prefix = term_prefix(*node.field);
    rule.numbers = node.numbers;
    rule.part = part_of(node);
    return rule;
  }
  const bool is_joined = node.kind == NodeKind::joined;
  rule.kind = is_joined ? PlaceRule::Kind::joined : PlaceRule::Kind::any_of;
  rule.joint = node.joint;
  rule.negated = node.negated;
  rule.distance = node.distance;
  for (const Node& child : node.children) rule.parts.push_back(rule_of(scope, child));
  return rule;
}

// The documents with such a place; weighed, for a rule that is not in Xapian's own operators, by the words it names.
Expr place_query(const Scope& scope, const PlaceRule& rule, Purpose purpose,
                 std::shared_ptr<FoundBefore> found_before = nullptr) {
  const Expr found = query::place_query(rule, 1, {scope.within, std::move(found_before)});
  const bool weighs_itself = rule.parts.empty() && candidates_are_exact(rule);
  if (purpose == Purpose::count || weighs_itself) return found;
  return Expr(Expr::OP_AND_MAYBE, found, weight_of(rule));
}

std::vector<std::string> exact_words(const Node& node) {
  std::vector<std::string> words;
  for (const Word& word : node.words) words.push_back(word.exact);
  return words;
}

// Folded words find at least what exact words find, for they stand for these as well: the exact half of the rule only weighs.
Expr words_query(const Scope& scope, const Node& node, Purpose purpose) {
  const auto in = [&](const store::Field& field, Lane lane) {
    return place_query(scope, words_rule(scope, node, field, lane), purpose, node.found_before);
  };
  if (purpose == Purpose::count && node.bigrams && is_exact_phrase(node)) {
    if (auto phrase = node.bigrams->phrase(scope.db, exact_words(node))) return *phrase;
  }
  Expr query = in(*node.field, node.lane);
  if (purpose == Purpose::count || node.cut_off) return query;
  if (node.lane == Lane::folded) query = Expr(Expr::OP_OR, query, in(*node.field, Lane::exact));
  if (node.field->name != "text") return query;
  const Expr title = in(*store::find_field("title"), node.lane);
  return Expr(Expr::OP_AND_MAYBE, query, Expr(Expr::OP_SCALE_WEIGHT, title, kTitleFactor));
}

// Documents with at least `number` places of the node.
Expr at_least(const Scope& scope, const PlaceRule& rule, std::size_t number) {
  return number == 0 ? Expr::MatchAll : query::place_query(rule, number, {scope.within});
}

Expr count_query(const Scope& scope, const Node& node, Purpose purpose) {
  const PlaceRule rule = rule_of(scope, node.children.front());
  const std::size_t number = node.number;
  const auto but = [](const Expr& most, const Expr& fewer) {
    return Expr(Expr::OP_AND_NOT, most, fewer);
  };
  switch (node.comparison) {
    case Comparison::at_least:
    case Comparison::more_than: {
      const bool more = node.comparison == Comparison::more_than;
      const Expr found = at_least(scope, rule, number + (more ? 1 : 0));
      if (purpose == Purpose::count) return found;
      return Expr(Expr::OP_AND_MAYBE, without_weight(found), weight_of(rule));
    }
    case Comparison::at_most:
      return without_weight(but(Expr::MatchAll, at_least(scope, rule, number + 1)));
    case Comparison::fewer_than:
      return without_weight(but(Expr::MatchAll, at_least(scope, rule, number)));
    case Comparison::equal_to:
      return without_weight(but(at_least(scope, rule, number), at_least(scope, rule, number + 1)));
  }
  return Expr();
}

Expr days_query(const Node& node) {
  return without_weight(Expr(Expr::OP_VALUE_RANGE, store::kDaySlot, store::day_key(node.days.first),
                             store::day_key(node.days.last)));
}

Expr keyword_query(const Node& node) {
  const std::string_view field = node.field->name;
  if (field == "outlet") return keyword_query(store::outlet_term(node.value));
  if (field == "topic") return keyword_query(store::topic_term(node.value));
  if (field == "language") return keyword_query(store::language_term(node.value));
  if (field == "section") return keyword_query(store::section_term(text::fold(node.value)));
  if (field == "credit") return keyword_query(store::credit_term(text::fold(node.value)));
  return keyword_query(store::unique_term(node.value));
}

Expr lexicon_query(const Scope& scope, const Node& node, Purpose purpose) {
  const PlaceRule rule = rule_of(scope, node);
  return store::fits_term(rule.run.front().front()) ? place_query(scope, rule, purpose) : Expr();
}

Expr tree_query(const Scope& scope, const Node& bound, Purpose purpose);

Expr all_of(const Scope& scope, const Node& node, Purpose purpose) {
  Queries wanted;
  Queries unwanted;
  for (const Node& child : node.children) {
    if (child.kind == NodeKind::none_of) {
      unwanted.push_back(tree_query(scope, child.children.front(), Purpose::count));
    } else {
      wanted.push_back(tree_query(scope, child, purpose));
    }
  }
  const Expr found = wanted.empty() ? Expr::MatchAll : joined(Expr::OP_AND, wanted);
  if (unwanted.empty()) return found;
  return Expr(Expr::OP_AND_NOT, found, joined(Expr::OP_OR, unwanted));
}

Expr any_of(const Scope& scope, const Node& node, Purpose purpose) {
  Queries parts;
  for (const Node& child : node.children) parts.push_back(tree_query(scope, child, purpose));
  return joined(Expr::OP_OR, parts);
}

Expr values_filter(const std::vector<std::string>& values, std::string (*term)(std::string_view)) {
  Queries parts;
  for (const std::string& value : values) parts.push_back(keyword_query(term(value)));
  return joined(Expr::OP_OR, parts);
}

Expr date_filter(const Filters& filters) {
  // Far outside what an article can have, and not the infinity that an absent value would pass for.
  double first = -1e15;
  double last = 1e15;
  const auto seconds = [](Instant time) {
    return static_cast<double>(time.time_since_epoch().count());
  };
  if (filters.since) first = seconds(filters.zone.midnight(filters.since->first));
  if (filters.until) {
    last = seconds(filters.zone.midnight(filters.until->last + std::chrono::days(1))) - 1;
  }
  return Expr(Expr::OP_VALUE_RANGE, store::kPublishedSlot, Xapian::sortable_serialise(first),
              Xapian::sortable_serialise(last));
}

Expr filtered(const Expr& query, const Queries& filters) {
  if (filters.empty()) return query;
  return Expr(Expr::OP_FILTER, query, joined(Expr::OP_AND, filters));
}

Queries filters_without_dates(const Scope& scope, const Limits& limits) {
  Queries filters;
  if (!limits.filters.outlets.empty()) {
    filters.push_back(values_filter(limits.filters.outlets, store::outlet_term));
  }
  if (!limits.filters.languages.empty()) {
    filters.push_back(values_filter(limits.filters.languages, store::language_term));
  }
  Queries topics;
  for (const Node& topic : limits.topics)
    topics.push_back(tree_query(scope, topic, Purpose::count));
  if (!topics.empty()) filters.push_back(joined(Expr::OP_OR, topics));
  return filters;
}

Expr tree_query(const Scope& scope, const Node& bound, Purpose purpose) {
  switch (bound.kind) {
    case NodeKind::everything:
      return Expr::MatchAll;
    case NodeKind::words:
      return words_query(scope, bound, purpose);
    case NodeKind::keyword:
      return keyword_query(bound);
    case NodeKind::lexicon:
      return lexicon_query(scope, bound, purpose);
    case NodeKind::topic:  // without weight, for its marks have none either
      return without_weight(
          tree_query(scope, bound.marked.empty() ? bound.children.front() : bound.marked.front(),
                     Purpose::count));
    case NodeKind::all_of:
      return all_of(scope, bound, purpose);
    case NodeKind::any_of:
      return any_of(scope, bound, purpose);
    case NodeKind::none_of:
      return Expr(Expr::OP_AND_NOT, Expr::MatchAll,
                  tree_query(scope, bound.children.front(), Purpose::count));
    case NodeKind::numbers:
    case NodeKind::joined:
      return place_query(scope, rule_of(scope, bound), purpose);
    case NodeKind::count:
      return count_query(scope, bound, purpose);
    case NodeKind::days:
      return days_query(bound);
  }
  return Expr();
}

}  // namespace

Expr to_xapian(const Xapian::Database& db, const Node& bound, Purpose purpose, Within within) {
  return tree_query({db, std::move(within)}, bound, purpose);
}

Expr limited(const Xapian::Database& db, const Expr& query, const Limits& limits) {
  Queries filters = filters_without_dates({db, {}}, limits);
  if (limits.filters.since || limits.filters.until) filters.push_back(date_filter(limits.filters));
  return filtered(query, filters);
}

}  // namespace saola::query
