#include "store/index_db.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "tests/indexer/temp_folder.h"

namespace saola::store {
namespace {

using indexer::TempFolder;

TEST(IndexDb, NoIndexIsNotFoundAndSaysWhatToDo) {
  TempFolder folder;
  auto db = open_index(folder / "index");
  ASSERT_FALSE(db);
  EXPECT_EQ(db.error().code, Code::not_found);
  EXPECT_NE(db.error().hint.find("saola index"), std::string::npos);
}

TEST(IndexDb, ANewIndexIsOpenedAndEmpty) {
  TempFolder folder;
  ASSERT_TRUE(open_index_for_writing(folder / "index"));
  auto db = open_index(folder / "index");
  ASSERT_TRUE(db) << db.error().message;
  EXPECT_EQ(db->get_doccount(), 0U);
  EXPECT_TRUE(index_position(*db)->empty());
}

TEST(IndexDb, ASecondWriterIsToldToWait) {
  TempFolder folder;
  auto first = open_index_for_writing(folder / "index");
  ASSERT_TRUE(first);
  auto second = open_index_for_writing(folder / "index");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::locked);
  EXPECT_NE(second.error().hint.find("wait"), std::string::npos);
}

TEST(IndexDb, AnotherSchemaIsOutdatedForReaderAndWriter) {
  TempFolder folder;
  {
    auto db = open_index_for_writing(folder / "index");
    ASSERT_TRUE(db);
    db->set_metadata("saola_schema", "999");
    db->commit();
  }
  auto reader = open_index(folder / "index");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, Code::outdated);
  EXPECT_NE(reader.error().message.find("999"), std::string::npos);
  EXPECT_NE(reader.error().hint.find("--rebuild"), std::string::npos);
  auto writer = open_index_for_writing(folder / "index");
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, Code::outdated);
}

TEST(IndexDb, SomebodyElsesDatabaseIsNotTaken) {
  TempFolder folder;
  {
    Xapian::WritableDatabase other((folder / "index").string(), Xapian::DB_CREATE);
    Xapian::Document document;
    document.add_boolean_term("Qx");
    other.add_document(document);
    other.commit();
  }
  auto writer = open_index_for_writing(folder / "index");
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, Code::outdated);
  auto reader = open_index(folder / "index");
  ASSERT_FALSE(reader);
  EXPECT_NE(reader.error().message.find("not Saola's"), std::string::npos);
}

TEST(IndexDb, ADamagedIndexIsCorruptAndNamesTheCure) {
  TempFolder folder;
  ASSERT_TRUE(open_index_for_writing(folder / "index"));
  std::ofstream(folder.path() / "index" / "iamglass") << "this is not a version file of Xapian's";
  auto db = open_index(folder / "index");
  ASSERT_FALSE(db);
  EXPECT_TRUE(db.error().code == Code::corrupt || db.error().code == Code::outdated);
  EXPECT_NE(db.error().hint.find("--rebuild"), std::string::npos);
}

// Opens the index and reads every document; the first error.
Result<void> read_all(const std::filesystem::path& path) {
  auto db = open_index(path);
  if (!db) return pass_on(db);
  return xapian_try(path.string(), [&] {
    for (auto at = db->postlist_begin(""); at != db->postlist_end(""); ++at) {
      const Xapian::Document document = db->get_document(*at);
      (void)document.get_data();
      (void)document.termlist_count();
      (void)db->get_termfreq("a");
    }
  });
}

