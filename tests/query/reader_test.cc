// Readers while somebody writes.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <ostream>
#include <sstream>
#include <thread>

#include "query/explain.h"
#include "query/matches.h"
#include "query/near_misses.h"
#include "query/report/report.h"
#include "store/topic_mark.h"
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

// An index that changes under each question: writers pass when it has just been opened, the first time that it is.
class HurriedDesk {
 public:
  HurriedDesk() {
    desk_.add_topic("ivory", "\"ngà voi\" NOT \"ngà voi 7\"");
    write("2018-10-03");
  }

  Sources sources() {
    Sources sources = desk_.sources();
    sources.open = [this](const std::filesystem::path& path) {
      auto db = store::open_index(path);
      if (++openings_ == 1) {
        for (int day = 4; day <= 8; ++day) write("2018-10-0" + std::to_string(day));
      }
      return db;
    };
    return sources;
  }

  const Desk& desk() const { return desk_; }

  // 2: a question has begun anew once.
  int openings() const { return openings_; }

 private:
  // Every article anew, and the stamps of so many topics that no reader has them in its hands by opening the index.
  void write(const std::string& day) {
    auto list = stories(0, 100);
    for (Story& story : list) story.published = day;
    desk_.add(list);
    set_stamps({});
    desk_.mark_topics();
    auto stamps = store::index_topics(store::open_index(desk_.sources().index).value()).value();
    const std::string digest(16, day.back());
    for (int i = 1000; i < 1400; ++i) stamps["z" + std::to_string(i)] = {1, digest, digest};
    set_stamps(stamps);
  }

  void set_stamps(const store::TopicStamps& stamps) {
    auto db = store::open_index_for_writing(desk_.sources().index).value();
    store::set_index_topics(db, stamps);
    db.commit();
  }

  Desk desk_;
  int openings_ = 0;
};

// Asks with the desk's sources, and says what was answered, or the error.
using Question = std::function<std::string(HurriedDesk& hurried)>;

template <typename Answer>
std::string told(const Answer& answer, const std::ostringstream& out) {
  return answer ? out.str() : answer.error().message;
}

void expect_begun_anew(const Question& question, const std::string& part) {
  HurriedDesk hurried;
  const std::string answer = question(hurried);
  EXPECT_NE(answer.find(part), std::string::npos) << answer;
  EXPECT_EQ(hurried.openings(), 2);
}

TEST(Reader, ASearchBeginsAnewWhenWritersPassUnderItsTopics) {
  expect_begun_anew(
      [](HurriedDesk& hurried) {
        std::ostringstream out;
        const auto output = make_output({Format::json, false}, out);
        const SearchOptions options{"\"số 42\"", filters_of({}), Sort::newest, 1};
        return told(query::search(options, hurried.sources(), *output), out);
      },
      "\"topics\": [\"ivory\"]");
}

TEST(Reader, ACountBeginsAnewWhenWritersPassUnderItsTopics) {
  expect_begun_anew(
      [](HurriedDesk& hurried) {
        std::ostringstream out;
        const auto output = make_output({Format::csv, false}, out);
        const CountOptions options{.by = parse_dimensions("topic,day").value(),
                                   .filters = filters_of({})};
        return told(query::count(options, hurried.sources(), *output), out);
      },
      "ivory,2018-10-08,2018-10-08,2018-10-08,99,1");
}

TEST(Reader, AnExplanationBeginsAnewWhenWritersPassUnderItsTopics) {
  expect_begun_anew(
      [](HurriedDesk& hurried) {
        std::ostringstream out;
        return told(explain_query("topic:ivory", hurried.sources(), out), out);
      },
      "99  topic:ivory");
  expect_begun_anew(
      [](HurriedDesk& hurried) {
        std::ostringstream out;
        return told(explain_article("topic:ivory", "s1042", hurried.sources(), out), out);
      },
      "finds article s1042");
  expect_begun_anew(
      [](HurriedDesk& hurried) {
        std::ostringstream out;
        return told(explain_document("ivory", "s1042", hurried.sources(), out), out);
      },
      "2018-10-08");
}

TEST(Reader, AReportBeginsAnewWhenWritersPassUnderItsTopics) {
  expect_begun_anew(
      [](HurriedDesk& hurried) {
        const ReportOptions options{
            {2018, 41}, Zone::open(kHomeZone).value(), hurried.desk().folder() / "out"};
        const auto summary = write_report(options, hurried.sources());
        return summary ? std::to_string(summary->hits) + " hits" : summary.error().message;
      },
      "99 hits");
}

TEST(Reader, NearMissesBeginAnewWhenWritersPassUnderThem) {
  expect_begun_anew(
      [](HurriedDesk& hurried) {
        std::ostringstream out;
        const auto output = make_output({Format::csv, false}, out);
        const NearOptions options{"ivory", filters_of({})};
        return told(near_misses(options, hurried.sources(), *output), out);
      },
      "s1007,2018-10-08");
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
