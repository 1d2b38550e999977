#include "query/matches.h"

#include <algorithm>

#include "query/remote_matches.h"

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

std::vector<Xapian::docid> matches_of_shards(const Xapian::Database& db,
                                             const Xapian::Query& query) {
  const auto shards = store::shards_of(db);
  const auto count = static_cast<Xapian::docid>(shards.size());
  std::vector<Xapian::docid> documents;
  for (Xapian::docid s = 0; s < count; ++s) {
    const auto found = store::is_remote(shards[s]) ? remote_matches(shards[s], query)
                                                   : all_matches(shards[s], query);
    for (const Xapian::docid document : found) {
      documents.push_back((document - 1) * count + s + 1);
    }
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

// No spy can be sent to another machine either.
std::vector<Match> ranked_of_shards(const Xapian::Database& db, const Xapian::Query& query) {
  const auto documents = matches_of_shards(db, query);
  if (documents.empty()) return {};
  Xapian::Enquire enquire(db);
  enquire.set_query(native_superset(query));
  const Xapian::MSet all = enquire.get_mset(0, db.get_doccount());
  std::vector<Match> found;
  for (auto match = all.begin(); match != all.end(); ++match) {
    if (!std::binary_search(documents.begin(), documents.end(), *match)) continue;
    found.push_back({*match, match.get_weight()});
  }
  std::sort(found.begin(), found.end(),
            [](const Match& a, const Match& b) { return a.document < b.document; });
  return found;
}

}  // namespace

std::vector<Xapian::docid> all_matches(const Xapian::Database& db, const Xapian::Query& query) {
  if (has_remote(db)) return matches_of_shards(db, query);
  const auto found = collect(db, query, Xapian::BoolWeight());
  std::vector<Xapian::docid> documents(found.size());
  std::transform(found.begin(), found.end(), documents.begin(),
                 [](const Match& match) { return match.document; });
  return documents;
}

std::vector<Match> all_ranked(const Xapian::Database& db, const Xapian::Query& query) {
  if (has_remote(db)) return ranked_of_shards(db, query);
  return collect(db, query, Xapian::BM25Weight());
}

}  // namespace saola::query