TEST(IndexDb, AFileThatIsCutOffOrGoneNamesTheCure) {
  for (const char* file : {"postlist.glass", "docdata.glass", "termlist.glass", "iamglass"}) {
    for (const bool gone : {false, true}) {
      // The other tables Xapian takes for empty when they are not there.
      if (gone && std::string_view(file) != "postlist.glass") continue;
      TempFolder folder;
      {
        auto db = open_index_for_writing(folder / "index");
        ASSERT_TRUE(db);
        Xapian::Document document;
        document.set_data(std::string(20'000, 'x'));
        document.add_posting("a", 1);
        for (int i = 0; i < 300; ++i) db->add_document(document);
        db->commit();
      }
      const auto path = folder.path() / "index" / file;
      if (gone) std::filesystem::remove(path);
      if (!gone) std::filesystem::resize_file(path, 100);
      const auto read = read_all(folder / "index");
      ASSERT_FALSE(read) << file << gone;
      EXPECT_EQ(read.error().code, Code::corrupt) << file << gone << read.error().message;
      EXPECT_NE(read.error().hint.find("--rebuild"), std::string::npos)
          << file << gone << read.error().message;
    }
  }
}

TEST(IndexDb, PositionAndLexiconsLastWithTheCommit) {
  TempFolder folder;
  const IndexPosition position{{"a.warc.gz", 10}, {"b.warc.gz", 5'000'000'000}};
  const LexiconStamps stamps{{"species", lexicon_stamp(3, "x")}};
  {
    auto db = open_index_for_writing(folder / "index");
    ASSERT_TRUE(db);
    db->begin_transaction();
    set_index_position(*db, position);
    set_index_lexicons(*db, stamps);
    db->commit_transaction();
    db->begin_transaction();
    set_index_position(*db, {});  // never committed: as if killed here
  }
  auto db = open_index(folder / "index");
  ASSERT_TRUE(db);
  EXPECT_EQ(*index_position(*db), position);
  EXPECT_EQ(*index_lexicons(*db), stamps);
}

TEST(IndexDb, DamagedMetadataIsCorrupt) {
  TempFolder folder;
  auto db = open_index_for_writing(folder / "index");
  ASSERT_TRUE(db);
  for (const char* value : {"[1]", "{\"a\":-1}", "{\"a\":\"1\"}", "{"}) {
    db->set_metadata("saola_position", value);
    auto position = index_position(*db);
    ASSERT_FALSE(position) << value;
    EXPECT_EQ(position.error().code, Code::corrupt);
  }
}

// Fills the index with documents whose data no block holds twice, so that a later commit reuses a reader's blocks.
void write_documents(Xapian::WritableDatabase& db, unsigned round) {
  constexpr Xapian::docid kDocuments = 200;
  std::minstd_rand random(round + 1);
  for (Xapian::docid id = 1; id <= kDocuments; ++id) {
    std::string data(3'000, ' ');
    for (char& c : data) c = static_cast<char>(random() >> 8);
    Xapian::Document document;
    document.set_data(data);
    db.replace_document(id, document);
  }
  db.commit();
}

TEST(IndexDb, AReaderSurvivesCommitsUnderIt) {
  TempFolder folder;
  auto writer = open_index_for_writing(folder / "index");
  ASSERT_TRUE(writer);
  write_documents(*writer, 0);
  auto reader = open_index(folder / "index");
  ASSERT_TRUE(reader);
  auto unlucky = open_index(folder / "index");
  ASSERT_TRUE(unlucky);
  for (unsigned round = 1; round <= 5; ++round) write_documents(*writer, round);
  auto stale = xapian_try("index", [&] { return unlucky->get_document(150).get_data().size(); });
  ASSERT_FALSE(stale) << "the test no longer provokes what it is about";
  EXPECT_EQ(stale.error().code, Code::locked);
  auto data = xapian_try_reading(*reader, "index",
                                 [&] { return reader->get_document(150).get_data().size(); });
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(*data, 3'000U);
}

TEST(IndexDb, AnIndexOfSeveralDatabasesIsTakenApart) {
  TempFolder folder;
  Xapian::Database all;
  for (const char* name : {"a", "b", "c"}) {
    auto db = open_index_for_writing(folder / name);
    ASSERT_TRUE(db);
    db->set_metadata("test_name", name);
    Xapian::Document document;
    document.add_boolean_term(unique_term(name));
    db->add_document(document);
    db->commit();
    all.add_database(*open_index(folder / name));
  }
  const auto shards = shards_of(all);
  ASSERT_EQ(shards.size(), 3U);
  EXPECT_EQ(all.get_metadata("test_name"), "a");
  EXPECT_EQ(shards[2].get_metadata("test_name"), "c");
  EXPECT_EQ(**find_document(shards[2], "c"), 1U);
  EXPECT_EQ(**find_document(all, "c"), 3U) << "(1 - 1) * 3 + 2 + 1";
  EXPECT_EQ(shards_of(shards[1]).size(), 1U);
}

TEST(IndexDb, ADocumentIsFoundByItsIdAlsoIfLong) {
  TempFolder folder;
  auto db = open_index_for_writing(folder / "index");
  ASSERT_TRUE(db);
  const std::string id(1'000, 'i');
  Xapian::Document document;
  document.add_boolean_term(unique_term(id));
  const Xapian::docid docid = db->add_document(document);
  db->commit();
  EXPECT_EQ(**find_document(*db, id), docid);
  EXPECT_FALSE(find_document(*db, "other")->has_value());
}

}  // namespace
}  // namespace saola::store
