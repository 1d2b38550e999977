#include "query/matches.h"

#include <algorithm>

namespace saola::query {

namespace {

// Sees every match on its way; matches nothing away.
class Collector : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double weight) override {
    found.push_back({document.get_docid(), weight});
  }

  std::vector<Match> found;
};

std::vector<Match> collect(const Xapian::Database& db, const Xapian::Query& query,
                           const Xapian::Weight& weighting) {
  Collector collector;
  if (query.empty() || db.get_doccount() == 0) return {};
  Xapian::Enquire enquire(db);
  enquire.set_query(query);
  enquire.set_weighting_scheme(weighting);
  enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
  enquire.add_matchspy(&collector);
  // No item is wanted, but every match must be checked: then the spy sees them all.
  (void)enquire.get_mset(0, 0, db.get_doccount());
  std::sort(collector.found.begin(), collector.found.end(),
            [](const Match& a, const Match& b) { return a.document < b.document; });
  return std::move(collector.found);
}

}  // namespace

std::vector<Xapian::docid> all_matches(const Xapian::Database& db, const Xapian::Query& query) {
  const auto found = collect(db, query, Xapian::BoolWeight());
  std::vector<Xapian::docid> documents(found.size());
  std::transform(found.begin(), found.end(), documents.begin(),
                 [](const Match& match) { return match.document; });
  return documents;
}

std::vector<Match> all_ranked(const Xapian::Database& db, const Xapian::Query& query) {
  return collect(db, query, Xapian::BM25Weight());
}

}  // namespace saola::query
