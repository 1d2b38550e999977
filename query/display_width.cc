#include "query/display_width.h"

#include "base/utf8.h"

namespace saola::query {

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.value < 0x300 || point.value > 0x36f) ++width;
    at += point.bytes;
  }
  return width;
}

}  // namespace saola::query
