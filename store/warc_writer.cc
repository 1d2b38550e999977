#include "store/warc_writer.h"

#include <cassert>
#include <cstring>
#include <limits>
#include <new>
#include <string_view>

#include <fmt/format.h>
#include <zlib.h>

namespace saola::store {
namespace {

constexpr int kGzipWindow = 15 + 16;  // 32 KiB window, gzip wrapper (zlib.h, deflateInit2)

std::string head_of(const WarcRecord& record) {
  NamedFields headers = record.headers;
  set_value(headers, "Content-Length", fmt::format("{}", record.block.size()));
  return fmt::format("WARC/{}\r\n{}\r\n", record.version, to_lines(headers));
}

}  // namespace

std::string to_bytes(const WarcRecord& record) {
  return head_of(record).append(record.block).append("\r\n\r\n");
}

struct WarcCompressor::State {
  z_stream stream{};

  explicit State(int level) {
    const int code = deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    assert(code == Z_OK);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { deflateEnd(&stream); }

  void add(std::string_view bytes, int flush, std::string& out) {
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    do {  // zlib counts in 32 bits
      const auto part = bytes.substr(0, kMost);
      bytes.remove_prefix(part.size());
      deflate_part(part, bytes.empty() ? flush : Z_NO_FLUSH, out);
    } while (!bytes.empty());
  }

 private:
  void deflate_part(std::string_view part, int flush, std::string& out) {
    // zlib's interface is not const; deflate does not write to its input.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
    stream.avail_in = static_cast<uInt>(part.size());
    constexpr std::size_t kStep = 64u << 10;
    do {
      const std::size_t used = out.size();
      out.resize(used + kStep);
      stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
      stream.avail_out = kStep;
      deflate(&stream, flush);
      out.resize(used + kStep - stream.avail_out);
    } while (stream.avail_out == 0);
  }
};

WarcCompressor::WarcCompressor(int level) : state_(std::make_unique<State>(level)) {}
WarcCompressor::WarcCompressor(WarcCompressor&&) noexcept = default;
WarcCompressor& WarcCompressor::operator=(WarcCompressor&&) noexcept = default;
WarcCompressor::~WarcCompressor() = default;

void WarcCompressor::append(const WarcRecord& record, std::string& out) {
  deflateReset(&state_->stream);
  state_->add(head_of(record), Z_NO_FLUSH, out);
  state_->add(record.block, Z_NO_FLUSH, out);
  state_->add("\r\n\r\n", Z_FINISH, out);
}

}  // namespace saola::store
