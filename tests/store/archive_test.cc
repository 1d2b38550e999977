#include "store/archive.h"

#include <gtest/gtest.h>
#include <sys/mount.h>

#include "store/archive_writer.h"
#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

std::vector<std::string> targets(ArchiveCursor& cursor, std::size_t limit = 1'000'000) {
  std::vector<std::string> list;
  while (list.size() < limit) {
    const auto group = must(cursor.next());
    if (!group) break;
    list.emplace_back(group->records.front().target_uri());
  }
  return list;
}

std::vector<std::string> page_urls(int first, int end) {
  std::vector<std::string> list;
  for (int n = first; n < end; ++n)
    list.push_back("https://bao.example/tin-" + std::to_string(n) + ".html");
  return list;
}

struct ArchiveTest : testing::Test {
  Folder folder;
  RecordIds ids = numbered_record_ids();

  ArchiveWriter open(std::uint64_t rotate_bytes = 256u << 20) {
    ArchiveOptions options = test_options(ids);
    options.rotate_bytes = rotate_bytes;
    return must(ArchiveWriter::open(folder.path(), options));
  }
  void write_pages(int first, int end, std::uint64_t rotate_bytes = 256u << 20) {
    auto writer = open(rotate_bytes);
    for (int n = first; n < end; ++n) (void)must(writer.append_group(page_group(ids, n)));
    (void)must(writer.sync());
  }
  [[nodiscard]] std::vector<std::string> files() const {
    return must(Archive(folder.path()).files());
  }
};

TEST_F(ArchiveTest, AnArchiveThatIsNotThereIsEmpty) {
  const Archive archive(folder / "none");
  EXPECT_TRUE(must(archive.files()).empty());
  auto cursor = must(archive.read_from({}, {}));
  EXPECT_FALSE(must(cursor.next()));
}

TEST_F(ArchiveTest, OpeningAWriterMakesNoFile) {
  auto writer = open();
  EXPECT_TRUE(files().empty());
  EXPECT_TRUE(must(writer.sync()).empty());
}

TEST_F(ArchiveTest, GroupsComeBackAsTheyWereWritten) {
  auto writer = open();
  const auto place = must(writer.append_group(page_group(ids, 1)));
  EXPECT_EQ(place.group.file, "saola-20171006070000-00001.warc.gz");
  auto cursor = must(Archive(folder.path()).read_from({}, {}));
  const auto group = must(cursor.next());
  ASSERT_TRUE(group);
  EXPECT_EQ(group->location, place.group);
  EXPECT_EQ(group->offsets, place.offsets);
  EXPECT_TRUE(group->complete);
  ASSERT_EQ(group->records.size(), 3u);
  EXPECT_EQ(group->find(WarcType::response), 1u);
  EXPECT_EQ(group->find(WarcType::revisit), std::nullopt);
  EXPECT_EQ(group->records[2].header("Saola-Group"), "3/3");
  EXPECT_EQ(capture_fields_of(group->records).outlet, "bao.example");
  EXPECT_FALSE(must(cursor.next()));
}

TEST_F(ArchiveTest, PlacesLeadToRecordsAndGroups) {
  auto writer = open();
  (void)must(writer.append_group(page_group(ids, 1)));
  const auto place = must(writer.append_group(page_group(ids, 2)));
  const Archive archive(folder.path());
  EXPECT_EQ(must(archive.read(place.group.file, place.offsets[1])).record.type(),
            WarcType::response);
  EXPECT_EQ(must(archive.read_group(place.group.file, place.group.offset)).location, place.group);
  EXPECT_EQ(archive.read("saola-0.warc.gz", 0).error().code, Code::not_found);
  EXPECT_EQ(archive.read("../" + place.group.file, 0).error().code, Code::not_found);
  EXPECT_EQ(archive.read(place.group.file, place.group.offset + 1).error().code, Code::corrupt);
}

