// cli/progress.h
//
// One line on a terminal that shows how far a run is; nothing anywhere else.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/env.h"

namespace saola::cli {

/// "[#####---------------]", for so much done of so much that is known.
[[nodiscard]] std::string progress_bar(std::uint64_t done, std::uint64_t known);

/// Draws on standard error, at most ten times a second; wipes its line when it goes.
class ProgressLine {
 public:
  explicit ProgressLine(const Env& env) : drawn_(env.is_terminal) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void show(const std::string& text);

 private:
  bool drawn_;
  bool has_text_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace saola::cli
