#include "base/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <memory>

namespace saola {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's largest window; +16: a gzip header, no other

using Inflater = std::unique_ptr<z_stream, int (*)(z_stream*)>;

tl::unexpected<Error> damaged(const z_stream& stream, std::string_view why) {
  return fail(Code::bad_input, fmt::format("gzip data is {} at byte {}", why, stream.total_in));
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

Result<std::string> gunzip(std::string_view bytes, std::uint64_t limit_bytes) {
  z_stream stream = {};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK)
    return fail(Code::other, "zlib could not be started");
  const Inflater end(&stream, inflateEnd);
  std::string out;
  char buffer[1 << 16];
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib never writes there
  std::size_t rest = bytes.size();
  for (int state = Z_OK;;) {
    const auto slice = static_cast<uInt>(std::min<std::size_t>(rest, 1U << 30));
    stream.avail_in = slice;
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    state = inflate(&stream, Z_NO_FLUSH);
    rest -= slice - stream.avail_in;
    out.append(buffer, sizeof buffer - stream.avail_out);
    if (out.size() > limit_bytes) {
      return fail(Code::refused,
                  fmt::format("gzip data unpacks to more than {} bytes", limit_bytes));
    }
    const bool is_end = rest == 0 || !is_gzip(bytes.substr(bytes.size() - rest));
    if (state == Z_STREAM_END && is_end) return out;
    if (state == Z_STREAM_END) {
      inflateReset2(&stream, kGzipWindow);
    } else if (state == Z_BUF_ERROR && rest == 0) {
      return damaged(stream, "cut off");
    } else if (state != Z_OK && state != Z_BUF_ERROR) {
      return damaged(stream, "damaged");
    }
  }
}

}  // namespace saola
