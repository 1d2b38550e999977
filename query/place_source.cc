#include "query/place_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/matches.h"

namespace saola::query {

namespace {

// What Xapian's own operators find is exactly where such a rule has a place.
bool is_native(const PlaceRule& rule) {
  if (rule.kind == PlaceRule::Kind::joined || rule.part != Part::anywhere) return false;
  return std::all_of(rule.parts.begin(), rule.parts.end(), is_native);
}

}  // namespace

PlaceSource::PlaceSource(PlaceRule rule, std::size_t at_least)
    : rule_(std::move(rule)), at_least_(at_least) {}

Xapian::PostingSource* PlaceSource::clone() const {
  return new PlaceSource(rule_, at_least_);  // Xapian's own protocol: it deletes what it gets
}

void PlaceSource::init(const Xapian::Database& db) {
  db_ = db;
  list(all_matches(db, candidates(rule_)));
}

bool PlaceSource::accepts(Xapian::docid document) const {
  return find_places(db_, document, rule_).size() >= at_least_;
}

std::string PlaceSource::get_description() const {
  return at_least_ == 1 ? to_text(rule_)
                        : fmt::format("count({}) >= {}", to_text(rule_), at_least_);
}

Xapian::Query place_query(const PlaceRule& rule, std::size_t at_least) {
  if (at_least == 1 && is_native(rule)) return candidates(rule);
  auto* source = new PlaceSource(rule, at_least);  // release() hands it to the query
  return Xapian::Query(source->release());
}

}  // namespace saola::query
