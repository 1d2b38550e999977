// The message that points at a place of a query.

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "query/display_width.h"
#include "query/query_parser.h"

namespace saola::query {

namespace {

constexpr std::size_t kShownBefore =
    60;  // characters of a long query shown on either side of a mistake

// The line of the query on which `at` lies: [begin, end).
text::Span line_around(std::string_view query, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : query.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(query.find('\n', at), query.size());
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// At most `count` characters from the end of `text`, with "…" for what was cut.
std::string tail(std::string_view text, std::size_t count) {
  std::size_t begin = text.size();
  for (std::size_t left = count; begin > 0 && left > 0; --left) {
    do {
      --begin;
    } while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80);
  }
  return (begin > 0 ? "…" : "") + printable(text.substr(begin));
}

}  // namespace

Error query_error(std::string_view query, const Origin& origin, text::Span place,
                  std::string message, std::string hint) {
  const std::size_t at = std::min<std::size_t>(place.begin, query.size());
  const text::Span line = line_around(query, at);
  const std::size_t end =
      std::clamp<std::size_t>(place.end, at, std::max<std::size_t>(at, line.end));
  const std::string before = tail(query.substr(line.begin, at - line.begin), kShownBefore);
  const std::string there = ellipsis(printable(query.substr(at, end - at)), kShownBefore);
  const std::string after = ellipsis(
      printable(query.substr(end, std::max<std::size_t>(line.end, end) - end)), kShownBefore);
  const std::string carets(std::max<std::size_t>(display_width(there), 1), '^');
  message += fmt::format("\n  {}{}{}\n  {}{}", before, there, after,
                         std::string(display_width(before), ' '), carets);
  if (origin.file.empty()) return {Code::usage, std::move(message), std::move(hint)};
  const auto lines =
      std::count(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  message.insert(0, fmt::format("{}:{}: ", origin.file, origin.line + lines));
  return {Code::bad_input, std::move(message), std::move(hint)};
}

}  // namespace saola::query
