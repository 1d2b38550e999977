#include "query/remote_matches.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <string_view>

#include "query/listed_source.h"

namespace saola::query {

namespace {

using Documents = std::vector<Xapian::docid>;
using Query = Xapian::Query;

bool has_source(const Query& query) {
  if (query.get_type() == Query::LEAF_POSTING_SOURCE) return true;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (has_source(query.get_subquery(i))) return true;
  }
  return false;
}

Documents ask(const Xapian::Database& shard, const Query& query) {
  Documents found;
  if (query.empty() || shard.get_doccount() == 0) return found;
  Xapian::Enquire enquire(shard);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  const Xapian::MSet all = enquire.get_mset(0, shard.get_doccount());
  for (auto match = all.begin(); match != all.end(); ++match) found.push_back(*match);
  std::sort(found.begin(), found.end());
  return found;
}

// What the source finds when it reads the shard itself.
Documents run(const Xapian::Database& shard, const ListedSource& source) {
  const std::unique_ptr<Xapian::PostingSource> copy(source.clone());
  copy->init(shard);
  Documents found;
  for (copy->next(0); !copy->at_end(); copy->next(0)) found.push_back(copy->get_docid());
  return found;
}

using Combine = void (*)(const Documents&, const Documents&, Documents&);

void both(const Documents& a, const Documents& b, Documents& out) {
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
}

void either(const Documents& a, const Documents& b, Documents& out) {
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
}

void but_not(const Documents& a, const Documents& b, Documents& out) {
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
}

Documents combined(const Xapian::Database& shard, const Query& query, Combine combine) {
  Documents found = remote_matches(shard, query.get_subquery(0));
  for (std::size_t i = 1; i < query.get_num_subqueries(); ++i) {
    Documents next;
    combine(found, remote_matches(shard, query.get_subquery(i)), next);
    found = std::move(next);
  }
  return found;
}

// "Query(2 * (a OR b))". Xapian 1.4 tells it in no other way.
double factor_of(const Query& scaled) {
  constexpr std::string_view kBefore = "Query(";
  return std::strtod(scaled.get_description().c_str() + kBefore.size(), nullptr);
}

Query with_parts(const Query& query, const std::function<Query(const Query&)>& change) {
  std::vector<Query> parts;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    parts.push_back(change(query.get_subquery(i)));
  }
  return Query(query.get_type(), parts.begin(), parts.end());
}

}  // namespace

bool has_remote(const Xapian::Database& db) {
  const auto shards = store::shards_of(db);
  return std::any_of(shards.begin(), shards.end(), store::is_remote);
}

Documents remote_matches(const Xapian::Database& shard, const Query& query) {
  if (!has_source(query)) return ask(shard, query);
  switch (query.get_type()) {
    case Query::LEAF_POSTING_SOURCE:
      return run(shard, ListedSource::of(query));
    case Query::OP_AND:
    case Query::OP_FILTER:
      return combined(shard, query, both);
    case Query::OP_OR:
    case Query::OP_SYNONYM:
    case Query::OP_MAX:
      return combined(shard, query, either);
    case Query::OP_AND_NOT:
      return combined(shard, query, but_not);
    default:  // OP_AND_MAYBE, OP_SCALE_WEIGHT: the others only weigh
      return remote_matches(shard, query.get_subquery(0));
  }
}

Query native_superset(const Query& query) {
  if (!has_source(query)) return query;
  switch (query.get_type()) {
    case Query::LEAF_POSTING_SOURCE:
      return Query(Query::OP_SCALE_WEIGHT, native_superset(ListedSource::of(query).superset()),
                   0.0);
    case Query::OP_SCALE_WEIGHT:
      return Query(Query::OP_SCALE_WEIGHT, native_superset(query.get_subquery(0)),
                   factor_of(query));
    case Query::OP_AND_NOT:  // a superset taken away would take too much
      return native_superset(query.get_subquery(0));
    default:
      return with_parts(query, native_superset);
  }
}

}  // namespace saola::query
