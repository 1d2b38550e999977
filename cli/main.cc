// The program `saola`: hands the process's world to cli::run.

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <clocale>
#include <iostream>

#include "cli/command.h"

namespace {

std::atomic<bool> stop_asked{false};

/// The first Ctrl-C asks the run to end; the second ends it at once (what was committed is safe).
extern "C" void ask_to_stop(int signal_number) {
  if (stop_asked.exchange(true)) _exit(128 + signal_number);
}

void catch_signals() {
  struct sigaction action = {};
  action.sa_handler = ask_to_stop;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

std::filesystem::path own_path() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error);
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  catch_signals();
  saola::cli::Env env{.in = std::cin,
                      .out = std::cout,
                      .log = saola::stderr_log(),
                      .clock = saola::system_clock(),
                      .stop = stop_asked,
                      .is_terminal = isatty(STDERR_FILENO) == 1,
                      .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                      .workspace = {},
                      .executable = own_path()};
  return saola::cli::run(argc, argv, env);
}
