#include "query/numbers.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <vector>

namespace saola::query {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t kMaxDigits =
    18;  // longer runs are keys, not numbers, and a double cannot tell them apart

// The digits between the signs of a number, and the signs.
struct Parts {
  std::vector<std::string_view> groups;
  std::string signs;
};

std::optional<Parts> cut(std::string_view token) {
  Parts parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= token.size(); ++at) {
    const bool is_sign = at < token.size() && (token[at] == '.' || token[at] == ',');
    if (at < token.size() && !is_sign && !is_digit(token[at])) return std::nullopt;
    if (at < token.size() && !is_sign) continue;
    if (at == begin) return std::nullopt;
    parts.groups.push_back(token.substr(begin, at - begin));
    if (is_sign) parts.signs += token[at];
    begin = at + 1;
  }
  return parts;
}

// Whether the groups up to `end` are thousands: "1", "234", "567", all parted by one sign.
bool are_thousands(const Parts& parts, std::size_t end) {
  if (parts.groups.front().size() > 3 || parts.groups.front() == "0") return false;
  for (std::size_t i = 1; i < end; ++i) {
    if (parts.groups[i].size() != 3 || parts.signs[i - 1] != parts.signs[0]) return false;
  }
  return true;
}

}  // namespace

std::optional<double> number_value(std::string_view token) {
  const auto parts = cut(token);
  if (!parts || token.size() > kMaxDigits) return std::nullopt;
  const std::size_t groups = parts->groups.size();
  std::size_t whole = groups;  // groups before the point
  if (groups > 1 && !are_thousands(*parts, groups)) {
    whole = groups - 1;
    const bool one_point =
        whole == 1 || (are_thousands(*parts, whole) && parts->signs[whole - 1] != parts->signs[0]);
    if (!one_point) return std::nullopt;
  }
  std::string digits;
  for (std::size_t i = 0; i < groups; ++i) {
    if (i == whole) digits += '.';
    digits += parts->groups[i];
  }
  double value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{}) return std::nullopt;
  return value;
}

std::optional<NumberRange> parse_number_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || text.size() == 2) return std::nullopt;
  const std::string_view low = text.substr(0, dots);
  const std::string_view high = text.substr(dots + 2);
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  const auto from = low.empty() ? std::optional(-kEndless) : number_value(low);
  const auto to = high.empty() ? std::optional(kEndless) : number_value(high);
  if (!from || !to) return std::nullopt;
  return NumberRange{*from, *to};
}

bool looks_like_range(std::string_view word) {
  const std::size_t begin = word.find("..");
  if (begin == std::string_view::npos) return false;
  const std::size_t end = std::min(word.find_first_not_of('.', begin), word.size());
  const bool is_at_edge = begin == 0 || end == word.size();
  if (is_at_edge && end - begin > 2) return false;
  return (begin > 0 && is_digit(word[begin - 1])) || (end < word.size() && is_digit(word[end]));
}

bool holds(const NumberRange& range, std::string_view token) {
  if (token.empty() || !is_digit(token.front())) return false;
  const auto value = number_value(token);
  return value && *value >= range.low && *value <= range.high;
}

}  // namespace saola::query
