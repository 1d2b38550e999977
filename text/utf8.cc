#include "text/utf8.h"

namespace saola::text {

std::u32string to_code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Point point = read_point(text, at);
    points.push_back(point.value == kBadByte ? kReplacement : point.value);
    at += point.size;
  }
  return points;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string text;
  text.reserve(code_points.size());
  for (const char32_t point : code_points) append_utf8(text, point);
  return text;
}

std::string mend_utf8(std::string_view bytes) {
  return find_bad_utf8(bytes) ? to_utf8(to_code_points(bytes)) : std::string(bytes);
}

}  // namespace saola::text
