// base/log.h
//
// Messages for a person, on standard error or into a test's string. Everything is made printable on the way out.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace saola {

enum class Level { note, warning, error };

/// Where messages go. Thread rule: one thread at a time.
class Log {
 public:
  using Sink = std::function<void(Level, std::string_view line)>;

  explicit Log(Sink sink) : sink_(std::move(sink)) {}

  void note(std::string_view message) const { write(Level::note, message); }
  void warn(std::string_view message) const { write(Level::warning, message); }
  void warn(const Error& error) const;  // "message (hint)"
  void error(const Error& error) const;

 private:
  void write(Level level, std::string_view message) const;
  Sink sink_;
};

/// To standard error: "warning: ...", "error: ..."; notes without a prefix.
[[nodiscard]] Log stderr_log();

/// Drops everything; for tests that look only at results.
[[nodiscard]] Log quiet_log();

}  // namespace saola
