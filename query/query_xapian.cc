#include "query/query_xapian.h"

#include <algorithm>
#include <vector>

#include "query/near_source.h"
#include "text/canonical.h"

namespace saola::query {

namespace {

using Expr = Xapian::Query;
using Queries = std::vector<Expr>;

constexpr double kTitleFactor = 2.0;  // a word of the headline weighs as two more of the text

Expr joined(Expr::op op, const Queries& parts) { return Expr(op, parts.begin(), parts.end()); }

Expr without_weight(const Expr& query) { return Expr(Expr::OP_SCALE_WEIGHT, query, 0.0); }

Expr keyword_query(const std::string& term) {
  if (!store::fits_term(term)) return Expr();
  return without_weight(Expr(term));
}

TermRun run_of(const Node& node, const store::Field& field, Lane lane) {
  const bool exact = lane == Lane::exact;
  const std::string_view prefix = exact ? field.prefix : field.folded_prefix;
  TermRun run;
  for (const Word& word : node.words) {
    run.push_back(std::string(prefix).append(exact ? word.exact : word.folded));
  }
  return run;
}

Expr words_in(const Node& node, const store::Field& field, Lane lane) {
  return any_run({run_of(node, field, lane)});
}

// Folded terms find at least what exact terms find, for folding is a function of the exact form: the exact half of the
// rule only weighs.
Expr words_query(const Node& node, Purpose purpose) {
  Expr query = words_in(node, *node.field, node.lane);
  if (purpose == Purpose::count) return query;
  if (node.lane == Lane::folded) {
    query = Expr(Expr::OP_OR, query, words_in(node, *node.field, Lane::exact));
  }
  if (node.field->name != "text") return query;
  const Expr title = words_in(node, *store::find_field("title"), node.lane);
  return Expr(Expr::OP_AND_MAYBE, query, Expr(Expr::OP_SCALE_WEIGHT, title, kTitleFactor));
}

Expr keyword_query(const Node& node) {
  const std::string_view field = node.field->name;
  if (field == "outlet") return keyword_query(store::outlet_term(node.value));
  if (field == "language") return keyword_query(store::language_term(node.value));
  if (field == "section") return keyword_query(store::section_term(text::fold(node.value)));
  return keyword_query(store::unique_term(node.value));
}

std::string lexicon_term(const Node& node) {
  return node.entry.empty() ? store::concept_term(node.value)
                            : store::concept_term(node.value, node.entry);
}

Expr lexicon_query(const Node& node) {
  const std::string term = lexicon_term(node);
  return store::fits_term(term) ? Expr(term) : Expr();
}

void add_runs(const Node& node, NearSide& side) {
  if (node.kind == NodeKind::words) side.push_back(run_of(node, *node.field, node.lane));
  if (node.kind == NodeKind::lexicon) side.push_back({lexicon_term(node)});
  for (const Node& child : node.children) add_runs(child, side);
}

Expr near_query(const Node& node, Purpose purpose) {
  NearSide left;
  NearSide right;
  add_runs(node.children[0], left);
  add_runs(node.children[1], right);
  auto* source = new NearSource(left, right, node.distance);  // release() hands it to the query
  const Expr near(source->release());
  if (purpose == Purpose::count) return near;
  return Expr(Expr::OP_AND_MAYBE, near, Expr(Expr::OP_OR, any_run(left), any_run(right)));
}

Expr all_of(const Node& node, Purpose purpose) {
  Queries wanted;
  Queries unwanted;
  for (const Node& child : node.children) {
    if (child.kind == NodeKind::none_of) {
      unwanted.push_back(to_xapian(child.children.front(), Purpose::count));
    } else {
      wanted.push_back(to_xapian(child, purpose));
    }
  }
  const Expr found = wanted.empty() ? Expr::MatchAll : joined(Expr::OP_AND, wanted);
  if (unwanted.empty()) return found;
  return Expr(Expr::OP_AND_NOT, found, joined(Expr::OP_OR, unwanted));
}

Expr any_of(const Node& node, Purpose purpose) {
  Queries parts;
  for (const Node& child : node.children) parts.push_back(to_xapian(child, purpose));
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

Queries filters_without_dates(const Limits& limits) {
  Queries filters;
  if (!limits.filters.outlets.empty()) {
    filters.push_back(values_filter(limits.filters.outlets, store::outlet_term));
  }
  if (!limits.filters.languages.empty()) {
    filters.push_back(values_filter(limits.filters.languages, store::language_term));
  }
  Queries topics;
  for (const Node& topic : limits.topics) topics.push_back(to_xapian(topic, Purpose::count));
  if (!topics.empty()) filters.push_back(joined(Expr::OP_OR, topics));
  return filters;
}

}  // namespace

Expr to_xapian(const Node& bound, Purpose purpose) {
  switch (bound.kind) {
    case NodeKind::everything:
      return Expr::MatchAll;
    case NodeKind::words:
      return words_query(bound, purpose);
    case NodeKind::keyword:
      return keyword_query(bound);
    case NodeKind::lexicon:
      return lexicon_query(bound);
    case NodeKind::topic:
      return to_xapian(bound.children.front(), purpose);
    case NodeKind::all_of:
      return all_of(bound, purpose);
    case NodeKind::any_of:
      return any_of(bound, purpose);
    case NodeKind::none_of:
      return Expr(Expr::OP_AND_NOT, Expr::MatchAll,
                  to_xapian(bound.children.front(), Purpose::count));
    case NodeKind::near:
      return near_query(bound, purpose);
  }
  return Expr();
}

Expr limited(const Expr& query, const Limits& limits) {
  Queries filters = filters_without_dates(limits);
  if (limits.filters.since || limits.filters.until) filters.push_back(date_filter(limits.filters));
  return filtered(query, filters);
}

Expr limited_undated(const Expr& query, const Limits& limits) {
  Queries filters = filters_without_dates(limits);
  filters.push_back(Expr(std::string(store::kUndatedTerm)));
  return filtered(query, filters);
}

}  // namespace saola::query
