#include "query/review.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "query/csv_rows.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

const std::string kHead = "document,topic,decision,who,when,note\r\n";

// "topic/document=yes topic/document=no", in the file's order of reviews.
std::string decisions_of(const ReviewFile& file) {
  std::string text;
  for (const Review& review : file.reviews) {
    text += (text.empty() ? "" : " ") + review.topic + "/" + review.document +
            (review.counts ? "=yes" : "=no");
  }
  return text;
}

std::string decisions(const std::string& csv) {
  return decisions_of(parse_reviews(csv, "reviews.csv"));
}

std::vector<std::string> problems(const std::string& csv) {
  std::vector<std::string> messages;
  for (const Error& error : parse_reviews(csv, "reviews.csv").problems) {
    messages.push_back(error.message);
  }
  return messages;
}

TEST(ReviewFile, IsReadAsItIsWritten) {
  const auto file = parse_reviews(kHead + "a1,policy,no,Lan,2026-11-22,\"a zoo, \"\"only\"\"\"\r\n",
                                  "reviews.csv");
  ASSERT_EQ(file.reviews.size(), 1U);
  EXPECT_TRUE(file.problems.empty());
  EXPECT_EQ(file.reviews[0].document, "a1");
  EXPECT_EQ(file.reviews[0].topic, "policy");
  EXPECT_FALSE(file.reviews[0].counts);
  EXPECT_EQ(file.reviews[0].who, "Lan");
  EXPECT_EQ(file.reviews[0].when, "2026-11-22");
  EXPECT_EQ(file.reviews[0].note, "a zoo, \"only\"");
  EXPECT_EQ(file.reviews[0].line, 2U);
}

TEST(ReviewFile, IsReadAsSpreadsheetsLeaveIt) {
  EXPECT_EQ(decisions("\xEF\xBB\xBFtopic;decision;document\nP;YES;b\n;;\nP;no;a\n"),
            "P/a=no P/b=yes");
  EXPECT_EQ(decisions("document\ttopic\tdecision\r1\tp\tkhông\r2\tp\tCó\r"), "p/1=no p/2=yes");
  EXPECT_EQ(decisions(kHead + "'=1+1,p,yes,,,'@x"), "p/=1+1=yes");
  EXPECT_EQ(decisions(kHead + "'＝1,p,yes"), "p/＝1=yes");
  EXPECT_EQ(decisions(kHead + " a , p , Yes \r\n"), "p/a=yes");
}

TEST(ReviewFile, LaterRowsStandAboveEarlierOnes) {
  EXPECT_EQ(decisions(kHead + "a,p,yes\r\nb,p,no\r\na,p,no\r\n"), "p/a=no p/b=no");
}

TEST(ReviewFile, BadRowsAreToldAndTheOthersHold) {
  const std::string csv = kHead +
                          "a,p,maybe\r\n,p,yes\r\nb,p,yes,,,\"two\nlines\"\r\nc\xff,p,yes\r\n" +
                          std::string("d\0,p,yes\r\n", 10) + "e,p,no\r\n";
  EXPECT_EQ(decisions(csv), "p/b=yes p/e=no");
  EXPECT_EQ(problems(csv),
            (std::vector<std::string>{"reviews.csv:6: not UTF-8: save the table as \"CSV UTF-8\"",
                                      "reviews.csv:7: a zero byte",
                                      "reviews.csv:2: \"maybe\" is no decision: yes or no",
                                      "reviews.csv:3: no document, or no topic"}));
}

TEST(ReviewFile, AQuoteThatIsNeverClosedEndsTheTable) {
  const std::string csv = kHead + "a,p,yes\r\nb,\"p,yes\r\nc,p,yes\r\n";
  EXPECT_EQ(decisions(csv), "p/a=yes");
  EXPECT_EQ(problems(csv),
            std::vector<std::string>{"reviews.csv:3: a quote is opened here and never closed"});
}

TEST(ReviewFile, WithoutItsHeadingIsRefused) {
  EXPECT_EQ(problems("a,p,yes\r\n"),
            std::vector<std::string>{"reviews.csv:1: the first row does not name the columns"});
  EXPECT_TRUE(problems("").empty());
}

TEST(ReviewFile, TheFirstOfEqualColumnsHolds) {
  EXPECT_EQ(decisions("document,topic,decision,topic\na,p,yes,q\n"), "p/a=yes");
}

