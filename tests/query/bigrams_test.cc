#include "query/bigrams.h"

#include <gtest/gtest.h>

#include "indexer/document.h"
#include "query/matches.h"
#include "store/bigrams.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

const std::vector<Story> kStories{
    {"1", "Công an tỉnh", "Công an bắt giữ ngà voi tại sân bay."},
    {"2", "Sân bay mới", "Ngà voi. Voi công.\n\nAn toàn bay."},
    {"3", "Tin", "Sân\n\nbay, công; an ninh sân bay quốc tế."},
    {"4", "Bay", "Voi ngà, giữ bắt."},
    {"5", "Công", "an ninh"},
    {"8", "Tê tê", "Con tê tê bị bắt tại nhà."},
    {"9", "Tin", "Tê tê tê."},
};

const std::vector<std::string> kQuestions{
    "\"công an\"",
    "\"sân bay\"",
    "\"ngà voi\"",
    "\"voi ngà\"",
    "\"sân bay quốc tế\"",
    "\"bắt giữ ngà voi\"",
    "\"công an\" AND \"sân bay\"",
    "\"công an\" OR \"ngà voi\"",
    "NOT \"sân bay\"",
    "voi NOT \"ngà voi\"",
    "title:\"công an\"",
    "lead:\"sân bay\"",
    "\"sân bay\" NEAR/5 \"ngà voi\"",
    "\"sân bay\" outlet:a.vn",
    "exact:\"cong an\"",
    "\"cong an\"",
    "\"tê giác\"",
    "\"tê tê\"",
    "\"tê tê tê\"",
    "\"tê tê\" NOT \"tê tê tê\"",
    "count(\"tê tê\") >= 2",
};

std::shared_ptr<Bigrams> bigrams_of(const Desk& desk) {
  return std::make_shared<Bigrams>(desk.sources().index);
}

TEST(Bigrams, ChangeNoAnswer) {
  const Desk plain(kStories);
  Desk desk(kStories);
  desk.know_bigrams();
  for (const std::string& question : kQuestions) {
    EXPECT_EQ(desk.search(question), plain.search(question)) << question;
    EXPECT_EQ(desk.count(question, "week,outlet"), plain.count(question, "week,outlet"))
        << question;
  }
  EXPECT_EQ(desk.ids("\"sân bay\""), (Ids{"1", "2", "3"}));
  EXPECT_EQ(desk.ids("\"công an\""), (Ids{"1", "3"}));
  EXPECT_EQ(desk.ids("\"tê tê\""), (Ids{"8", "9"}));
  EXPECT_EQ(desk.ids("\"tê tê tê\""), Ids{"9"});
}

// A document that tells what does not stand in it would be found: the list is what is asked.
TEST(Bigrams, AnswerPhrasesOfTwoWordsByTheirLists) {
  Desk desk(kStories);
  desk.know_bigrams();
  const auto index = desk.sources().index;
  {
    auto db = store::open_index_for_writing(index).value();
    const auto list = store::bigram_list(db).value();
    Xapian::Document document = db.get_document(4);
    document.add_value(store::kBigramsSlot,
                       store::bigram_value(list->stamp(), {*list->find("sân", "bay")}));
    db.replace_document(4, document);
    db.commit();
  }
  EXPECT_EQ(desk.ids("\"sân bay\""), (Ids{"1", "2", "3"}));  // the table is of an older revision
  ASSERT_TRUE(store::BigramTable::bring_up_to_date(index));
  EXPECT_EQ(desk.count("\"sân bay\""), "articles\n4\n");
  EXPECT_EQ(desk.count("\"sân bay quốc\""), "articles\n1\n");  // looked at by positions
}

TEST(Bigrams, DocumentsThatTellNoneAreLookedAt) {
  Desk desk(kStories);
  desk.know_bigrams();
  desk.add(
      {{"6", "Tin", "Ở sân bay có công an."}, {"7", "Tin", "Sân nhà, bay xa, công nhân an tâm."}});
  EXPECT_EQ(desk.ids("\"sân bay\""), (Ids{"1", "2", "3", "6"}));
  ASSERT_TRUE(store::BigramTable::bring_up_to_date(desk.sources().index));
  EXPECT_EQ(desk.ids("\"sân bay\""), (Ids{"1", "2", "3", "6"}));
  EXPECT_EQ(desk.ids("\"công an\""), (Ids{"1", "3", "6"}));
  desk.remove("1");
  ASSERT_TRUE(store::BigramTable::bring_up_to_date(desk.sources().index));
  EXPECT_EQ(desk.ids("\"công an\""), (Ids{"3", "6"}));
}

TEST(Bigrams, AReaderIsToldNothingByATableOfAnotherRevision) {
  Desk desk(kStories);
  desk.know_bigrams();
  const auto bigrams = bigrams_of(desk);
  auto db = store::open_index(desk.sources().index).value();
  ASSERT_TRUE(bigrams->phrase(db, {"sân", "bay"}));
  ASSERT_TRUE(bigrams->phrase(db, {"tê", "tê"}));
  EXPECT_FALSE(bigrams->phrase(db, {"bay", "sân"}));  // no bigram
  desk.add({{"6", "Tin", "Ở sân bay."}});
  ASSERT_TRUE(store::BigramTable::bring_up_to_date(desk.sources().index));
  const auto of_before = bigrams->phrase(db, {"sân", "bay"});  // the table that is open already
  ASSERT_TRUE(of_before);
  EXPECT_EQ(all_matches(db, *of_before).size(), 3U);
  EXPECT_FALSE(bigrams_of(desk)->phrase(db, {"sân", "bay"}));  // that of now is of a later one
  db.reopen();
  const auto of_now = bigrams->phrase(db, {"sân", "bay"});
  ASSERT_TRUE(of_now);
  EXPECT_EQ(all_matches(db, *of_now).size(), 4U);
}

}  // namespace
}  // namespace saola::query
