#include "query/matches.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include "query/listed_source.h"
#include "query/posting_walk.h"
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

// A spy cannot be sent to another machine, and of several databases it is told each one's own numbers.
bool is_plain(const Xapian::Database& db) {
  return store::shards_of(db).size() == 1 && !has_remote(db);
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

// Weighed by the statistics of the whole, as one database would be.
std::vector<Match> ranked_of_shards(const Xapian::Database& db, const Xapian::Query& query) {
  const auto documents = matches_of_shards(db, query);
  if (documents.empty()) return {};
  Xapian::Enquire enquire(db);
  enquire.set_query(native_superset(db, query));
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

// What weighs the documents that `query` finds, when no others will be weighed: its phrases, sources and filters need not be
// looked at once more. What stands under OR is left, for a document may have one side and not the other.
Xapian::Query weight_alone(const Xapian::Query& query) {
  using Query = Xapian::Query;
  std::vector<Query> parts;
  switch (query.get_type()) {
    case Query::LEAF_POSTING_SOURCE:  // ours have no weight
      return Query(Query::OP_SCALE_WEIGHT, Query::MatchAll, 0.0);
    case Query::OP_PHRASE:
    case Query::OP_NEAR:
    case Query::OP_AND:
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
        parts.push_back(weight_alone(query.get_subquery(i)));
      }
      return Query(Query::OP_AND, parts.begin(), parts.end());
    case Query::OP_AND_MAYBE:
      return Query(Query::OP_AND_MAYBE, weight_alone(query.get_subquery(0)), query.get_subquery(1));
    case Query::OP_FILTER:
    case Query::OP_AND_NOT:
      return weight_alone(query.get_subquery(0));
    default:
      return query;
  }
}

}  // namespace

std::vector<Xapian::docid> all_matches(const Xapian::Database& db, const Xapian::Query& query) {
  if (!is_plain(db)) return matches_of_shards(db, query);
  if (auto walked = walk_postings(db, query)) return std::move(*walked);
  const auto found = collect(db, query, Xapian::BoolWeight());
  std::vector<Xapian::docid> documents(found.size());
  std::transform(found.begin(), found.end(), documents.begin(),
                 [](const Match& match) { return match.document; });
  return documents;
}

bool finds_any(const Xapian::Database& db, const Xapian::Query& query) {
  if (!is_plain(db)) return !all_matches(db, query).empty();
  Xapian::Enquire enquire(db);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return !enquire.get_mset(0, 1).empty();
}

// What sorts before it in the document's list of terms is short.
std::string id_term(const Xapian::Database& db, Xapian::docid document) {
  auto term = db.termlist_begin(document);
  term.skip_to("Q");
  return term == db.termlist_end(document) ? std::string() : *term;
}

std::vector<Xapian::docid> matches_among(const Xapian::Database& db, const Xapian::Query& query,
                                         const std::vector<Xapian::docid>& documents) {
  if (!has_remote(db)) {
    if (auto walked = walk_among(db, query, documents)) return std::move(*walked);
  }
  if (is_plain(db)) {
    const auto within = std::make_shared<std::vector<Xapian::docid>>(documents);
    const Xapian::Query these = these_documents({{db.get_uuid(), within}});
    return all_matches(db, {Xapian::Query::OP_FILTER, these, query});
  }
  constexpr std::size_t kFew = 1000;  // up to here they are asked for by name
  std::vector<Xapian::Query> named;
  for (Xapian::docid document : documents) {
    if (documents.size() <= kFew) named.emplace_back(id_term(db, document));
  }
  const Xapian::Query any(Xapian::Query::OP_OR, named.begin(), named.end());
  const auto found =
      all_matches(db, named.empty() ? query : Xapian::Query(Xapian::Query::OP_FILTER, any, query));
  std::vector<Xapian::docid> both;
  std::set_intersection(found.begin(), found.end(), documents.begin(), documents.end(),
                        std::back_inserter(both));
  return both;
}

std::vector<Match> best_ranked(const Xapian::Database& db, const Xapian::Query& query,
                               std::size_t most) {
  if (query.empty() || db.get_doccount() == 0) return {};
  if (has_remote(db)) {
    auto all = ranked_of_shards(db, query);
    const auto heavier = [](const Match& a, const Match& b) { return a.weight > b.weight; };
    std::stable_sort(all.begin(), all.end(), heavier);
    all.resize(std::min(all.size(), most));
    return all;
  }
  Xapian::Enquire enquire(db);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BM25Weight());
  enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
  const Xapian::MSet best = enquire.get_mset(0, static_cast<Xapian::doccount>(most));
  std::vector<Match> found;
  for (auto match = best.begin(); match != best.end(); ++match) {
    found.push_back({*match, match.get_weight()});
  }
  return found;
}

Counted count_to_rank(const Xapian::Database& db, const Xapian::Query& query,
                      const Xapian::Query& ranked) {
  if (query.get_type() == Xapian::Query::LEAF_TERM) {
    return {db.get_termfreq(*query.get_terms_begin()), ranked};
  }
  if (has_remote(db)) return {all_matches(db, query).size(), ranked};
  std::uint64_t matches = 0;
  OfShards found;
  for (const Xapian::Database& shard : store::shards_of(db)) {
    const auto here = std::make_shared<std::vector<Xapian::docid>>(all_matches(shard, query));
    matches += here->size();
    found[shard.get_uuid()] = here;
  }
  const Xapian::Query these = these_documents(std::move(found));
  return {matches, {Xapian::Query::OP_FILTER, weight_alone(ranked), these}};
}

std::vector<Match> all_ranked(const Xapian::Database& db, const Xapian::Query& query) {
  if (!is_plain(db)) return ranked_of_shards(db, query);
  return collect(db, query, Xapian::BM25Weight());
}

}  // namespace saola::query
