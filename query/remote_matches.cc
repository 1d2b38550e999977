#include "query/remote_matches.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string_view>

#include "query/listed_source.h"

namespace saola::query {

namespace {

using Documents = std::vector<Xapian::docid>;
using Query = Xapian::Query;

bool has(const Query& query, std::initializer_list<Query::op> types) {
  if (std::find(types.begin(), types.end(), query.get_type()) != types.end()) return true;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (has(query.get_subquery(i), types)) return true;
  }
  return false;
}

bool has_source(const Query& query) { return has(query, {Query::LEAF_POSTING_SOURCE}); }

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

constexpr std::string_view kDescribed = "Query(";

// "Query(2 * (a OR b))". Xapian 1.4 tells it in no other way.
double factor_of(const Query& scaled) {
  return std::strtod(scaled.get_description().c_str() + kDescribed.size(), nullptr);
}

// The words of "Query(WILDCARD OR giá)", as terms: Xapian would weigh each by how often its shard has it.
Query spelled_out(const Xapian::Database& db, const Query& wildcard) {
  constexpr std::string_view kBefore = "WILDCARD OR ";
  const std::string written = wildcard.get_description();
  const std::string beginning = written.substr(
      kDescribed.size() + kBefore.size(), written.size() - kDescribed.size() - kBefore.size() - 1);
  return Query(Query::OP_OR, db.allterms_begin(beginning), db.allterms_end(beginning));
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

Query native_superset(const Xapian::Database& db, const Query& query) {
  const auto change = [&db](const Query& part) { return native_superset(db, part); };
  if (!has(query, {Query::LEAF_POSTING_SOURCE, Query::OP_WILDCARD})) return query;
  switch (query.get_type()) {
    case Query::LEAF_POSTING_SOURCE:
      return Query(Query::OP_SCALE_WEIGHT, change(ListedSource::of(query).superset()), 0.0);
    case Query::OP_WILDCARD:
      return spelled_out(db, query);
    case Query::OP_SCALE_WEIGHT:
      return Query(Query::OP_SCALE_WEIGHT, change(query.get_subquery(0)), factor_of(query));
    case Query::OP_AND_NOT:  // a superset taken away would take too much
      return change(query.get_subquery(0));
    default:
      return with_parts(query, change);
  }
}

}  // namespace saola::query
