// Readers while somebody writes.

#include <gtest/gtest.h>

#include <atomic>
#include <ostream>
#include <sstream>
#include <thread>

#include "query/matches.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

std::vector<Story> stories(int from, int to) {
  std::vector<Story> list;
  for (int i = from; i < to; ++i) {
    list.push_back({"s" + std::to_string(1000 + i), "Bắt voi số " + std::to_string(i),
                    std::string(3000, 'x') + " ngà voi " + std::to_string(i)});
  }
  return list;
}

// Passes rows on, and lets the index change under the reader after the first.
class ChangingOutput : public Output {
 public:
  ChangingOutput(Output& to, Desk& desk) : to_(to), desk_(desk) {}

  void begin(const Columns& columns) override { to_.begin(columns); }
  void row(const std::vector<Value>& values) override {
    to_.row(values);
    if (rows_++ != 0) return;
    for (int i = 0; i < 4; ++i) desk_.add(stories(200 * i, 200 * i + 200));
    desk_.remove("s1050");
  }
  Result<void> end() override { return to_.end(); }
  bool shows(std::string_view column) const override { return to_.shows(column); }

 private:
  Output& to_;
  Desk& desk_;
  int rows_ = 0;
};

TEST(Reader, AnOpenSearchSurvivesCommits) {
  Desk desk(stories(0, 200));
  std::ostringstream out;
  const auto inner = make_output({Format::urls}, out);
  ChangingOutput output(*inner, desk);
  const SearchOptions options{"voi", filters_of({}), Sort::oldest, 0};
  const auto summary = query::search(options, desk.sources(), output);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->matches, 200U);
  EXPECT_EQ(summary->shown, 199U);  // the one that was removed is not shown
  ASSERT_EQ(summary->notes.size(), 1U);
  EXPECT_EQ(summary->notes[0], "1 articles left the index while it was read");
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 199);
}

TEST(Reader, AnOpenDatabaseIsReopenedWhenTwoCommitsHavePassed) {
  Desk desk(stories(0, 300));
  auto db = store::open_index(desk.sources().index).value();
  for (int i = 0; i < 5; ++i) desk.add(stories(300 * i, 300 * i + 300));
  int attempts = 0;
  const auto found = store::xapian_try_reading(db, "index", [&] {
    ++attempts;
    return all_matches(db, Xapian::Query("voi")).size();
  });
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_GE(attempts, 2);  // else this test has not seen what it is for
  EXPECT_EQ(*found, 1500U);
}

// Every commit gives all articles to the other outlet: an answer that saw two states would have some at each.
TEST(Reader, ACountIsOfOneStateWhileSomebodyCommitsInALoop) {
  constexpr int kArticles = 150;
  constexpr int kCommits = 25;
  Desk desk;
  const auto give_to = [&](const std::string& outlet) {
    auto list = stories(0, kArticles);
    for (Story& story : list) story.outlet = outlet;
    desk.add(list);
  };
  give_to("a.vn");
  std::atomic<bool> is_writing = true;
  std::thread writer([&] {
    for (int i = 1; i <= kCommits; ++i) give_to(i % 2 == 0 ? "a.vn" : "b.vn");
    is_writing = false;
  });
  int counted = 0;
  for (; is_writing; ++counted) {
    const std::string answer = desk.count("voi", "outlet");
    EXPECT_TRUE(answer == "outlet,articles\na.vn,150\n" || answer == "outlet,articles\nb.vn,150\n")
        << answer;
  }
  writer.join();
  EXPECT_GT(counted, 1);
}

}  // namespace
}  // namespace saola::query
