#include "query/place_source.h"

#include <fmt/format.h>

#include <utility>

#include "query/matches.h"
#include "query/run_walk.h"

namespace saola::query {

PlaceSource::PlaceSource(PlaceRule rule, std::size_t at_least, Within within)
    : rule_(std::move(rule)), at_least_(at_least), within_(std::move(within)) {}

Xapian::PostingSource* PlaceSource::clone() const {
  return new PlaceSource(rule_, at_least_,
                         within_);  // Xapian's own protocol: it deletes what it gets
}

void PlaceSource::init(const Xapian::Database& db) {
  db_ = db;
  const Xapian::Query query = candidates(rule_);
  auto documents = within_ ? matches_among(db, query, *within_) : all_matches(db, query);
  const bool is_unfolded = rule_.kind == PlaceRule::Kind::run && !is_phrase(rule_.run);
  if (is_unfolded) documents = documents_with_run(db, rule_.run, documents);
  is_all_said_ = is_unfolded && at_least_ == 1 && rule_.part == Part::anywhere;
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

Xapian::Query place_query(const PlaceRule& rule, std::size_t at_least, Within within) {
  if (at_least == 1 && candidates_are_exact(rule)) return candidates(rule);
  auto* source =
      new PlaceSource(rule, at_least, std::move(within));  // release() hands it to the query
  return Xapian::Query(source->release());
}

}  // namespace saola::query
