#include <gtest/gtest.h>

#include <fstream>

#include "indexer/index_folder.h"
#include "indexer/index_run.h"
#include "store/index_db.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

std::string many_lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += "{\"id\":\"n" + std::to_string(i) + "\",\"title\":\"Tin số " + std::to_string(i) +
             "\",\"text\":\"" + (i % 7 == 0 ? "Thu giữ ngà voi" : "Chuyện thường ngày") +
             "\",\"published\":\"2018-10-0" + std::to_string(1 + i % 9) + "\"}\n";
  }
  return lines;
}

IndexOptions rebuilding() {
  IndexOptions options;
  options.rebuild = true;
  return options;
}

TEST(Rebuild, MakesTheSameIndexTermByTerm) {
  Workbench bench;
  bench.set_lexicon(kElephants);
  ASSERT_TRUE(bench.import_lines(many_lines(50)));
  ASSERT_TRUE(bench.index());
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(R"({"id":"n7","title":"Sửa","text":"Bản mới"})"));
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  auto summary = bench.index(rebuilding());
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->total, 50U);
  EXPECT_EQ(bench.documents(), before);
  EXPECT_FALSE(std::filesystem::exists(new_index_beside(bench.index_folder())));
}

TEST(Rebuild, WorksWithoutAnOldIndexAndOverADamagedOne) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(3)));
  ASSERT_TRUE(bench.index(rebuilding()));
  EXPECT_EQ(bench.ids().size(), 3U);
  std::ofstream(bench.index_folder() / "iamglass") << "damaged beyond reading, surely";
  ASSERT_FALSE(bench.index());
  auto summary = bench.index(rebuilding());
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(bench.ids().size(), 3U);
}

TEST(Rebuild, StoppedLeavesTheOldIndexAndNoRest) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(10)));
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  bench.is_stopped = [] { return true; };
  auto summary = bench.index(rebuilding());
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, Code::cancelled);
  EXPECT_EQ(bench.documents(), before);
  EXPECT_FALSE(std::filesystem::exists(new_index_beside(bench.index_folder())));
}

TEST(Rebuild, AReaderOfTheOldIndexReadsOn) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(10)));
  ASSERT_TRUE(bench.index());
  auto reader = store::open_index(bench.index_folder());
  ASSERT_TRUE(reader);
  ASSERT_TRUE(bench.index(rebuilding()));
  auto count = store::xapian_try("index", [&] {
    std::size_t documents = 0;
    for (auto at = reader->postlist_begin(""); at != reader->postlist_end(""); ++at) {
      documents += reader->get_document(*at).get_data().empty() ? 0 : 1;
    }
    return documents;
  });
  ASSERT_TRUE(count) << count.error().message;
  EXPECT_EQ(*count, 10U);
}

TEST(Rebuild, AnExchangeKilledHalfwayIsMended) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(10)));
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  std::filesystem::path old = bench.index_folder();
  old += ".old";
  std::filesystem::rename(bench.index_folder(), old);
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->groups, 0U);
  EXPECT_EQ(bench.documents(), before);
  EXPECT_FALSE(std::filesystem::exists(old));
}

TEST(Annotation, ANewLexiconReachesOldDocumentsWithoutTheArchive) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(20)));
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(bench.count("Kspecies/elephant"), 0U);
  std::filesystem::remove_all(bench.archive_folder());
  bench.set_lexicon(kElephants);
  auto summary = bench.index();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->annotated_again, 3U);
  EXPECT_EQ(bench.count("Kspecies/elephant"), 3U);
}

TEST(Annotation, MakesTheIndexThatARebuildWouldMake) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(20)));
  ASSERT_TRUE(bench.index());
  bench.set_lexicon(kElephants);
  ASSERT_TRUE(bench.index());
  const auto annotated = bench.documents();
  ASSERT_TRUE(bench.index(rebuilding()));
  EXPECT_EQ(bench.documents(), annotated);
}

TEST(Annotation, ALexiconThatIsGoneTakesItsConceptsAlong) {
  Workbench bench;
  bench.set_lexicon(kElephants);
  ASSERT_TRUE(bench.import_lines(many_lines(20)));
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(bench.count("Kspecies"), 3U);
  bench.set_lexicon("");
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(bench.count("Kspecies"), 0U);
  EXPECT_EQ(bench.count("voi"), 3U);
}

TEST(Annotation, StoppedLeavesTheOldConceptsAndTheNextRunGoesOn) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(20)));
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  bench.set_lexicon(kElephants);
  bench.is_stopped = [asked = 0]() mutable { return ++asked > 5; };
  auto stopped = bench.index();
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->was_stopped);
  EXPECT_EQ(bench.documents(), before);
  bench.is_stopped = {};
  auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->annotated_again, 2U) << "the first was done when it was stopped";
  EXPECT_EQ(bench.count("Kspecies/elephant"), 3U);
  EXPECT_FALSE(std::filesystem::exists(next_index_beside(bench.index_folder())));
}

}  // namespace
}  // namespace saola::indexer
