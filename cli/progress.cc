#include "cli/progress.h"

#include <cstdio>

#include "base/printable.h"

namespace saola::cli {

constexpr std::chrono::milliseconds kBetween{100};
constexpr std::size_t kWidth = 79;

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
