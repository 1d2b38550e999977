#include "query/health/estimates.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace saola::query {

double median_of(std::vector<double> numbers) {
  if (numbers.empty()) return 0;
  std::sort(numbers.begin(), numbers.end());
  const std::size_t half = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return numbers[half];
  return (numbers[half - 1] + numbers[half]) / 2;
}

std::optional<Usual> usual_number(std::vector<double> numbers) {
  constexpr double kNormal = 1.4826;
  constexpr double kSpreads = 3;
  if (numbers.size() < kDaysForUsual) return std::nullopt;
  const double median = median_of(numbers);
  Usual usual{median, 0, 0, numbers.size()};
  for (double& number : numbers) number = std::abs(number - median);
  const double by_chance = std::sqrt(std::max(median, 1.0));
  const double spread = std::max(kNormal * median_of(std::move(numbers)), by_chance);
  usual.low = std::max(0.0, median - kSpreads * spread);
  usual.high = median + kSpreads * spread;
  return usual;
}

std::optional<Population> estimate_population(std::int64_t first, std::int64_t second,
                                              std::int64_t both) {
  assert(both <= first && both <= second);
  if (first == 0 || second == 0) return std::nullopt;
  constexpr double kNormal95 = 1.96;
  const auto n1 = static_cast<double>(first);
  const auto n2 = static_cast<double>(second);
  const auto m = static_cast<double>(both);
  Population out;
  out.seen = first + second - both;
  const auto seen = static_cast<double>(out.seen);
  const double chapman = (n1 + 1) * (n2 + 1) / (m + 1) - 1;
  const double variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) * (m + 1) * (m + 2));
  // What neither saw is log-normal: the interval begins above what was seen and not below 0.
  const double unseen = chapman - seen;
  out.estimate = std::max(chapman, seen);
  out.low = out.high = out.estimate;
  if (unseen <= 0 || variance <= 0) {
    constexpr double kTail =
        0.025;  // the larger look saw at least this root of it, of all there are
    out.high = std::max(n1, n2) / std::pow(kTail, 1 / std::min(n1, n2));
    return out;
  }
  const double factor = std::exp(kNormal95 * std::sqrt(std::log(1 + variance / (unseen * unseen))));
  out.low = seen + unseen / factor;
  out.high = seen + unseen * factor;
  return out;
}

}  // namespace saola::query
