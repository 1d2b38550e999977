// `saola index` killed at each of its steps: a reader then finds the old index or the new one, whole, and the next run makes
// the new one.

#include <gtest/gtest.h>

#include <fstream>

#include "indexer/index_run.h"
#include "indexer/index_writer.h"
#include "tests/indexer/workbench.h"
#include "tests/support/stepwise.h"

namespace saola::indexer {
namespace {

namespace fs = std::filesystem;

std::string lexicon(int version, const std::string& spelling) {
  return "id = \"species\"\nversion = " + std::to_string(version) +
         "\nlabel.vi = \"Loài\"\nlabel.en = \"Species\"\n[[entry]]\nid = \"elephant\"\nvi = "
         "\"voi\"\n"
         "en = \"elephant\"\nspellings = [\"" +
         spelling + "\"]\n";
}

std::string lines() {
  std::string text;
  for (int i = 0; i < 8; ++i) {
    text += "{\"id\":\"n" + std::to_string(i) + "\",\"title\":\"Tin " + std::to_string(i) +
            "\",\"text\":\"Thu giữ ngà voi, sừng tê giác\",\"published\":\"" +
            std::to_string(2015 + i % 2) + "-10-05\"}\n";
  }
  return text;
}

// One article moves to another year, one loses its day, one is new.
constexpr std::string_view kNews =
    "{\"id\":\"n0\",\"title\":\"Sửa\",\"text\":\"Bản mới, ngà voi\",\"published\":\"2016-01-02\"}\n"
    "{\"id\":\"n1\",\"title\":\"Sửa\",\"text\":\"Bản mới\"}\n"
    "{\"id\":\"new\",\"title\":\"Mới\",\"text\":\"Sừng tê giác\",\"published\":\"2015-01-02\"}\n";

class Steps : public testing::Test {
 protected:
  void SetUp() override {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizers cannot be traced";
#endif
    options_.commit_every = 2;
    bench_.set_lexicon(lexicon(1, "ngà voi"));
    ASSERT_TRUE(bench_.import_lines(lines()));
  }

  // Kills a run of `next` at each step, on top of what is in the index now.
  void kill_everywhere(const IndexOptions& next) {
    const auto old = bench_.documents();
    save();
    ASSERT_TRUE(bench_.index(next));
    const auto fresh = bench_.documents();
    const auto position = bench_.position();
    const std::size_t files = count_files();
    int step = 1;
    for (bool killed = true; killed; ++step) {
      restore();
      killed = killed_at_step(step, [&] { (void)bench_.index(next); });
      const auto found = bench_.documents();
      EXPECT_TRUE(found == old || found == fresh) << "a mixture at step " << step;
      const auto again = bench_.index(next);
      ASSERT_TRUE(again) << step << ": " << again.error().message;
      EXPECT_EQ(bench_.documents(), fresh) << step;
      EXPECT_EQ(bench_.position(), position) << step;
      EXPECT_EQ(count_files(), files) << "something is left over at step " << step;
    }
    EXPECT_GT(step, 5) << "not killed often enough to say anything";
  }

  IndexOptions options_;
  Workbench bench_;

 private:
  void save() { fs::copy(bench_.index_folder(), saved_, fs::copy_options::recursive); }

  void restore() {
    for (const char* suffix : {"", ".new", ".old", ".next", ".new.part", ".next.part"}) {
      fs::remove_all(bench_.index_folder().string() + suffix);
    }
    fs::copy(saved_, bench_.index_folder(), fs::copy_options::recursive);
  }

  [[nodiscard]] std::size_t count_files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(bench_.root())) {
      if (entry.path().string().find("/saved") == std::string::npos) ++count;
    }
    return count;
  }

  fs::path saved_ = bench_.root() / "saved";
};

TEST_F(Steps, AChangedLexiconInOneDatabase) {
  ASSERT_TRUE(bench_.index(options_));
  bench_.set_lexicon(lexicon(2, "sừng tê giác"));
  kill_everywhere(options_);
}

TEST_F(Steps, AChangedLexiconMovedArticlesAndNewOnesInShards) {
  options_.sharding = Sharding::year;
  ASSERT_TRUE(bench_.index(options_));
  bench_.set_lexicon(lexicon(2, "sừng tê giác"));
  bench_.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench_.import_lines(kNews));
  kill_everywhere(options_);
}

TEST_F(Steps, ACompactionOfOneDatabase) {
  ASSERT_TRUE(bench_.index(options_));
  options_.compact = true;
  kill_everywhere(options_);
}

TEST_F(Steps, ACompactionOfShards) {
  options_.sharding = Sharding::year;
  ASSERT_TRUE(bench_.index(options_));
  options_.compact = true;
  kill_everywhere(options_);
}

TEST_F(Steps, ShardingAndBack) {
  ASSERT_TRUE(bench_.index(options_));
  options_.sharding = Sharding::year;
  kill_everywhere(options_);
}

}  // namespace
}  // namespace saola::indexer