TEST_F(ArchiveTest, FilesAreRotatedBySizeAndEachBeginsWithItsWarcinfo) {
  write_pages(0, 10, 2'000);
  const auto names = files();
  EXPECT_GT(names.size(), 3u);
  for (const auto& name : names) {
    EXPECT_EQ(read_all(folder / name).entries.at(0).record.header("WARC-Filename"), name);
  }
  auto cursor = must(Archive(folder.path()).read_from({}, {}));
  EXPECT_EQ(targets(cursor), page_urls(0, 10));
}

TEST_F(ArchiveTest, EveryWriterBeginsAFileOfItsOwn) {
  write_pages(0, 1);
  const auto before = read_bytes(folder / files().at(0));
  write_pages(1, 2);  // in the same second: the serial tells them apart
  ASSERT_EQ(files().size(), 2u);
  EXPECT_EQ(files().at(1), "saola-20171006070000-00002.warc.gz");
  EXPECT_EQ(read_bytes(folder / files().at(0)), before);
}

TEST_F(ArchiveTest, ReadingGoesOnFromAnyPosition) {
  write_pages(0, 6, 2'000);
  const Archive archive(folder.path());
  for (std::size_t read_before = 0; read_before <= 6; ++read_before) {
    auto first = must(archive.read_from({}, {}));
    auto list = targets(first, read_before);
    auto second = must(archive.read_from(first.position(), {}));
    for (auto& url : targets(second)) list.push_back(url);
    EXPECT_EQ(list, page_urls(0, 6)) << read_before;
  }
}

TEST_F(ArchiveTest, WhatIsAddedLaterIsReadLater) {
  write_pages(0, 2);
  auto first = must(Archive(folder.path()).read_from({}, {}));
  EXPECT_EQ(targets(first).size(), 2u);
  write_pages(2, 4);
  auto second = must(Archive(folder.path()).read_from(first.position(), {}));
  EXPECT_EQ(targets(second), page_urls(2, 4));
}

TEST_F(ArchiveTest, AnUnfinishedGroupAtTheEndIsReportedAndNotGiven) {
  auto writer = open();
  (void)must(writer.append_group(page_group(ids, 0)));
  const auto place = must(writer.append_group(page_group(ids, 1)));
  fs::resize_file(folder / place.group.file,
                  place.offsets[2]);  // a whole response, but no metadata
  std::vector<WarcDamage> damage;
  auto cursor =
      must(Archive(folder.path()).read_from({}, [&](const auto& d) { damage.push_back(d); }));
  EXPECT_EQ(targets(cursor), page_urls(0, 1));
  EXPECT_EQ(cursor.position().at(place.group.file), place.group.offset);
  ASSERT_EQ(damage.size(), 1u);
  EXPECT_EQ(damage[0].offset, place.group.offset);
}

TEST_F(ArchiveTest, AGroupDamagedInTheMiddleOfAFileIsGivenAsIncomplete) {
  auto writer = open();
  const auto first = must(writer.append_group(page_group(ids, 0)));
  (void)must(writer.append_group(page_group(ids, 1)));
  std::string bytes = read_bytes(folder / first.group.file);
  bytes[first.offsets[2] + 30] = static_cast<char>(bytes[first.offsets[2] + 30] ^ 0x55);
  write_bytes(folder / first.group.file, bytes);
  int damage = 0;
  auto cursor = must(Archive(folder.path()).read_from({}, [&](const auto&) { ++damage; }));
  const auto group = must(cursor.next());
  ASSERT_TRUE(group);
  EXPECT_FALSE(group->complete);
  EXPECT_EQ(group->records.size(), 2u);
  EXPECT_TRUE(must(cursor.next())->complete);
  EXPECT_EQ(damage, 1);
}

TEST_F(ArchiveTest, AFileShorterThanItWasIsAnError) {
  write_pages(0, 2);
  auto cursor = must(Archive(folder.path()).read_from({{files().at(0), 1u << 20}}, {}));
  const auto group = cursor.next();
  ASSERT_FALSE(group);
  EXPECT_EQ(group.error().code, Code::corrupt);
  EXPECT_NE(group.error().message.find(files().at(0)), std::string::npos);
}

TEST_F(ArchiveTest, SyncTellsWhatIsSafe) {
  auto writer = open(2'000);
  Position safe;
  for (int n = 0; n < 5; ++n) (void)must(writer.append_group(page_group(ids, n)));
  EXPECT_GT(writer.unsynced_bytes(), 0u);
  for (const auto& [name, bytes] : must(writer.sync())) safe[name] = bytes;
  EXPECT_EQ(writer.unsynced_bytes(), 0u);
  for (const auto& name : files()) EXPECT_EQ(safe[name], fs::file_size(folder / name));
  EXPECT_EQ(safe.size(), files().size());
  EXPECT_TRUE(must(writer.sync()).empty());
}

/// The full disk of both tests below: what does not fit is not there, what was there stays, and there is a way on.
void expect_clean_after(const Error& error, const fs::path& file, std::uint64_t size_before) {
  EXPECT_EQ(error.code, Code::io);
  EXPECT_NE(error.message.find(file.filename().string()), std::string::npos) << error.message;
  EXPECT_NE(error.hint.find("make room"), std::string::npos) << error.hint;
  EXPECT_EQ(fs::file_size(file), size_before);
  EXPECT_TRUE(read_all(file).damage.empty());
}

TEST_F(ArchiveTest, AFailingWriteLeavesTheFileAsItWasAndTheWriterUsable) {
  auto writer = open();
  const auto first = must(writer.append_group(page_group(ids, 0)));
  const auto size = fs::file_size(folder / first.group.file);
  {
    const FileSizeLimit limit(size +
                              500);  // the group's first record and a part of the next still fit
    const auto second = writer.append_group(page_group(ids, 1));
    ASSERT_FALSE(second);
    expect_clean_after(second.error(), folder / first.group.file, size);
  }
  const auto third = must(writer.append_group(page_group(ids, 2)));
  EXPECT_EQ(third.group.offset, size);
  auto cursor = must(Archive(folder.path()).read_from({}, {}));
  EXPECT_EQ(targets(cursor), (std::vector<std::string>{page_urls(0, 1)[0], page_urls(2, 3)[0]}));
}

TEST_F(ArchiveTest, AFirstWriteThatFailsLeavesNoFile) {
  auto writer = open();
  {
    const FileSizeLimit limit(10);
    ASSERT_FALSE(writer.append_group(page_group(ids, 0)));
  }
  EXPECT_TRUE(files().empty());
  EXPECT_EQ(must(writer.append_group(page_group(ids, 0))).group.file,
            "saola-20171006070000-00001.warc.gz");
}

TEST_F(ArchiveTest, AFullDiskIsToldAndNothingIsLost) {
  fs::create_directory(folder / "small");
  if (mount("tmpfs", (folder / "small").c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "no right to mount a small tmpfs here";
  }
  {
    auto writer = must(ArchiveWriter::open(folder / "small", test_options(ids)));
    int stored = 0;
    auto place = writer.append_group(page_group(ids, 0));
    std::uint64_t size = 0;
    std::string file;
    for (; place; place = writer.append_group(page_group(ids, stored))) {
      ++stored;
      file = place->group.file;
      size = place->group.offset + place->group.bytes;
    }
    EXPECT_GT(stored, 20);
    EXPECT_NE(place.error().message.find("No space left on device"), std::string::npos);
    expect_clean_after(place.error(), folder / "small" / file, size);
    EXPECT_TRUE(writer.sync());
    auto cursor = must(Archive(folder / "small").read_from({}, {}));
    EXPECT_EQ(targets(cursor), page_urls(0, stored));
  }
  umount((folder / "small").c_str());
}

TEST_F(ArchiveTest, AFolderThatCannotBeMadeIsNamed) {
  write_bytes(folder / "file", "x");
  const auto writer = ArchiveWriter::open(folder / "file" / "archive", test_options(ids));
  ASSERT_FALSE(writer);
  EXPECT_NE(writer.error().message.find("file"), std::string::npos);
}

}  // namespace
}  // namespace saola::store
