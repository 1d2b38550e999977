#include "query/place_source.h"

#include <fmt/format.h>

#include <utility>

#include "query/matches.h"
#include "query/run_walk.h"

namespace saola::query {

PlaceSource::PlaceSource(PlaceRule rule, std::size_t at_least)
    : rule_(std::move(rule)), at_least_(at_least) {}

Xapian::PostingSource* PlaceSource::clone() const {
  return new PlaceSource(rule_, at_least_);  // Xapian's own protocol: it deletes what it gets
}

void PlaceSource::init(const Xapian::Database& db) {
  db_ = db;
  auto documents = all_matches(db, candidates(rule_));
  const bool is_run = rule_.kind == PlaceRule::Kind::run;
  if (is_run && rule_.run.size() > 1) documents = documents_with_run(db, rule_.run, documents);
  is_all_said_ = is_run && at_least_ == 1 && rule_.part == Part::anywhere;
  list(std::move(documents));
}

bool PlaceSource::accepts(Xapian::docid document) const {
  return is_all_said_ || find_places(db_, document, rule_).size() >= at_least_;
}

Xapian::Query PlaceSource::superset() const { return candidates(rule_); }

std::string PlaceSource::get_description() const {
  return at_least_ == 1 ? to_text(rule_)
                        : fmt::format("count({}) >= {}", to_text(rule_), at_least_);
}

Xapian::Query place_query(const PlaceRule& rule, std::size_t at_least) {
  if (at_least == 1 && candidates_are_exact(rule)) return candidates(rule);
  auto* source = new PlaceSource(rule, at_least);  // release() hands it to the query
  return Xapian::Query(source->release());
}

}  // namespace saola::query
