// tests/cli/program.h
//
// One command of the program, run inside the test: what it printed, what it said, how it ended.

#pragma once

#include <atomic>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command.h"

namespace saola::cli {

struct Ran {
  int status;
  std::string out;
  std::string messages;
};

inline Ran run_line(std::vector<std::string> words,
                    Instant now = Instant(std::chrono::seconds(1'500'000'000))) {
  words.insert(words.begin(), "saola");
  std::vector<const char*> pointers;
  pointers.reserve(words.size());
  for (const std::string& word : words) pointers.push_back(word.c_str());
  std::istringstream in;
  std::ostringstream out;
  std::string messages;
  std::atomic<bool> stop{false};
  Env env{.in = in,
          .out = out,
          .log = Log([&](Level, std::string_view line) { messages += std::string(line) + "\n"; }),
          .clock = [now] { return now; },
          .stop = stop,
          .workspace = {},
          .executable = {}};
  const int status = run(static_cast<int>(pointers.size()), pointers.data(), env);
  return {status, out.str(), messages};
}

}  // namespace saola::cli
