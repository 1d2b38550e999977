#include "query/run_walk.h"

#include <gtest/gtest.h>

#include <random>

#include "query/bind.h"
#include "query/matches.h"
#include "query/query_parser.h"
#include "query/query_xapian.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

// 400 documents of a title and up to three short paragraphs of the words w0 to w9.
Xapian::WritableDatabase chatter() {
  Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
  std::mt19937 random(6);
  for (int i = 0; i < 400; ++i) {
    Xapian::Document document;
    Xapian::termpos at = 1;
    const auto add_words = [&] {
      for (std::size_t left = 1 + random() % 12; left > 0; --left) {
        document.add_posting("w" + std::to_string(random() % 10), at++);
      }
      at += 100;
    };
    add_words();
    for (std::size_t left = random() % 4; left > 0; --left) {
      document.add_posting(std::string(store::kParagraphTerm), at);
      add_words();
    }
    db.add_document(document);
  }
  db.delete_document(77);
  return db;
}

TermRun random_run(std::mt19937& random) {
  TermRun run(1 + random() % 3);
  for (AnyTerm& word : run) {
    for (std::size_t left = 1 + random() % 3; left > 0; --left) {
      word.push_back("w" + std::to_string(random() % 10));
    }
    std::sort(word.begin(), word.end());
    word.erase(std::unique(word.begin(), word.end()), word.end());
  }
  return run;
}

TEST(RunWalk, FindsTheDocumentsThatHaveThePlaces) {
  const auto db = chatter();
  std::mt19937 random(1);
  std::size_t found_some = 0;
  for (int i = 0; i < 600; ++i) {
    PlaceRule rule;
    rule.run = random_run(random);
    rule.part = std::array{Part::anywhere, Part::title, Part::lead}[random() % 3];
    const std::size_t at_least = 1 + random() % 3;
    const Documents documents = all_matches(db, candidates(rule));
    Documents expected;
    for (const Xapian::docid document : documents_of(db, "")) {
      if (find_places(db, document, rule).size() >= at_least) expected.push_back(document);
    }
    EXPECT_EQ(documents_with_run(db, rule, at_least, documents), expected)
        << to_text(rule) << " " << at_least;
    found_some += expected.empty() || expected.size() == documents.size() ? 0 : 1;
  }
  EXPECT_GT(found_some, 300U);
}

TEST(RunWalk, OfNoDocumentsFindsNone) {
  const auto db = chatter();
  PlaceRule rule;
  rule.run = {{"w1"}, {}};  // a word that the index does not hold
  EXPECT_TRUE(documents_with_run(db, rule, 1, {}).empty());
}

TEST(FoundBefore, IsOfOneStateOfTheIndex) {
  Desk desk({{"1", "Ngà voi", "Tin."}, {"2", "Nga với", "Tin."}, {"3", "Voi ngà", "Tin."}});
  auto db = store::open_index(desk.sources().index).value();
  const Node node = bind(parse_query("nga voi").value(), desk.definitions).value();
  const auto count = [&] { return all_matches(db, to_xapian(db, node, Purpose::count)).size(); };
  EXPECT_EQ(count(), 2U);
  EXPECT_EQ(node.found_before->size(), 1U);
  EXPECT_EQ(count(), 2U);
  EXPECT_EQ(node.found_before->size(), 1U);  // not asked anew
  desk.add({{"4", "Ngã vội", "Tin."}, {"5", "Ngà voi", "Tin."}});
  desk.remove("1");
  ASSERT_TRUE(db.reopen());
  EXPECT_EQ(count(), 3U);
}

}  // namespace
}  // namespace saola::query
