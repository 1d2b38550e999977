// query/begin_anew.h
//
// For a question that reads the index at more than one place, marks, words and articles, all in one state.

#pragma once

#include <type_traits>

#include "base/result.h"

namespace saola::query {

/// Calls `action` again when writers have passed under what it read (Code::locked), a hundred times at most. It opens the
/// index itself, reads it by store::xapian_try, and begins afresh each time; what it calls need not begin anew.
template <typename Action>
[[nodiscard]] std::invoke_result_t<Action> begin_anew(const Action& action) {
  constexpr int kAttempts = 100;
  auto result = action();
  for (int attempt = 1; attempt < kAttempts && !result; ++attempt) {
    if (result.error().code != Code::locked) break;
    result = action();
  }
  return result;
}

}  // namespace saola::query
