#include "tests/support/stepwise.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace saola {

namespace {

constexpr std::array kSteps{
#ifdef SYS_rename
    SYS_rename,   SYS_unlink,    SYS_rmdir,    SYS_mkdir,
#endif
    SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_mkdirat,
};

constexpr int kSyscallStop = SIGTRAP | 0x80;  // with PTRACE_O_TRACESYSGOOD

bool is_step(pid_t thread) {
  __ptrace_syscall_info info{};
  if (::ptrace(static_cast<__ptrace_request>(PTRACE_GET_SYSCALL_INFO), thread, sizeof info,
               &info) <= 0) {
    return false;
  }
  return info.op == PTRACE_SYSCALL_INFO_ENTRY &&
         std::find(kSteps.begin(), kSteps.end(), static_cast<long>(info.entry.nr)) != kSteps.end();
}

// The signal to hand on to a thread that stopped; 0: none.
int signal_of(int status) {
  const int signal = WSTOPSIG(status);
  return signal == SIGTRAP || signal == SIGSTOP || signal == kSyscallStop ? 0 : signal;
}

// The child is gone only when its threads have been waited for.
void reap(pid_t child) {
  int status = 0;
  pid_t gone = 0;
  do {
    gone = ::waitpid(-1, &status, __WALL);
  } while (gone > 0 && (gone != child || WIFSTOPPED(status)));
}

}  // namespace

bool killed_at_step(int nth, const std::function<void()>& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    action();
    ::_exit(0);  // not exit: what the parent owns must not be removed here
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr,
           PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
  ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
  for (int steps = 0;;) {
    const pid_t thread = ::waitpid(-1, &status, __WALL);
    if (thread < 0) return false;
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      if (thread == child) return false;
      continue;
    }
    if (WSTOPSIG(status) == kSyscallStop && is_step(thread) && ++steps == nth) {
      ::kill(child, SIGKILL);
      reap(child);
      return true;
    }
    ::ptrace(PTRACE_SYSCALL, thread, nullptr, signal_of(status));
  }
}

}  // namespace saola
