#include "store/warc_writer.h"

#include <cassert>
#include <new>
#include <string_view>

#include <fmt/format.h>
#include <libdeflate.h>

namespace saola::store {
namespace {

std::string head_of(const WarcRecord& record, const NamedField* mark = nullptr) {
  NamedFields headers = record.headers;
  if (mark != nullptr) set_value(headers, mark->name, mark->value);
  set_value(headers, "Content-Length", fmt::format("{}", record.block.size()));
  return fmt::format("WARC/{}\r\n{}\r\n", record.version, to_lines(headers));
}

}  // namespace

std::string to_bytes(const WarcRecord& record) {
  return head_of(record).append(record.block).append("\r\n\r\n");
}

struct WarcCompressor::State {
  struct Free {
    void operator()(libdeflate_compressor* made) const { libdeflate_free_compressor(made); }
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor;
  std::string plain;  // the record as it stands uncompressed

  explicit State(int level) : compressor(libdeflate_alloc_compressor(level)) {
    if (!compressor) throw std::bad_alloc();
  }
};

WarcCompressor::WarcCompressor(int level) : state_(std::make_unique<State>(level)) {}
WarcCompressor::WarcCompressor(WarcCompressor&&) noexcept = default;
WarcCompressor& WarcCompressor::operator=(WarcCompressor&&) noexcept = default;
WarcCompressor::~WarcCompressor() = default;

void WarcCompressor::append(const WarcRecord& record, std::string& out, const NamedField* mark) {
  auto& [compressor, plain] = *state_;
  plain = head_of(record, mark);
  plain.append(record.block).append("\r\n\r\n");
  const std::size_t used = out.size();
  out.resize(used + libdeflate_gzip_compress_bound(compressor.get(), plain.size()));
  const std::size_t packed = libdeflate_gzip_compress(compressor.get(), plain.data(), plain.size(),
                                                      out.data() + used, out.size() - used);
  assert(packed > 0);  // it fits: that is what the bound says
  out.resize(used + packed);
}

}  // namespace saola::store
