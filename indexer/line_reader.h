// indexer/line_reader.h
//
// Lines of a file or of standard input, of any length, in bounded memory.

#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace saola::indexer {

struct Line {
  std::string_view
      text;  // without its line break; valid until the next call; empty when it is too long
  std::uint64_t number = 0;  // from 1
  bool too_long = false;     // over the limit: its end was passed over
};

/// Recipe: open, then next() until it is empty. One thread at a time.
class LineReader {
 public:
  /// @param path  a file or pipe; "-" is standard input.  @error  Code::not_found, io.
  [[nodiscard]] static Result<LineReader> open(const std::string& path, std::uint64_t limit_bytes);

  /// The next line; a last one without a line break is a line. Empty: the end. A byte-order mark at the file's start
  /// and a "\r" at a line's end are left out. @error  Code::io.
  [[nodiscard]] Result<std::optional<Line>> next();

 private:
  LineReader(std::string path, std::ifstream file, std::uint64_t limit_bytes)
      : path_(std::move(path)), file_(std::move(file)), limit_bytes_(limit_bytes) {}
  [[nodiscard]] bool read_more();

  std::string path_;
  std::ifstream file_;
  std::uint64_t limit_bytes_;
  std::string buffer_;     // what was read last
  std::size_t begin_ = 0;  // up to here it has been given
  std::uint64_t number_ = 0;
};

}  // namespace saola::indexer
