#include "cli/progress.h"

#include <algorithm>
#include <cstdio>

#include "base/printable.h"

namespace saola::cli {

constexpr std::chrono::milliseconds kBetween{100};
constexpr std::size_t kWidth = 79;

std::string progress_bar(std::uint64_t done, std::uint64_t known) {
  constexpr std::uint64_t kCells = 20;
  const std::uint64_t full = known == 0 ? 0 : std::min(done, known) * kCells / known;
  return "[" + std::string(full, '#') + std::string(kCells - full, '-') + "]";
}

ProgressLine::~ProgressLine() {
  if (has_text_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(const std::string& text) {
  const auto now = std::chrono::steady_clock::now();
  if (!drawn_ || now - last_ < kBetween) return;
  last_ = now;
  has_text_ = true;
  std::fprintf(stderr, "\r\x1b[K%s", ellipsis(printable(text), kWidth).c_str());
  std::fflush(stderr);
}

}  // namespace saola::cli
