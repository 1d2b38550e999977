// store/warc_writer.h
//
// A record as bytes: plain, or as one gzip member, so that any record can be read from its offset alone.
//
// Source: WARC 1.1, 4 (file and record model), annex D (record-at-time compression).

#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "store/warc_record.h"

namespace saola::store {

/// libdeflate's level (docs/archive-format.md#compression has the figures).
inline constexpr int kCompressionLevel = 1;

/// The record as it stands in a .warc file, Content-Length and the two line breaks at its end included.
[[nodiscard]] std::string to_bytes(const WarcRecord& record);

/// Makes gzip members. Holds the compressor's state so that it is made once. Same record and level, same bytes.
/// One thread at a time; several compressors may work at once.
class WarcCompressor {
 public:
  explicit WarcCompressor(int level = kCompressionLevel);  // 1 (fast) to 12 (small)
  WarcCompressor(WarcCompressor&&) noexcept;
  WarcCompressor& operator=(WarcCompressor&&) noexcept;
  ~WarcCompressor();

  /// Adds the record, with `mark` among its fields, as one gzip member to the end of `out`.
  /// @param mark  null: none.
  void append(const WarcRecord& record, std::string& out, const NamedField* mark = nullptr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace saola::store
