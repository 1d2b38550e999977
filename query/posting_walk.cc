#include "query/posting_walk.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "query/listed_source.h"

namespace saola::query {

namespace {

using Op = Xapian::Query::op;

bool is_known(Op type) {
  switch (type) {
    case Xapian::Query::LEAF_TERM:
    case Xapian::Query::LEAF_MATCH_ALL:
    case Xapian::Query::LEAF_MATCH_NOTHING:
    case Xapian::Query::OP_AND:
    case Xapian::Query::OP_FILTER:
    case Xapian::Query::OP_OR:
    case Xapian::Query::OP_SYNONYM:
    case Xapian::Query::OP_AND_NOT:
    case Xapian::Query::OP_AND_MAYBE:
    case Xapian::Query::OP_SCALE_WEIGHT:
      return true;
    default:
      return false;
  }
}

Within known(const Xapian::Database& db, const Xapian::Query& source) {
  return ListedSource::of(source).known(db);
}

bool is_walkable(const Xapian::Database& db, const Xapian::Query& query) {
  if (query.get_type() == Xapian::Query::LEAF_POSTING_SOURCE) return known(db, query) != nullptr;
  if (!is_known(query.get_type())) return false;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (!is_walkable(db, query.get_subquery(i))) return false;
  }
  return true;
}

std::string term_of(const Xapian::Query& leaf) { return *leaf.get_terms_begin(); }

class Walker {
 public:
  explicit Walker(const Xapian::Database& db) : db_(db) {}

  Documents find(const Xapian::Query& query) const {
    switch (query.get_type()) {
      case Xapian::Query::LEAF_TERM:
        return documents_of(db_, term_of(query));
      case Xapian::Query::LEAF_MATCH_ALL:
        return documents_of(db_, "");
      case Xapian::Query::LEAF_POSTING_SOURCE:
        return *known(db_, query);
      case Xapian::Query::OP_OR:
      case Xapian::Query::OP_SYNONYM:
        return any_of(query, nullptr);
      case Xapian::Query::OP_AND:
      case Xapian::Query::OP_FILTER:
        return all_of(query);
      case Xapian::Query::OP_AND_NOT:
        return but_not(query, nullptr);
      case Xapian::Query::OP_AND_MAYBE:
      case Xapian::Query::OP_SCALE_WEIGHT:
        return find(query.get_subquery(0));
      default:
        return {};
    }
  }

  // Those of `documents` that the query finds.
  Documents among(const Xapian::Query& query, const Documents& documents) const {
    const Op type = query.get_type();
    if (type == Xapian::Query::LEAF_MATCH_ALL) return documents;
    if (type == Xapian::Query::LEAF_POSTING_SOURCE) return common(*known(db_, query), documents);
    if (type == Xapian::Query::LEAF_TERM) return among_term(term_of(query), documents);
    if (type == Xapian::Query::OP_SCALE_WEIGHT || type == Xapian::Query::OP_AND_MAYBE) {
      return among(query.get_subquery(0), documents);
    }
    if (type == Xapian::Query::OP_OR || type == Xapian::Query::OP_SYNONYM) {
      return any_of(query, &documents);
    }
    if (type == Xapian::Query::OP_AND_NOT) return but_not(query, &documents);
    if (type == Xapian::Query::LEAF_MATCH_NOTHING) return {};
    Documents both = documents;
    for (const Xapian::Query& part : parts_by_cost(query)) {
      if (!both.empty()) both = among(part, both);
    }
    return both;
  }

 private:
  static Documents common(const Documents& a, const Documents& b) {
    Documents both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
  }

  // @param within  nullptr: all documents.
  Documents find_within(const Xapian::Query& query, const Documents* within) const {
    return within == nullptr ? find(query) : among(query, *within);
  }

  Documents among_term(const std::string& term, const Documents& documents) const {
    Documents both;
    auto posting = db_.postlist_begin(term);
    const auto end = db_.postlist_end(term);
    for (const Xapian::docid document : documents) {
      if (posting == end) break;
      if (*posting < document) posting.skip_to(document);
      if (posting != end && *posting == document) both.push_back(document);
    }
    return both;
  }

  // The rarest first.
  std::vector<Xapian::Query> parts_by_cost(const Xapian::Query& query) const {
    std::vector<std::pair<Xapian::doccount, Xapian::Query>> parts;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      const Xapian::Query part = query.get_subquery(i);
      parts.emplace_back(most_of(part), part);
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Xapian::Query> ordered;
    for (auto& [cost, part] : parts) ordered.push_back(std::move(part));
    return ordered;
  }

  // No more documents than these.
  Xapian::doccount most_of(const Xapian::Query& part) const {
    if (part.get_type() == Xapian::Query::LEAF_TERM) return db_.get_termfreq(term_of(part));
    if (part.get_type() != Xapian::Query::LEAF_POSTING_SOURCE) return db_.get_doccount();
    return static_cast<Xapian::doccount>(known(db_, part)->size());
  }

  Documents all_of(const Xapian::Query& query) const {
    const auto parts = parts_by_cost(query);
    Documents found = find(parts.front());
    for (std::size_t i = 1; i < parts.size() && !found.empty(); ++i) found = among(parts[i], found);
    return found;
  }

  Documents any_of(const Xapian::Query& query, const Documents* within) const {
    Documents all;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      const Documents some = find_within(query.get_subquery(i), within);
      all.insert(all.end(), some.begin(), some.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  Documents but_not(const Xapian::Query& query, const Documents* within) const {
    Documents left = find_within(query.get_subquery(0), within);
    for (std::size_t i = 1; i < query.get_num_subqueries() && !left.empty(); ++i) {
      const Documents unwanted = among(query.get_subquery(i), left);
      Documents rest;
      std::set_difference(left.begin(), left.end(), unwanted.begin(), unwanted.end(),
                          std::back_inserter(rest));
      left = std::move(rest);
    }
    return left;
  }

  const Xapian::Database& db_;
};

}  // namespace

Documents documents_of(const Xapian::Database& db, const std::string& term) {
  Documents documents;
  documents.reserve(term.empty() ? db.get_doccount() : db.get_termfreq(term));
  const auto end = db.postlist_end(term);
  for (auto posting = db.postlist_begin(term); posting != end; ++posting)
    documents.push_back(*posting);
  return documents;
}

std::optional<Documents> walk_postings(const Xapian::Database& db, const Xapian::Query& query) {
  if (!is_walkable(db, query)) return std::nullopt;
  return Walker(db).find(query);
}

std::optional<Documents> walk_among(const Xapian::Database& db, const Xapian::Query& query,
                                    const Documents& documents) {
  if (!is_walkable(db, query)) return std::nullopt;
  return Walker(db).among(query, documents);
}

}  // namespace saola::query
