// An index of a database for each year answers as the index of one does, and at every moment wholly.

#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "indexer/index_folder.h"
#include "indexer/index_run.h"
#include "indexer/index_writer.h"
#include "store/index_db.h"
#include "store/index_layout.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

using Ids = std::vector<std::string>;
using Names = std::vector<std::string>;

const IndexOptions kByYear{.rebuild = false, .sharding = Sharding::year};
const IndexOptions kOne{.rebuild = false, .sharding = Sharding::none};

std::string line(const std::string& id, const std::string& published, const std::string& text) {
  return "{\"id\":\"" + id + "\",\"title\":\"Tin " + id + "\",\"text\":\"" + text + "\"" +
         (published.empty() ? "" : ",\"published\":\"" + published + "\"") + "}\n";
}

// Three years and some without a date.
std::string many_lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    const std::string year = std::to_string(2015 + i % 3);
    lines += line("n" + std::to_string(i), i % 10 == 9 ? "" : year + "-10-05",
                  i % 7 == 0 ? "Thu giữ ngà voi" : "Chuyện thường ngày");
  }
  return lines;
}

struct Sharded : testing::Test {
  // The names of the shards' folders without their numbers, in order.
  [[nodiscard]] Names shards() const {
    Names names;
    const auto layout = store::read_layout(store::layout_file(bench.index_folder()));
    EXPECT_TRUE(layout && *layout);
    if (!layout || !*layout) return names;
    for (const auto& shard : (*layout)->shards) names.push_back(store::shard_key(shard.folder));
    return names;
  }

  // Everything in the index's folder.
  [[nodiscard]] Names files() const {
    Names names;
    for (const auto& entry : std::filesystem::directory_iterator(bench.index_folder())) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  Workbench bench;
};

TEST_F(Sharded, HasADatabaseForEachYearAndOneForTheUndated) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  const auto summary = bench.index(kByYear);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->total, 30U);
  EXPECT_EQ(shards(), (Names{"2015", "2016", "2017", "undated"}));
  const auto db = store::open_index(bench.index_folder());
  ASSERT_TRUE(db) << db.error().message;
  const auto parts = store::shards_of(*db);
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_EQ(parts[1].get_termfreq("D20161005"), db->get_termfreq("D20161005"));
  EXPECT_EQ(parts[3].get_termfreq("XU"), 3U);
}

TEST_F(Sharded, IsWhatXapiansOwnToolsOpen) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  EXPECT_EQ(Xapian::Database(bench.index_folder().string()).get_doccount(), 30U);
}

TEST_F(Sharded, HoldsTheSameDocumentsAsOneDatabaseAndBackAgain) {
  bench.set_lexicon(kElephants);
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index());
  const auto one = bench.documents();
  ASSERT_TRUE(bench.index(kByYear));
  EXPECT_EQ(bench.documents(), one);
  ASSERT_TRUE(bench.index({.rebuild = true}));
  EXPECT_EQ(shards().size(), 4U) << "a rebuild keeps the choice";
  EXPECT_EQ(bench.documents(), one);
  ASSERT_TRUE(bench.index(kOne));
  EXPECT_EQ(sharding_of(bench.index_folder()), Sharding::none);
  EXPECT_EQ(bench.documents(), one);
}

TEST_F(Sharded, ALaterRunKeepsTheChoiceAndReadsOnlyWhatIsNew) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(line("new", "2018-01-01", "Tin mới")));
  const auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->groups, 1U);
  EXPECT_EQ(summary->total, 31U);
  EXPECT_EQ(shards(), (Names{"2015", "2016", "2017", "2018", "undated"}));
  const auto again = bench.index();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->groups, 0U);
}

TEST_F(Sharded, ARunWithoutNewsLeavesEveryFileAsItIs) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  const auto before = files();
  const auto list = read_file(store::layout_file(bench.index_folder()));
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(files(), before);
  EXPECT_EQ(*read_file(store::layout_file(bench.index_folder())), *list);
}

TEST_F(Sharded, OnlyTheShardThatIsWrittenIsCopied) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  const auto before = files();
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(line("new", "2017-01-01", "Tin mới")));
  ASSERT_TRUE(bench.index());
  Names same;
  const auto after = files();
  std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(same));
  EXPECT_EQ(before.size(), after.size());
  EXPECT_EQ(same.size(), before.size() - 1);
}

TEST_F(Sharded, AnArticleOfAnotherYearThanBeforeMoves) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(line("n0", "2017-02-01", "Đã sửa") + line("n1", "", "Mất ngày")));
  const auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->replaced, 2U);
  EXPECT_EQ(summary->total, 30U);
  EXPECT_EQ(bench.ids().size(), 30U);
  EXPECT_EQ(bench.count("D20170201"), 1U);
  EXPECT_EQ(bench.count("XU"), 4U);
}

