// tests/support/stepwise.h
//
// Kills a program at each of its steps: before the nth time it renames or removes a file or folder, or makes a folder.
//
// Source: ptrace(2), Linux.

#pragma once

#include <functional>

namespace saola {

/// Runs `action` in a child process that is killed, without any cleaning up, before its nth such step, counted from 1 over
/// all its threads. @return  false: the child came to its end before.
[[nodiscard]] bool killed_at_step(int nth, const std::function<void()>& action);

}  // namespace saola
