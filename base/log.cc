#include "base/log.h"

#include <cstdio>

#include "base/printable.h"

namespace saola {
namespace {

std::string with_hint(const Error& error) {
  return error.hint.empty() ? error.message : error.message + " (" + error.hint + ")";
}

std::string_view prefix(Level level) {
  switch (level) {
    case Level::note:
      return "";
    case Level::warning:
      return "warning: ";
    case Level::error:
      return "error: ";
  }
  return "";
}

}  // namespace

void Log::warn(const Error& error) const { write(Level::warning, with_hint(error)); }
void Log::error(const Error& error) const { write(Level::error, with_hint(error)); }

void Log::write(Level level, std::string_view message) const { sink_(level, printable(message)); }

Log stderr_log() {
  return Log([](Level level, std::string_view line) {
    const std::string_view start = prefix(level);
    std::fprintf(stderr, "%.*s%.*s\n", static_cast<int>(start.size()), start.data(),
                 static_cast<int>(line.size()), line.data());
  });
}

Log quiet_log() {
  return Log([](Level, std::string_view) {});
}

}  // namespace saola
