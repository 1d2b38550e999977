// cli/env.h
//
// What a command may touch of the world outside its options: handed in, so that a command is tested without a process.

#pragma once

#include <atomic>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"

namespace saola::cli {

struct Env {
  std::istream& in;
  std::ostream& out;
  Log log;
  Clock clock;
  std::atomic<bool>& stop;           // set by Ctrl-C: end soon, losing nothing
  bool is_terminal = false;          // standard error is a terminal: progress may be drawn
  bool out_is_terminal = false;      // standard output is: hostile bytes must be made printable
  std::string workspace;             // --workspace, or empty
  std::filesystem::path executable;  // where this program lies; shipped files are found from it
  int status = 0;                    // exit status beside the result: 1 when a person should look
};

}  // namespace saola::cli
