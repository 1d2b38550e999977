#include "query/posting_walk.h"

#include <gtest/gtest.h>

#include <random>

#include "query/matches.h"
#include "tests/indexer/temp_folder.h"

namespace saola::query {
namespace {

using Query = Xapian::Query;

// 500 documents; word n stands in about every n-th of them, "everywhere" in all.
Xapian::WritableDatabase words() {
  Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
  for (Xapian::docid i = 1; i <= 500; ++i) {
    Xapian::Document document;
    document.add_posting("everywhere", 1);
    for (Xapian::docid n = 2; n <= 40; ++n) {
      if ((i * 7919 + n * 104729) % 1000 < 1000 / n)
        document.add_posting("w" + std::to_string(n), n);
    }
    db.add_document(document);
  }
  db.delete_document(250);
  return db;
}

// What Xapian's own matcher finds.
Documents matched(const Xapian::Database& db, const Query& query) {
  Xapian::Enquire enquire(db);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  Documents found;
  const Xapian::MSet all = enquire.get_mset(0, db.get_doccount());
  for (auto at = all.begin(); at != all.end(); ++at) found.push_back(*at);
  std::sort(found.begin(), found.end());
  return found;
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Query make(int depth) {
    const unsigned kind = pick(depth == 0 ? 2 : 9);
    if (kind == 1) return depth == 0 ? Query("everywhere") : Query(Query::MatchAll);
    if (kind == 0) return Query("w" + std::to_string(2 + pick(42)));
    if (kind == 2) return Query(Query::OP_SCALE_WEIGHT, make(depth - 1), 0.5);
    static constexpr Query::op kOps[] = {Query::OP_AND,     Query::OP_FILTER,    Query::OP_OR,
                                         Query::OP_SYNONYM, Query::OP_AND_MAYBE, Query::OP_AND_NOT};
    const auto op =
        is_taken_away_ && kOps[kind - 3] == Query::OP_AND_MAYBE ? Query::OP_AND : kOps[kind - 3];
    std::vector<Query> parts;
    const std::size_t count = 2 + pick(2);
    while (parts.size() < count) {
      const bool before = is_taken_away_;
      is_taken_away_ = before || (op == Query::OP_AND_NOT && !parts.empty());
      parts.push_back(make(depth - 1));
      is_taken_away_ = before;
    }
    return Query(op, parts.begin(), parts.end());
  }

 private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
  std::mt19937 random_;
  // Behind AND_NOT, where Xapian 1.4.22 takes an AND of an AND_MAYBE for nothing; the program asks no such thing.
  bool is_taken_away_ = false;
};

TEST(PostingWalk, FindsWhatXapiansMatcherFinds) {
  const auto db = words();
  Documents some;
  for (Xapian::docid document = 3; document <= 500; document += 3) some.push_back(document);
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const Query query = Maker(seed).make(3);
    const auto walked = walk_postings(db, query);
    const Documents wanted = matched(db, query);
    // An operator with a part that finds nothing is nothing, which has no type of its own.
    ASSERT_TRUE(walked || query.empty()) << query.get_description();
    if (!walked) continue;
    EXPECT_EQ(*walked, wanted) << query.get_description();
    Documents both;
    std::set_intersection(wanted.begin(), wanted.end(), some.begin(), some.end(),
                          std::back_inserter(both));
    EXPECT_EQ(walk_among(db, query, some), both) << query.get_description();
    EXPECT_EQ(matches_among(db, query, some), both) << query.get_description();
  }
}

TEST(PostingWalk, LeavesToXapianWhatOnlyXapianKnows) {
  const auto db = words();
  const std::vector<std::string> pair{"w2", "w3"};
  EXPECT_FALSE(walk_postings(db, Query(Query::OP_PHRASE, pair.begin(), pair.end())));
  EXPECT_FALSE(walk_postings(db, Query(Query::OP_VALUE_GE, 0, "x")));
  EXPECT_FALSE(
      walk_postings(db, Query(Query::OP_AND, Query("w2"), Query(Query::OP_WILDCARD, "w"))));
}

}  // namespace
}  // namespace saola::query
