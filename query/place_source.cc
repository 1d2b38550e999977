#include "query/place_source.h"

#include <fmt/format.h>

#include <utility>

#include "query/matches.h"
#include "query/run_walk.h"

namespace saola::query {

namespace {

Within listed(Documents documents) {
  return std::make_shared<const Documents>(std::move(documents));
}

// The database in its present state; empty: on another machine, nobody knows.
std::string state_of(const Xapian::Database& db) {
  return store::is_remote(db) ? "" : fmt::format("{} {}", db.get_uuid(), db.get_revision());
}

}  // namespace

PlaceSource::PlaceSource(PlaceRule rule, std::size_t at_least, PlaceContext context)
    : rule_(std::move(rule)), at_least_(at_least), context_(std::move(context)) {}

Xapian::PostingSource* PlaceSource::clone() const {
  return new PlaceSource(rule_, at_least_,
                         context_);  // Xapian's own protocol: it deletes what it gets
}

void PlaceSource::init(const Xapian::Database& db) {
  db_ = db;
  is_all_said_ = rule_.kind == PlaceRule::Kind::run && !is_phrase(rule_.run);
  list(is_all_said_ ? documents_of_run() : listed(candidates_within()));
}

Documents PlaceSource::candidates_within() const {
  const Xapian::Query query = candidates(rule_);
  return context_.within ? matches_among(db_, query, *context_.within) : all_matches(db_, query);
}

Within PlaceSource::documents_of_run() const {
  const auto find = [&] {
    return listed(documents_with_run(db_, rule_, at_least_, candidates_within()));
  };
  const bool is_kept = context_.found_before && !context_.within;
  const std::string state = is_kept ? state_of(db_) : "";
  if (state.empty()) return find();
  Within& found = (*context_.found_before)[state + " " + get_description()];
  if (!found) found = find();
  return found;
}

bool PlaceSource::accepts(Xapian::docid document) const {
  return is_all_said_ || find_places(db_, document, rule_).size() >= at_least_;
}

Xapian::Query PlaceSource::superset() const { return candidates(rule_); }

std::string PlaceSource::get_description() const {
  return at_least_ == 1 ? to_text(rule_)
                        : fmt::format("count({}) >= {}", to_text(rule_), at_least_);
}

Xapian::Query place_query(const PlaceRule& rule, std::size_t at_least, PlaceContext context) {
  if (at_least == 1 && candidates_are_exact(rule)) return candidates(rule);
  auto* source =
      new PlaceSource(rule, at_least, std::move(context));  // release() hands it to the query
  return Xapian::Query(source->release());
}

}  // namespace saola::query
