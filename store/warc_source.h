// store/warc_source.h
//
// The bytes of a WARC file, unpacked, with the gzip members' bounds. Inside of store/warc_reader.
//
// Source: RFC 1952 (gzip members, 2.2 and 2.3).

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

namespace saola::store {

/// One thread at a time.
class WarcSource {
 public:
  enum class Event {
    data,        // bytes were added
    member_end,  // the member ended, checksum and length are right; the next read begins the next one
    end,         // the file ended where it may
    damage,      // damage() says what; only skip_member() leads on
  };

  /// @error  as WarcReader::open.
  [[nodiscard]] static Result<WarcSource> open(const std::filesystem::path& path,
                                               std::uint64_t start);

  /// Adds some bytes to the end of `out` or tells what came instead.  @error  Code::io.
  [[nodiscard]] Result<Event> read(std::string& out);

  /// Goes to the next gzip member that unpacks to "WARC/..."; false: there is none.  @error  Code::io.
  [[nodiscard]] Result<bool> skip_member();

  /// Goes to a place of a file that is not packed.
  void seek(std::uint64_t offset);

  [[nodiscard]] bool is_packed() const;
  [[nodiscard]] std::uint64_t file_bytes() const;  // when it was opened
  [[nodiscard]] std::uint64_t member_offset()
      const;                                   // where the current (or just ended) member begins
  [[nodiscard]] std::uint64_t offset() const;  // of the first byte of the file not yet used
  [[nodiscard]] const std::string& damage() const;

  WarcSource(WarcSource&&) noexcept;
  WarcSource& operator=(WarcSource&&) noexcept;
  ~WarcSource();

 private:
  class Impl;
  explicit WarcSource(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saola::store
