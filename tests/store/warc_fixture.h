// tests/store/warc_fixture.h
//
// A small language for tests of the archive: records in one word, files in one call, and a folder that goes away.

#pragma once

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "store/archive_writer.h"
#include "store/capture_fields.h"
#include "store/http_message.h"
#include "store/warc_reader.h"
#include "store/warc_writer.h"

namespace saola::store::test {

namespace fs = std::filesystem;

/// A Result's value, or a failed test that prints the error.
template <typename T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  return std::move(*result);
}
inline void must(const Result<void>& result) {
  ASSERT_TRUE(result) << (result ? "" : result.error().message);
}

/// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "saola-store-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

inline std::string read_bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline void write_bytes(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline constexpr Instant kNoon{std::chrono::seconds(1'507'273'200)};  // 2017-10-06T07:00:00Z

inline Clock fixed_clock(Instant now = kNoon) {
  return [now] { return now; };
}

inline std::string packed(const std::vector<WarcRecord>& records) {
  WarcCompressor compressor;
  std::string bytes;
  for (const auto& record : records) compressor.append(record, bytes);
  return bytes;
}

inline std::string plain(const std::vector<WarcRecord>& records) {
  std::string bytes;
  for (const auto& record : records) bytes += to_bytes(record);
  return bytes;
}

/// Page number `n` as a fetch brings it: request, response, metadata.
inline std::vector<WarcRecord> page_group(const RecordIds& ids, int n) {
  const std::string path = "/tin-" + std::to_string(n) + ".html";
  const std::string body = "<html><title>Bắt giữ " + std::to_string(n) +
                           " kg vảy tê tê</title><p>Nội dung bài số " + std::to_string(n) +
                           "</p></html>";
  FetchedPage page;
  page.capture = {"https://bao.example" + path, kNoon + std::chrono::seconds(n), "192.0.2.7"};
  page.request = http_request_block("GET", path, {{"Host", "bao.example"}});
  page.response = http_response_block(200, "",
                                      {{"Content-Type", "text/html; charset=utf-8"},
                                       {"Content-Length", std::to_string(body.size())}},
                                      body);
  page.fields.door = "https://bao.example/rss/phap-luat.rss";
  page.fields.outlet = "bao.example";
  page.fields.entry_title = "Bắt giữ " + std::to_string(n) + " kg vảy tê tê";
  page.fields.canonical_url = page.capture.target_uri;
  return make_fetch_group(ids, std::move(page));
}

inline ArchiveOptions test_options(const RecordIds& ids) {
  ArchiveOptions options;
  options.clock = fixed_clock();
  options.ids = ids;
  options.software = "saola/test";
  return options;
}

/// What reading a whole file gave.
struct ReadFile {
  std::vector<WarcEntry> entries;
  std::vector<WarcDamage> damage;

  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> list;
    for (const auto& entry : entries) list.emplace_back(entry.record.id());
    return list;
  }
};

inline ReadFile read_all(const fs::path& path, WarcReaderOptions options = {}) {
  ReadFile read;
  options.on_damage = [&](const WarcDamage& damage) { read.damage.push_back(damage); };
  auto reader = must(WarcReader::open(path, options));
  while (auto entry = must(reader.next())) read.entries.push_back(std::move(*entry));
  return read;
}

/// While it lives, no file of this process can grow beyond `bytes`: write() fails with EFBIG, as a full disk would
/// with ENOSPC, after what still fits was written.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  rlimit old_{};
  void (*old_handler_)(int) = nullptr;
};

}  // namespace saola::store::test