TEST(AppendReview, WritesWhatIsReadBack) {
  const indexer::TempFolder folder;
  const auto path = folder / "reviews.csv";
  const Review hostile{"=a", "p", false, "+Lan", "2026-11-22T10:00:00Z", "\"a\";\nb,\tc"};
  ASSERT_TRUE(append_review(path, hostile));
  ASSERT_TRUE(append_review(path, {"b", "p", true}));
  const auto file = parse_reviews(read_file(path).value(), "reviews.csv");
  EXPECT_TRUE(file.problems.empty());
  EXPECT_EQ(decisions_of(file), "p/=a=no p/b=yes");
  EXPECT_EQ(file.reviews[0].who, "+Lan");
  EXPECT_EQ(file.reviews[0].note.substr(0, 6), "\"a\";\nb");
}

TEST(AppendReview, KeepsTheTableAsAPersonLeftIt) {
  const indexer::TempFolder folder;
  const auto path = folder / "reviews.csv";
  const std::string mine = "note;decision;topic;document;mine\nx;no;p;a;1";
  ASSERT_TRUE(write_whole(path, mine));
  ASSERT_TRUE(append_review(path, {"b", "p", true, "Lan", "now", "semi;colon"}));
  EXPECT_EQ(read_file(path).value(), mine + "\r\n\"semi;colon\";yes;p;b;\r\n");
}

TEST(AppendReview, RefusesATableInWhichTheRowWouldBeLost) {
  const indexer::TempFolder folder;
  const auto path = folder / "reviews.csv";
  for (const std::string& table : {std::string("a,b\r\n"), kHead + "a,p,yes,\"x\r\n"}) {
    ASSERT_TRUE(write_whole(path, table));
    const auto done = append_review(path, {"b", "p", true});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Code::bad_input);
    EXPECT_EQ(read_file(path).value(), table);
  }
}

Desk zoo() {
  Desk desk;
  desk.add_topic("tigers", "hổ");
  desk.add_topic("caught", "topic:tigers AND bắt");
  desk.add(
      {{"1", "Bắt hổ", ""}, {"2", "Bắt hổ lần hai", ""}, {"3", "Bắt voi", ""}, {"4", "Hổ", ""}});
  return desk;
}

TEST(Reviews, StandAboveTheQueryInSearchesCountsAndOtherTopics) {
  Desk desk = zoo();
  EXPECT_EQ(desk.ids("topic:tigers"), (std::vector<std::string>{"1", "2", "4"}));
  desk.definitions.reviews = {{"1", "tigers", false}, {"3", "tigers", true}, {"x", "tigers", true}};
  EXPECT_EQ(desk.ids("topic:tigers"), (std::vector<std::string>{"2", "3", "4"}));
  EXPECT_EQ(desk.ids("topic:caught"), (std::vector<std::string>{"2", "3"}));
  EXPECT_EQ(desk.ids("NOT topic:tigers"), std::vector<std::string>{"1"});
  const auto summary = desk.count_summary("topic:caught");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->articles, 2U);
  EXPECT_EQ(summary->notes,
            std::vector<std::string>{
                "topic tigers: people decided on 3 articles, 2 yes and 1 no (reviews.csv)"});
}

TEST(Reviews, OfAnUnknownTopicAreToldWithTheirLine) {
  Desk desk = zoo();
  const auto path = desk.folder() / "reviews.csv";
  ASSERT_TRUE(write_whole(path, kHead + "1,tigers,no\r\n1,lions,no\r\n"));
  add_reviews(desk.definitions, path);
  EXPECT_EQ(desk.definitions.reviews.size(), 1U);
  ASSERT_EQ(desk.definitions.problems.size(), 1U);
  EXPECT_EQ(desk.definitions.problems[0].message, path.string() + ":3: no topic \"lions\"");
  EXPECT_EQ(desk.definitions.problems[0].code, Code::bad_input);
}

TEST(Reviews, AnAbsentFileHasNone) {
  Desk desk = zoo();
  add_reviews(desk.definitions, desk.folder() / "none.csv");
  EXPECT_TRUE(desk.definitions.reviews.empty());
  EXPECT_TRUE(desk.definitions.problems.empty());
}

}  // namespace
}  // namespace saola::query
