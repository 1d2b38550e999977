#include "store/document_table.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "tests/indexer/temp_folder.h"

namespace saola::store {
namespace {

namespace fs = std::filesystem;
using Use = DocumentTable::Use;

constexpr std::initializer_list<Use> kAll{Use::days, Use::times, Use::labels};

class Index {
 public:
  Index() {
    add("2018-10-06T23:30:00+07:00", "a.vn", "vi");
    add("", "", "en");
    add("2018-10-07T00:30:00+07:00", "b.vn", "vi");
  }

  void add(const std::string& published, const std::string& outlet, const std::string& language) {
    auto db = open_index_for_writing(path()).value();
    Xapian::Document document;
    if (!published.empty()) {
      const Timestamp time = parse_iso(published, kHomeOffset).value();
      const auto seconds = static_cast<double>(time.utc.time_since_epoch().count());
      document.add_value(kPublishedSlot, Xapian::sortable_serialise(seconds));
      document.add_value(kDaySlot, day_key(Zone::open(kHomeZone)->day_of(time.utc)));
    }
    if (!outlet.empty()) document.add_value(kOutletSlot, outlet);
    document.add_value(kLanguageSlot, language);
    db.add_document(document);
    db.commit();
  }

  fs::path path() const { return folder_ / "index"; }
  Xapian::Database open() const { return open_index(path()).value(); }
  void write() const { ASSERT_TRUE(DocumentTable::bring_up_to_date(path())); }
  std::optional<DocumentTable> table() const { return DocumentTable::open(path(), open(), kAll); }

  fs::path file() const {
    for (const auto& entry : fs::directory_iterator(path())) {
      if (entry.path().extension() == ".table") return entry.path();
    }
    return {};
  }

 private:
  indexer::TempFolder folder_;
};

TEST(DocumentTable, HoldsWhatTheValueSlotsHold) {
  const Index index;
  index.write();
  const auto table = index.table();
  ASSERT_TRUE(table);
  EXPECT_EQ(to_iso(*table->day(1)), "2018-10-06");
  EXPECT_EQ(to_iso(*table->day(3)), "2018-10-07");
  EXPECT_EQ(to_iso(*table->published(1)), "2018-10-06T16:30:00Z");
  EXPECT_FALSE(table->day(2));
  EXPECT_FALSE(table->published(2));
  const auto outlet = [&](Xapian::docid document) {
    const auto label = DocumentTable::Label::outlet;
    return table->names(label)[table->label(label, document)];
  };
  EXPECT_EQ(outlet(1), "a.vn");
  EXPECT_EQ(outlet(2), "");
  EXPECT_EQ(outlet(3), "b.vn");
  EXPECT_EQ(table->names(DocumentTable::Label::language),
            (std::vector<std::string>{"", "vi", "en"}));
}

TEST(DocumentTable, OfADocumentThatItDoesNotKnowNothingIsKnown) {
  const Index index;
  index.write();
  const auto table = index.table();
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->day(4));
  EXPECT_EQ(table->label(DocumentTable::Label::outlet, 4), 0U);
}

TEST(DocumentTable, IsOfOneRevisionOnly) {
  Index index;
  EXPECT_FALSE(index.table());
  index.write();
  const Xapian::Database before = index.open();
  index.add("2018-10-08T00:30:00+07:00", "c.vn", "vi");
  EXPECT_FALSE(index.table());
  EXPECT_TRUE(DocumentTable::open(index.path(), before, kAll));
  index.write();
  ASSERT_TRUE(index.table());
  EXPECT_EQ(to_iso(*index.table()->day(4)), "2018-10-08");
  EXPECT_FALSE(DocumentTable::open(index.path(), before, kAll));
}

TEST(DocumentTable, IsPassedOverWhenAByteOfItIsWrongOrMissing) {
  const Index index;
  index.write();
  const fs::path file = index.file();
  const std::string whole = read_file(file).value();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    ASSERT_TRUE(write_whole(file, damaged));
    const auto table = index.table();
    // Bytes between two columns mean nothing.
    if (table) {
      EXPECT_EQ(to_iso(*table->day(3)), "2018-10-07");
    }
    EXPECT_TRUE(at >= 250 || !table) << "byte " << at;
    ASSERT_TRUE(write_whole(file, whole.substr(0, at)));
    EXPECT_FALSE(index.table()) << at << " bytes";
  }
  ASSERT_TRUE(write_whole(file, std::string(100'000, 'x')));
  EXPECT_FALSE(index.table());
  index.write();
  EXPECT_TRUE(index.table());
}

TEST(DocumentTable, OfAnotherDatabaseIsNotTakenAndIsRemoved) {
  const Index index;
  const Index other;
  index.write();
  other.write();
  fs::copy_file(other.file(), index.path() / index.file().filename(),
                fs::copy_options::overwrite_existing);
  EXPECT_FALSE(index.table());
  fs::copy_file(other.file(), index.path() / other.file().filename());
  index.write();
  EXPECT_TRUE(index.table());
  EXPECT_FALSE(fs::exists(index.path() / other.file().filename()));
}

TEST(DocumentTable, IsNotWrittenAgainWhileItIsValid) {
  const Index index;
  index.write();
  const auto time = fs::last_write_time(index.file()) - std::chrono::hours(1);
  fs::last_write_time(index.file(), time);
  index.write();
  EXPECT_EQ(fs::last_write_time(index.file()), time);
}

}  // namespace
}  // namespace saola::store
