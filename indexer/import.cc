#include "indexer/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/article_line.h"
#include "indexer/import_sink.h"
#include "indexer/import_warc.h"
#include "indexer/line_reader.h"
#include "store/capture_fields.h"
#include "store/terms.h"

namespace saola::indexer {

namespace {

constexpr std::uint64_t kItemsBetweenProgress = 1'000;

enum class FileKind { lines, warc };

struct InputFile {
  std::string path;
  FileKind kind = FileKind::lines;
};

std::string first_bytes(const std::string& path) {
  std::array<char, 8> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(file.gcount())};
}

bool is_warc_name(const std::string& path) {
  const std::string name = store::lower_ascii(path);
  return name.ends_with(".warc") || name.ends_with(".warc.gz");
}

bool is_packed(std::string_view start) {
  constexpr std::array<std::string_view, 4> kPackers{"\x1f\x8b", "\xFD\x37zXZ", "\x28\xB5\x2F\xFD",
                                                     "BZh"};
  return std::any_of(kPackers.begin(), kPackers.end(),
                     [&](std::string_view magic) { return start.starts_with(magic); });
}

// By the name where it says so, else by the first bytes; a pipe cannot be looked into and is taken for lines.
Result<InputFile> look_at(const std::string& path) {
  std::error_code ignored;  // what cannot be looked at fails to open, with its reason
  const bool is_pipe = path == "-" || std::filesystem::is_character_file(path, ignored) ||
                       std::filesystem::is_fifo(path, ignored);
  if (is_pipe) return InputFile{path, FileKind::lines};
  if (auto readable = LineReader::open(path, 0); !readable) return pass_on(readable);
  if (is_warc_name(path)) return InputFile{path, FileKind::warc};
  const std::string start = first_bytes(path);
  if (start.starts_with("WARC/")) return InputFile{path, FileKind::warc};
  if (!is_packed(start)) return InputFile{path, FileKind::lines};
  return fail(Code::bad_input, fmt::format("{}: is compressed", path),
              "unpack it on the way in: `xz -dc FILE | saola import -` (or zcat, zstdcat); "
              "a WARC file needs a name ending in .warc.gz");
}

// One file's bad items: told up to the limit, all counted.
class Troubles {
 public:
  Troubles(const ImportOptions& options, const ImportEnv& env, ImportSummary& summary)
      : limit_(options.max_troubles_told), env_(env), summary_(summary) {}

  void tell(const Error& error) {
    ++summary_.bad;
    if (count_++ < limit_) env_.log.warn(error);
  }

  void end_file(const std::string& path) {
    if (count_ > limit_) {
      env_.log.warn(fmt::format("{}: {} more like these", path, count_ - limit_));
    }
    count_ = 0;
  }

 private:
  std::uint64_t limit_;
  std::uint64_t count_ = 0;
  const ImportEnv& env_;
  ImportSummary& summary_;
};

class Import {
 public:
  Import(const ImportOptions& options, const ImportEnv& env)
      : options_(options), env_(env), sink_(env, summary_), troubles_(options, env, summary_) {}

  Result<ImportSummary> run(const std::vector<InputFile>& files) {
    if (auto begun = sink_.begin(); !begun) return pass_on(begun);
    for (const InputFile& file : files) {
      auto done = file.kind == FileKind::warc ? take_warc(file.path) : take_lines(file.path);
      troubles_.end_file(file.path);
      // What was appended is kept also when this file cannot be read to its end.
      if (!done) {
        if (auto kept = sink_.finish(); !kept) return pass_on(kept);
        return pass_on(done);
      }
      if (summary_.was_stopped) break;
    }
    if (auto done = sink_.finish(); !done) return pass_on(done);
    return summary_;
  }

 private:
  Result<void> take_lines(const std::string& path) {
    auto reader = LineReader::open(path, options_.max_line_bytes);
    if (!reader) return pass_on(reader);
    while (!summary_.was_stopped) {
      auto line = reader->next();
      if (!line) return pass_on(line);
      if (!*line) break;
      if (auto taken = take_line(path, **line); !taken) return taken;
    }
    return {};
  }

  Result<void> take_line(const std::string& path, const Line& line) {
    if (!line.too_long && line.text.find_first_not_of(" \t") == std::string_view::npos) return {};
    const std::string place = fmt::format("{}:{}", path, line.number);
    auto article = read_line(line);
    Result<void> done;
    if (article) {
      const store::WarcRecord record =
          store::make_article_record(env_.ids, env_.clock(), article->article.id,
                                     article->article.url, std::move(article->json));
      done = sink_.put(std::span(&record, 1), place);
    } else {
      Error error = article.error();
      error.message = fmt::format("{}: {}", place, error.message);
      troubles_.tell(error);
    }
    end_item(path, line.number);
    return done;
  }

  Result<ArticleLine> read_line(const Line& line) const {
    if (!line.too_long) return parse_article_line(line.text);
    return fail(Code::bad_input,
                fmt::format("the line is longer than {} bytes", options_.max_line_bytes));
  }

  Result<void> take_warc(const std::string& path) {
    auto reader = WarcImport::open(path, env_.ids);
    if (!reader) return pass_on(reader);
    std::uint64_t items = 0;
    while (!summary_.was_stopped) {
      auto item = reader->next();
      if (!item) return pass_on(item);
      for (const Error& damage : reader->take_damage()) {
        ++summary_.items;
        troubles_.tell(damage);
      }
      if (!*item) break;
      if (auto taken = take_record(**item); !taken) return taken;
      end_item(path, ++items);
    }
    return {};
  }

  Result<void> take_record(const WarcItem& item) {
    if (!item.group.empty()) return sink_.put(item.group, item.place);
    ++summary_.passed_over;
    return {};
  }

  void end_item(const std::string& path, std::uint64_t number) {
    ++summary_.items;
    if (env_.progress && number % kItemsBetweenProgress == 0) env_.progress({path, number});
    if (env_.is_stopped && env_.is_stopped()) summary_.was_stopped = true;
  }

  const ImportOptions& options_;
  const ImportEnv& env_;
  ImportSummary summary_;
  ImportSink sink_;
  Troubles troubles_;
};

}  // namespace

Result<ImportSummary> import_files(const ImportOptions& options, const ImportEnv& env) {
  std::vector<InputFile> files;
  for (const std::string& path : options.files) {
    auto file = look_at(path);
    if (!file) return pass_on(file);
    files.push_back(std::move(*file));
  }
  return Import(options, env).run(files);
}

}  // namespace saola::indexer
