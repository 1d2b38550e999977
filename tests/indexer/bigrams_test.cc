// An index learns common bigrams, and all its documents tell theirs.

#include <gtest/gtest.h>

#include "indexer/bigram_learner.h"
#include "indexer/index_run.h"
#include "store/bigram_table.h"
#include "store/index_layout.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

using Documents = std::vector<Xapian::docid>;

// Articles `first` to `last`: all speak of police, every second one of an arrest on another paragraph's end and begin.
std::string lines(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) {
    const std::string number = std::to_string(i);
    text += R"({"id":"n)" + number + R"(","title":"Tin số )" + number +
            R"(","text":"Công an huyện đến nơi.)" +
            (i % 2 == 0 ? R"(\n\nHọ bắt giữ một người.)" : R"( Chưa ai bị bắt.\n\nGiữ nguyên.)") +
            R"(","published":")" + std::to_string(2015 + i % 2) + R"(-03-01"})" + "\n";
  }
  return text;
}

Documents silent(const Workbench& bench) {
  Documents all;
  for (const Xapian::Database& shard :
       store::shards_of(store::open_index(bench.index_folder()).value())) {
    const auto list = store::bigram_list(shard).value();
    if (!list) return {0};
    for (const Xapian::docid id : store::documents_without_bigrams(shard, *list)) all.push_back(id);
  }
  return all;
}

std::size_t documents_with(const Workbench& bench, std::string_view first,
                           std::string_view second) {
  EXPECT_TRUE(store::BigramTable::bring_up_to_date(bench.index_folder()));
  std::size_t found = 0;
  for (const Xapian::Database& shard :
       store::shards_of(store::open_index(bench.index_folder()).value())) {
    const auto table = store::BigramTable::open(bench.index_folder(), shard);
    EXPECT_TRUE(table);
    if (!table) return 0;
    found += table->documents(first, second).value_or(Documents()).size();
  }
  return found;
}

TEST(BigramLearner, TakesPairsThatStandTogetherMoreThanByChance) {
  text::Analyzer analyzer;
  BigramLearner learner;
  for (int i = 0; i < 500; ++i) {
    learner.read(analyzer.analyze(i % 250 == 0 ? "rừng sâu của các" : "sân bay của các em và các"));
    learner.read(analyzer.analyze("các của sân nhà, các bay xa của các em, của nhà các em"));
    if (i == 7) learner.read(analyzer.analyze("voi con"));
    learner.end_article();
  }
  const auto list = learner.choose();
  EXPECT_TRUE(list->find("rừng", "sâu"));  // in one of 250
  EXPECT_TRUE(list->find("sân", "bay"));
  EXPECT_FALSE(list->find("voi", "con"));  // in one of 500
  EXPECT_FALSE(list->find("của", "các"));  // often, but so are both
}

TEST(BigramLearner, APairDoesNotReachAcrossParagraphs) {
  text::Analyzer analyzer;
  BigramLearner learner;
  learner.read(analyzer.analyze("con voi\n\nrừng sâu"));
  learner.end_article();
  const auto list = learner.choose();
  EXPECT_TRUE(list->find("con", "voi"));
  EXPECT_FALSE(list->find("voi", "rừng"));
}

TEST(IndexBigrams, TooFewArticlesTeachNothing) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(lines(1, 9)));
  ASSERT_TRUE(bench.index({.learn_bigrams_from = 10}));
  EXPECT_EQ(silent(bench), Documents{0});
}

TEST(IndexBigrams, AreToldByAllDocumentsOnceThereAreArticlesEnough) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(lines(1, 40)));
  ASSERT_TRUE(bench.index({.commit_every = 5, .learn_bigrams_from = 10}));
  EXPECT_TRUE(silent(bench).empty());
  EXPECT_EQ(documents_with(bench, "công", "an"), 40U);
  EXPECT_EQ(documents_with(bench, "bắt", "giữ"), 20U);
}

TEST(IndexBigrams, AnIndexThatGrowsSlowlyLearnsThemToo) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(lines(1, 6)));
  ASSERT_TRUE(bench.index({.learn_bigrams_from = 10}));
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(lines(7, 12)));
  ASSERT_TRUE(bench.index({.learn_bigrams_from = 10}));
  EXPECT_TRUE(silent(bench).empty());
  EXPECT_EQ(documents_with(bench, "công", "an"), 12U);
  const auto before = bench.documents();
  ASSERT_TRUE(bench.index({.learn_bigrams_from = 10}));
  EXPECT_EQ(bench.documents(), before);
}

TEST(IndexBigrams, AReplacedDocumentTellsWhatStandsInItNow) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(lines(1, 20)));
  ASSERT_TRUE(bench.index({.commit_every = 5, .learn_bigrams_from = 10}));
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(R"({"id":"n2","title":"Tin","text":"Không còn gì"})"));
  ASSERT_TRUE(bench.index({.learn_bigrams_from = 10}));
  EXPECT_TRUE(silent(bench).empty());
  EXPECT_EQ(documents_with(bench, "công", "an"), 19U);
  EXPECT_EQ(documents_with(bench, "bắt", "giữ"), 9U);
}

TEST(IndexBigrams, ShardsTellThemAndKeepThemWhenTheyAreCompacted) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(lines(1, 40)));
  IndexOptions options{.sharding = Sharding::year, .commit_every = 5, .learn_bigrams_from = 10};
  ASSERT_TRUE(bench.index(options));
  EXPECT_TRUE(silent(bench).empty());
  EXPECT_EQ(documents_with(bench, "bắt", "giữ"), 20U);
  options.compact = true;
  ASSERT_TRUE(bench.index(options));
  EXPECT_EQ(documents_with(bench, "bắt", "giữ"), 20U);
}

// As after a run that was killed behind its last commit.
TEST(IndexBigrams, WhatAKilledRunLeftSilentIsToldByTheNext) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(lines(1, 20)));
  ASSERT_TRUE(bench.index({.commit_every = 5, .learn_bigrams_from = 10}));
  {
    auto db = store::open_index_for_writing(bench.index_folder()).value();
    for (const Xapian::docid id : {3U, 4U}) {
      Xapian::Document document = db.get_document(id);
      document.remove_value(store::kBigramsSlot);
      db.replace_document(id, document);
    }
    db.commit();
  }
  ASSERT_EQ(silent(bench), (Documents{3, 4}));
  ASSERT_TRUE(bench.index({.learn_bigrams_from = 10}));
  EXPECT_TRUE(silent(bench).empty());
  EXPECT_EQ(documents_with(bench, "công", "an"), 20U);
}

}  // namespace
}  // namespace saola::indexer
