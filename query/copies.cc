#include "query/copies.h"

#include <algorithm>
#include <utility>

namespace saola::query {

namespace {

// Finalizer of MurmurHash3 (A. Appleby, public domain): every bit of the input moves every bit of the result.
std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdU;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53U;
  return value ^ value >> 33;
}

}  // namespace

Sketch sketch_of(text::Analyzer& analyzer, std::string_view text) {
  const auto tokens = analyzer.analyze(text);
  if (tokens.empty()) return {};
  Sketch hashes;
  const std::size_t words = std::min(kShingleWords, tokens.size());
  for (std::size_t i = 0; i + words <= tokens.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < words; ++k) hash = mixed(hash ^ tokens[i + k].exact_hash);
    hashes.push_back(hash);
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  hashes.resize(std::min(hashes.size(), kSketchSize));
  return hashes;
}

bool are_copies(const Sketch& a, const Sketch& b) {
  std::size_t together = 0;
  std::size_t shared = 0;
  for (auto x = a.begin(), y = b.begin(); together < kSketchSize && (x != a.end() || y != b.end());
       ++together) {
    const bool from_a = y == b.end() || (x != a.end() && *x <= *y);
    const bool from_b = x == a.end() || (y != b.end() && *y <= *x);
    shared += from_a && from_b ? 1 : 0;
    x += from_a ? 1 : 0;
    y += from_b ? 1 : 0;
  }
  return together > 0 && shared * 100 >= together * kCopyPercent;
}

bool Originals::take(Sketch sketch) {
  std::vector<std::size_t> candidates;
  for (const std::uint64_t hash : sketch) {
    const auto [first, last] = taken_with_.equal_range(hash);
    for (auto other = first; other != last; ++other) candidates.push_back(other->second);
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  const bool is_copy = std::any_of(candidates.begin(), candidates.end(), [&](std::size_t other) {
    return are_copies(sketch, taken_[other]);
  });
  if (is_copy) return false;
  for (const std::uint64_t hash : sketch) taken_with_.emplace(hash, taken_.size());
  taken_.push_back(std::move(sketch));
  return true;
}

}  // namespace saola::query
