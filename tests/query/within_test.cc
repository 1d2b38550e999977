// A query made for some documents finds among these what the query made for all finds.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "query/asking.h"
#include "query/matches.h"
#include "query/query_xapian.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

using Documents = std::vector<Xapian::docid>;

std::vector<Story> many_stories() {
  static const std::vector<std::string> kTexts{
      "Công an bắt giữ tê tê. Hải quan thu ngà voi.\n\nCông an vào cuộc.",
      "Ngà voi ở cảng. Ngà voi ở kho. Hai tấn ngà voi.\n\nTê tê và 12 con hổ.",
      "Nga voi khong co dau.\n\nTe te, te te, 30 con.",
      "Voi và ngà. Voi đi qua.\n\nCông an đã về.",
  };
  std::vector<Story> stories;
  for (int i = 0; i < 60; ++i) {
    stories.push_back({.id = "s" + std::to_string(i),
                       .title = i % 3 == 0 ? "Bắt ngà voi" : "Tin trong ngày",
                       .text = kTexts[static_cast<std::size_t>(i * 7 % 4)]});
  }
  return stories;
}

// Every kind of leaf that a source of our own works out, and some that Xapian does.
const char* const kQueries[] = {
    "ngà voi",
    "\"ngà voi\"",
    "lead:\"ngà voi\"",
    "fold:\"nga voi\"",
    "lead:fold:\"te te\"",
    "count(\"ngà voi\") >= 2",
    "count(fold:\"te te\") <= 1",
    "\"tê tê\" NEAR/4 \"công an\"",
    "voi SENT ngà",
    "\"công an\" NOT NEAR/9 \"tê tê\"",
    "title:\"ngà voi\" OR lead:hổ",
    "10..40 PARA \"tê tê\"",
    "vo* AND NOT lead:\"công an\"",
    "NOT lead:\"ngà voi\"",
};

TEST(Within, FindsAmongSomeWhatIsFoundAmongAll) {
  const Desk desk(many_stories());
  std::size_t found = 0;
  for (const char* query : kQueries) {
    auto asking = prepare(query, make_filters({}).value(), desk.sources());
    ASSERT_TRUE(asking) << query << ": " << asking.error().message;
    const Xapian::Database& db = asking->db;
    const Documents all = all_matches(db, to_xapian(db, asking->root, Purpose::count));
    for (const Documents& some : {Documents{}, Documents{1}, Documents{3, 4, 5, 17, 59, 60}}) {
      Documents expected;
      std::set_intersection(all.begin(), all.end(), some.begin(), some.end(),
                            std::back_inserter(expected));
      const auto within = std::make_shared<Documents>(some);
      EXPECT_EQ(matches_among(db, to_xapian(db, asking->root, Purpose::count, within), some),
                expected)
          << query;
      found += expected.size();
    }
  }
  EXPECT_GT(found, std::size(kQueries));
}

// Else the cost of a commit would grow with the index.
TEST(Within, LooksAtNoOtherDocument) {
  const Desk desk(many_stories());
  auto asking = prepare("lead:\"ngà voi\"", make_filters({}).value(), desk.sources());
  ASSERT_TRUE(asking) << asking.error().message;
  const auto documents_listed = [&](Within within) {
    const Xapian::Query query = to_xapian(asking->db, asking->root, Purpose::count, within);
    const std::unique_ptr<Xapian::PostingSource> source(ListedSource::of(query).clone());
    source->init(asking->db);
    return source->get_termfreq_max();
  };
  EXPECT_GT(documents_listed(nullptr), 2U);
  EXPECT_LE(documents_listed(std::make_shared<Documents>(Documents{1, 2})), 2U);
}

}  // namespace
}  // namespace saola::query
