// The archive as an independent reader sees it. How to have it run: docs/archive-format.md#checked-by-others.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>

#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

struct Ran {
  int status = 0;
  std::string output;
};

Ran run(const std::string& command) {
  Ran ran;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return {127, ""};
  char part[4096];
  while (const std::size_t got = fread(part, 1, sizeof part, pipe)) ran.output.append(part, got);
  const int status = pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return ran;
}

/// Three pages, an imported article, in one file of an archive.
std::string write_archive(const Folder& folder) {
  const RecordIds ids = numbered_record_ids();
  auto writer = must(ArchiveWriter::open(folder.path(), test_options(ids)));
  for (int n = 0; n < 3; ++n) (void)must(writer.append_group(page_group(ids, n)));
  const auto place = must(writer.append_group(
      std::vector{make_article_record(ids, kNoon, "bai 1", "", R"({"title":"Tê giác"})")}));
  return place.group.file;
}

TEST(IndependentReaders, WarcioReadsEveryRecordWithItsLength) {
  if (run("command -v node >/dev/null 2>&1").status != 0) GTEST_SKIP() << "node is not installed";
  Folder folder;
  const std::string file = write_archive(folder);
  const auto ran = run("node " SAOLA_WARCIO_SCRIPT " '" + (folder / file).string() + "' 2>&1");
  if (ran.status == 77) GTEST_SKIP() << ran.output << "see docs/archive-format.md";
  ASSERT_EQ(ran.status, 0) << ran.output;
  std::string expected;
  for (const auto& entry : read_all(folder / file).entries) {
    const auto target = entry.record.target_uri();
    std::size_t bytes = entry.record.block.size();
    const bool http = entry.record.content_type().starts_with("application/http");
    if (http) bytes -= *end_of_head(entry.record.block);  // warcio takes the HTTP head off
    expected += std::string(to_string(entry.record.type())) + " " +
                std::string(target.empty() ? "-" : target) + " " + std::to_string(bytes) + "\n";
  }
  EXPECT_EQ(ran.output, expected);
}

TEST(IndependentReaders, ZcatShowsTheFile) {
  if (run("command -v zcat >/dev/null 2>&1").status != 0) GTEST_SKIP() << "zcat is not installed";
  Folder folder;
  const std::string file = write_archive(folder);
  const auto ran = run("zcat '" + (folder / file).string() + "' 2>&1");
  EXPECT_EQ(ran.status, 0);
  std::string expected;
  for (const auto& entry : read_all(folder / file).entries) expected += to_bytes(entry.record);
  EXPECT_EQ(ran.output.size(), expected.size());
  EXPECT_TRUE(ran.output.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n"));
}

}  // namespace
}  // namespace saola::store
