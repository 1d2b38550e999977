// The best matches, looked for as few as are shown, are the first of all matches in order.
#include "query/matches.h"

#include <gtest/gtest.h>

#include <random>

#include "query/asking.h"
#include "query/query_xapian.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

constexpr std::array kVocabulary{"voi", "hổ", "hồ", "ngà", "nga", "bắt", "thả", "rừng", "tin"};

std::string some_words(std::mt19937& random, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += std::string(i == 0 ? "" : " ") + kVocabulary[random() % kVocabulary.size()];
  }
  return text;
}

// The first articles are the best, as their titles say more: what comes later is passed over where it can be.
Desk many_stories() {
  std::mt19937 random(7);  // the same in every run
  std::vector<Story> stories;
  for (std::size_t i = 0; i < 600; ++i) {
    const bool is_titled = i < 150 || random() % 40 == 0;
    const std::string title = is_titled ? some_words(random, 3) : "Bản số";
    const std::string rest = std::string(random() % 200, 'x');
    stories.push_back({"d" + std::to_string(i), title,
                       some_words(random, 1 + random() % 9) + ". Còn " + rest + " gì nữa không."});
  }
  return Desk(stories);
}

TEST(BestMatches, AreTheFirstOfAll) {
  const Desk desk = many_stories();
  for (const char* query :
       {"voi", "exact:nga", "nga", "voi OR hổ", "voi OR hổ OR bắt OR thả", "voi AND (hổ OR ngà)",
        "\"ngà voi\" OR \"thả hổ\"", "\"bắt voi\"", "\"nga ho\"", "\"voi voi\" AND NOT rừng",
        "(voi OR \"hổ rừng\") AND (ngà OR bắt)", "voi NEAR/2 hổ", "title:voi OR ngà",
        "count(voi) >= 2 OR hổ", "lead:voi OR title:hổ"}) {
    auto asking = prepare(query, filters_of({}), desk.sources());
    ASSERT_TRUE(asking) << query;
    const Xapian::Database& db = asking->db;
    const auto ranked = to_xapian(db, asking->root, Purpose::rank);
    auto all = all_ranked(db, ranked);
    std::stable_sort(all.begin(), all.end(),
                     [](const Match& a, const Match& b) { return a.weight > b.weight; });
    const auto counted = count_to_rank(db, to_xapian(db, asking->root, Purpose::count), ranked);
    EXPECT_EQ(counted.matches, all.size()) << query;
    for (const std::size_t most : {1U, 2U, 3U, 5U, 8U, 13U, 21U, 40U, 90U}) {
      const auto best = best_ranked(db, counted.to_rank, most);
      ASSERT_EQ(best.size(), std::min(most, all.size())) << query;
      for (std::size_t i = 0; i < best.size(); ++i) {
        EXPECT_NEAR(best[i].weight, all[i].weight, 1e-9) << query << " " << i << " of " << most;
      }
    }
  }
}

}  // namespace
}  // namespace saola::query
