#include "store/bigram_table.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "store/bigrams.h"
#include "store/varint.h"
#include "tests/indexer/temp_folder.h"

namespace saola::store {
namespace {

namespace fs = std::filesystem;
using Documents = std::vector<Xapian::docid>;
using Numbers = std::vector<std::uint32_t>;

const BigramList& list() {
  static const BigramList made({"ngà voi", "công an", "bắt giữ"});
  return made;
}

// Four documents, of which the second does not tell its bigrams.
class Index {
 public:
  Index() {
    add({"bắt giữ", "công an"});
    auto db = open_index_for_writing(path()).value();
    db.add_document(Xapian::Document());
    set_bigram_list(db, list());
    db.commit();
    db.close();
    add({});
    add({"công an"});
  }

  void add(const std::vector<std::string>& bigrams) {
    Numbers numbers;
    for (const std::string& bigram : bigrams) {
      const std::size_t blank = bigram.find(' ');
      numbers.push_back(*list().find(bigram.substr(0, blank), bigram.substr(blank + 1)));
    }
    add_value(bigram_value(list().stamp(), numbers));
  }

  void add_value(const std::string& value) {
    auto db = open_index_for_writing(path()).value();
    Xapian::Document document;
    document.add_value(kBigramsSlot, value);
    db.add_document(document);
    db.commit();
  }

  fs::path path() const { return folder_ / "index"; }
  void write() const { ASSERT_TRUE(BigramTable::bring_up_to_date(path())); }
  std::optional<BigramTable> table() const {
    return BigramTable::open(path(), open_index(path()).value());
  }
  std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(path())) {
      if (entry.path().filename().string().starts_with("bigrams-")) found.push_back(entry.path());
    }
    return found;
  }

 private:
  indexer::TempFolder folder_;
};

TEST(Bigrams, AListIsInOrderAndFindsItsPairsByBothWords) {
  EXPECT_EQ(list().bigrams(), (std::vector<std::string>{"bắt giữ", "công an", "ngà voi"}));
  EXPECT_EQ(list().find("ngà", "voi"), 2U);
  EXPECT_FALSE(list().find("voi", "ngà"));
  EXPECT_FALSE(list().find("ngà", std::string(65, 'v')));
  EXPECT_NE(list().stamp(), BigramList({"ngà voi"}).stamp());
}

TEST(Bigrams, AValueIsReadBackByItsOwnListAlone) {
  const Numbers numbers{0, 1, 127, 128, 300, 70'000, 4'000'000'000};
  const std::string value = bigram_value(17, numbers);
  Numbers read;
  ASSERT_TRUE(read_bigram_value(value, 17, read));
  EXPECT_EQ(read, numbers);
  EXPECT_FALSE(read_bigram_value(value, 18, read));
  EXPECT_FALSE(read_bigram_value(value.substr(0, value.size() - 1), 17, read));
  EXPECT_FALSE(read_bigram_value(value + std::string(9, '\xFF'), 17, read));
  EXPECT_FALSE(read_bigram_value("", 17, read));
  ASSERT_TRUE(read_bigram_value(bigram_value(17, {}), 17, read));
  EXPECT_TRUE(read.empty());
}

// Numbers that do not ascend would be counted twice, and those beyond 32 bits begin anew, before a last one that is sound.
TEST(Bigrams, AValueOfNumbersThatDoNotAscendIsNotUnderstood) {
  Numbers read;
  std::string twice = bigram_value(17, {5});
  append_varint(0, twice);
  EXPECT_FALSE(read_bigram_value(twice, 17, read));
  std::string beyond = bigram_value(17, {4'000'000'000});
  append_varint(294'967'295, beyond);
  ASSERT_TRUE(read_bigram_value(beyond, 17, read));
  EXPECT_EQ(read.back(), 0xFFFFFFFF);
  append_varint(2, beyond);
  EXPECT_FALSE(read_bigram_value(beyond, 17, read));
}

TEST(Bigrams, AListOnceSetStays) {
  const Index index;
  auto db = open_index_for_writing(index.path()).value();
  set_bigram_list(db, BigramList({"khác hẳn"}));
  db.commit();
  const auto kept = bigram_list(db);
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->bigrams(), list().bigrams());
}

TEST(BigramTable, ListsTheDocumentsOfEachPairAndNamesTheSilentOnes) {
  const Index index;
  EXPECT_FALSE(index.table());
  index.write();
  const auto table = index.table();
  ASSERT_TRUE(table);
  EXPECT_EQ(table->documents("công", "an"), (Documents{1, 4}));
  EXPECT_EQ(table->documents("bắt", "giữ"), Documents{1});
  EXPECT_EQ(table->documents("ngà", "voi"), Documents{});
  EXPECT_FALSE(table->documents("voi", "con"));
  EXPECT_EQ(Documents(table->unlisted().begin(), table->unlisted().end()), Documents{2});
}

TEST(BigramTable, AValueThatIsNotUnderstoodMakesASilentDocument) {
  Index index;
  index.add_value("damaged");
  index.add_value(bigram_value(list().stamp(), {3}));  // the list has 0, 1 and 2
  index.write();
  const auto table = index.table();
  ASSERT_TRUE(table);
  EXPECT_EQ(Documents(table->unlisted().begin(), table->unlisted().end()), (Documents{2, 5, 6}));
}

TEST(BigramTable, IsOfOneRevisionAndMadeAnewForTheNext) {
  Index index;
  index.write();
  const auto before = index.files();
  index.add({"ngà voi"});
  EXPECT_FALSE(index.table());
  index.write();
  EXPECT_EQ(index.files(), before);
  ASSERT_TRUE(index.table());
  EXPECT_EQ(index.table()->documents("ngà", "voi"), Documents{5});
}

TEST(BigramTable, ThereIsNoneWithoutAListAndThoseOfGoneDatabasesGo) {
  const indexer::TempFolder folder;
  { auto db = open_index_for_writing(folder / "index").value(); }
  ASSERT_TRUE(write_whole(folder / "index" / "bigrams-gone.table", "old"));
  ASSERT_TRUE(BigramTable::bring_up_to_date(folder / "index"));
  EXPECT_FALSE(fs::exists(folder / "index" / "bigrams-gone.table"));
  EXPECT_FALSE(BigramTable::open(folder / "index", open_index(folder / "index").value()));
}

// Nothing but the right answer or none, whichever byte is flipped and wherever the file ends.
TEST(BigramTable, ADamagedFileAnswersNothingWrong) {
  const Index index;
  index.write();
  const fs::path file = index.files().front();
  const std::string whole = read_file(file).value();
  const auto check = [&](const std::string& bytes, std::size_t place) {
    ASSERT_TRUE(write_whole(file, bytes));
    const auto table = index.table();
    if (!table) return;
    const auto documents = table->documents("công", "an");
    EXPECT_EQ(documents.value_or(Documents{1, 4}), (Documents{1, 4})) << place;
    EXPECT_EQ(table->unlisted().size(), 1U) << place;
    EXPECT_EQ(table->unlisted().front(), 2U) << place;
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << i % 8));
    check(flipped, i);
    check(whole.substr(0, i), i);
  }
}

}  // namespace
}  // namespace saola::store
