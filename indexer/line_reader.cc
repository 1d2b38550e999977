#include "indexer/line_reader.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace saola::indexer {

namespace {

constexpr std::size_t kChunkBytes = 256u << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<LineReader> LineReader::open(const std::string& path, std::uint64_t limit_bytes) {
  const std::string name = path == "-" ? "/dev/stdin" : path;
  std::error_code ignored;  // a path that cannot be looked at fails to open below, with its reason
  if (std::filesystem::is_directory(name, ignored)) {
    return fail(Code::io, fmt::format("{}: is a folder", path), "name the files in it");
  }
  std::ifstream file(name, std::ios::binary);
  if (file) return LineReader(path, std::move(file), limit_bytes);
  const Code code = errno == ENOENT ? Code::not_found : Code::io;
  return fail(code, fmt::format("{}: {}", path, std::strerror(errno)), "check the name");
}

bool LineReader::read_more() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kChunkBytes);
  file_.read(buffer_.data() + before, static_cast<std::streamsize>(kChunkBytes));
  buffer_.resize(before + static_cast<std::size_t>(file_.gcount()));
  return buffer_.size() > before;
}

Result<std::optional<Line>> LineReader::next() {
  bool too_long = false;
  std::size_t end = buffer_.find('\n', begin_);
  while (end == std::string::npos) {
    if (buffer_.size() - begin_ > limit_bytes_) {  // only that there was a line matters now
      too_long = true;
      begin_ = buffer_.size();
    }
    const std::size_t seen = buffer_.size() - begin_;
    if (!read_more()) break;
    end = buffer_.find('\n', seen);
  }
  if (file_.bad()) {
    return fail(Code::io, fmt::format("{}: reading failed after line {}", path_, number_));
  }
  if (begin_ == buffer_.size() && !too_long) return std::optional<Line>();
  std::string_view text = std::string_view(buffer_).substr(begin_);
  if (end != std::string::npos) text = text.substr(0, end - begin_);
  begin_ = end == std::string::npos ? buffer_.size() : end + 1;
  if (++number_ == 1 && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (too_long || text.size() > limit_bytes_) return Line{{}, number_, true};
  return Line{text, number_, false};
}

}  // namespace saola::indexer
