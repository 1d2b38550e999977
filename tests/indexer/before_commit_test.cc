// What is written beside the documents is committed with them, or not at all.

#include <gtest/gtest.h>

#include "indexer/index_run.h"
#include "store/index_db.h"
#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

constexpr const char* kMark = "XTivory";
constexpr const char* kMarkedWith = "test_marks";

constexpr std::string_view kThree =
    "{\"id\":\"a\",\"title\":\"Một\",\"text\":\"Tin về ngà voi\"}\n"
    "{\"id\":\"b\",\"title\":\"Hai\",\"text\":\"Tin về ngà\"}\n"
    "{\"id\":\"c\",\"title\":\"Ba\",\"text\":\"Tin khác\"}\n";

// Marks the written documents that have `term`; all documents, when they were last marked for another one.
class Marker {
 public:
  std::string term = "ngà";
  std::vector<std::size_t> written;  // of each call

  Result<bool> operator()(Xapian::WritableDatabase& db, std::span<const Xapian::docid> documents) {
    written.push_back(documents.size());
    std::vector<Xapian::docid> all(documents.begin(), documents.end());
    const bool changed = db.get_metadata(kMarkedWith) != term;
    if (changed) all.assign(db.postlist_begin(""), db.postlist_end(""));
    for (const Xapian::docid id : all) mark(db, id);
    if (changed) db.set_metadata(kMarkedWith, term);
    return changed || !all.empty();
  }

 private:
  void mark(Xapian::WritableDatabase& db, Xapian::docid id) const {
    const bool wanted =
        std::find(db.postlist_begin(term), db.postlist_end(term), id) != db.postlist_end(term);
    Xapian::Document document = db.get_document(id);
    if (wanted) document.add_boolean_term(kMark);
    const bool is_marked =
        std::find(db.postlist_begin(kMark), db.postlist_end(kMark), id) != db.postlist_end(kMark);
    if (!wanted && is_marked) document.remove_term(kMark);
    db.replace_document(id, document);
  }
};

struct BeforeCommitTest : testing::Test {
  BeforeCommitTest() {
    EXPECT_TRUE(bench.import_lines(kThree));
    bench.before_commit = [this](auto& db, auto documents) { return marker(db, documents); };
  }

  Workbench bench;
  Marker marker;
};

TEST_F(BeforeCommitTest, MarksAreCommittedWithTheirDocuments) {
  IndexOptions options;
  options.commit_every = 1;
  ASSERT_TRUE(bench.index(options));
  EXPECT_EQ(bench.count(kMark), 2U);
  EXPECT_EQ(marker.written, (std::vector<std::size_t>{1, 1, 1, 0}));
}

TEST_F(BeforeCommitTest, AReplacedDocumentIsMarkedAgain) {
  ASSERT_TRUE(bench.index());
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(R"({"id":"b","title":"Hai","text":"Tin đã sửa"})"));
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(bench.count(kMark), 1U);
  EXPECT_EQ(marker.written.back(), 1U);
}

TEST_F(BeforeCommitTest, IsAskedInARunWithoutNewDocumentsAndMayChangeAll) {
  ASSERT_TRUE(bench.index());
  marker.term = "khác";
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(marker.written.back(), 0U);
  EXPECT_EQ(bench.count(kMark), 1U);
  const auto revision = store::open_index(bench.index_folder())->get_revision();
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(store::open_index(bench.index_folder())->get_revision(), revision)
      << "nothing to change, nothing committed";
}

TEST_F(BeforeCommitTest, IsAskedForTheDocumentsThatALexiconChanges) {
  ASSERT_TRUE(bench.index());
  bench.set_lexicon(kElephants);
  marker.term = "Kspecies/elephant";
  marker.written.clear();
  ASSERT_TRUE(bench.index());
  EXPECT_EQ(bench.count(kMark), 1U);
  EXPECT_EQ(marker.written.front(), 1U);
}

TEST_F(BeforeCommitTest, ItsErrorEndsTheRunAndNothingIsCommitted) {
  ASSERT_TRUE(bench.index());
  const auto before = bench.documents();
  bench.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench.import_lines(R"({"id":"d","title":"Bốn","text":"Tin mới"})"));
  bench.before_commit = [](auto&, auto) -> Result<bool> {
    return fail(Code::other, "the topics cannot be read", "mend them");
  };
  const auto failed = bench.index();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "the topics cannot be read");
  EXPECT_EQ(bench.documents(), before);
}

}  // namespace
}  // namespace saola::indexer