TEST_F(Sharded, AChangedLexiconReachesAllShardsAtOnce) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  bench.set_lexicon(kElephants);
  int asked = 0;
  bench.is_stopped = [&] { return ++asked > 12; };  // in the second shard
  const auto stopped = bench.index();
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->was_stopped);
  EXPECT_EQ(bench.count("Kspecies"), 0U);
  bench.is_stopped = {};
  const auto summary = bench.index();
  ASSERT_TRUE(summary);
  EXPECT_LT(summary->annotated_again, 5U) << "the first shard was done";
  EXPECT_EQ(bench.count("Kspecies"), 5U);
  const auto annotated = bench.documents();
  ASSERT_TRUE(bench.index({.rebuild = true}));
  EXPECT_EQ(bench.documents(), annotated);
}

TEST_F(Sharded, AReaderHasOneGenerationHoweverMuchIsWritten) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  auto reader = store::open_index(bench.index_folder());
  ASSERT_TRUE(reader);
  for (int run = 0; run < 4; ++run) {
    bench.set_now("2018-10-1" + std::to_string(run + 1) + "T00:00:00Z");
    ASSERT_TRUE(bench.import_lines(
        line("n0", run % 2 == 0 ? "2017-02-01" : "2015-02-01", "Bản " + std::to_string(run))));
    ASSERT_TRUE(bench.index());
    const auto counted = store::xapian_try("index", [&] {
      std::size_t read = 0;
      for (auto at = reader->postlist_begin(""); at != reader->postlist_end(""); ++at) {
        read += reader->get_document(*at).get_data().empty() ? 0 : 1;
      }
      return read + reader->get_termfreq("bản");
    });
    ASSERT_TRUE(counted) << counted.error().message;
    EXPECT_EQ(*counted, 30U);
  }
}

TEST_F(Sharded, ASecondWriterIsToldToWait) {
  ASSERT_TRUE(bench.import_lines(many_lines(10)));
  ASSERT_TRUE(bench.index(kByYear));
  const auto lock = FileLock::try_lock(bench.index_folder() / "lock");
  ASSERT_TRUE(lock);
  for (const bool rebuild : {false, true}) {
    const auto summary = bench.index({.rebuild = rebuild});
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().code, Code::locked);
    EXPECT_NE(summary.error().hint.find("wait"), std::string::npos);
  }
}

TEST_F(Sharded, MarksAreMadeInEveryShardAndSeenTogether) {
  std::string version = "1";
  bench.before_commit = [&](Xapian::WritableDatabase& db, auto) -> Result<bool> {
    if (db.get_metadata("test_marks") == version) return false;
    db.set_metadata("test_marks", version);
    return true;
  };
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  version = "2";
  const auto before = store::open_index(bench.index_folder());
  ASSERT_TRUE(bench.index());
  const auto after = store::open_index(bench.index_folder());
  ASSERT_TRUE(before && after);
  for (const auto& shard : store::shards_of(*before))
    EXPECT_EQ(shard.get_metadata("test_marks"), "1");
  for (const auto& shard : store::shards_of(*after))
    EXPECT_EQ(shard.get_metadata("test_marks"), "2");
}

TEST_F(Sharded, ClosedYearsAreCompactedAndAnyWhenAsked) {
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index(kByYear));
  const auto compacted = [&] {
    std::vector<bool> all;
    for (const auto& shard : store::shards_of(*store::open_index(bench.index_folder()))) {
      all.push_back(store::is_compacted(shard));
    }
    return all;
  };
  EXPECT_EQ(compacted(), (std::vector<bool>{true, true, false, false}));
  const auto before = bench.documents();
  IndexOptions options;
  options.compact = true;
  ASSERT_TRUE(bench.index(options));
  EXPECT_EQ(compacted(), (std::vector<bool>{true, true, true, true}));
  EXPECT_EQ(bench.documents(), before);
}

TEST_F(Sharded, ADamagedListNamesItsLineAndARebuildMendsIt) {
  ASSERT_TRUE(bench.import_lines(many_lines(10)));
  ASSERT_TRUE(bench.index(kByYear));
  std::ofstream(store::layout_file(bench.index_folder()), std::ios::app) << "auto\n";
  const auto summary = bench.index();
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, Code::corrupt);
  EXPECT_NE(summary.error().message.find("XAPIANDB:"), std::string::npos);
  EXPECT_NE(summary.error().hint.find("--rebuild"), std::string::npos);
  ASSERT_TRUE(bench.index({.rebuild = true}));
  EXPECT_EQ(bench.ids().size(), 10U);
}

TEST(Compaction, OfOneDatabaseChangesNoDocumentAndIsDoneOnce) {
  Workbench bench;
  ASSERT_TRUE(bench.import_lines(many_lines(30)));
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  const auto position = bench.position();
  IndexOptions options;
  options.compact = true;
  ASSERT_TRUE(bench.index(options));
  EXPECT_EQ(bench.documents(), before);
  EXPECT_EQ(bench.position(), position);
  const auto uuid = store::open_index(bench.index_folder())->get_uuid();
  ASSERT_TRUE(bench.index(options));
  EXPECT_EQ(store::open_index(bench.index_folder())->get_uuid(), uuid);
  const auto again = bench.index();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->groups, 0U);
}

}  // namespace
}  // namespace saola::indexer
