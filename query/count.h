// query/count.h
//
// How many articles, over time, by outlet, topic, language, section and what they name. Every number is exact: all matches
// are walked, nothing is estimated. What is counted how: docs/output.md#count.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "query/dimensions.h"
#include "query/filters.h"
#include "query/output.h"

namespace saola::query {

struct CountOptions {
  std::string query = {};  // empty or "*": every article
  std::vector<Dimension> by = {};
  Filters filters;
  bool share = false;       // adds all_articles and per_10k
  bool cumulative = false;  // adds cumulative; wants a dimension of time
  // none, or two queries to be counted side by side within `query`
  std::vector<std::string> compare = {};
};

struct CountSummary {
  std::uint64_t articles =
      0;  // that match the query and all filters: the lines of `search --limit 0`
  std::uint64_t undated =
      0;  // match but for the dates, and stand in no period because they have none
  std::uint64_t rows = 0;
  std::vector<std::string> notes;  // for standard error
};

/// Asks the index and writes one row a cell, sorted by the dimension columns: those of `by` in their order, then start
/// and end (with a time dimension), then the numbers (docs/output.md#count).
/// @error  Code::usage, also for more than a million rows; not_found (no index), corrupt, io.
[[nodiscard]] Result<CountSummary> count(const CountOptions& options, const Sources& sources,
                                         Output& output);

}  // namespace saola::query
