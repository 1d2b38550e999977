// query/count.h
//
// How many articles, over time, by outlet, topic, language and section. Every number is exact: all matches are walked,
// nothing is estimated. What is counted how: docs/output.md#count.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "query/filters.h"
#include "query/output.h"

namespace saola::query {

enum class Dimension { day, week, month, year, outlet, topic, language, section };

/// "week,outlet": names parted by commas, none twice. Empty: none. @error Code::usage, naming the known ones.
[[nodiscard]] Result<std::vector<Dimension>> parse_dimensions(std::string_view names);

struct CountOptions {
  std::string query;  // empty or "*": every article
  std::vector<Dimension> by;
  Filters filters;
  bool share = false;  // adds all_articles and per_10k
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
/// and end (with a time dimension), articles, and with `share` all_articles and per_10k.
/// @error  Code::usage, also for more than a million rows; not_found (no index), corrupt, io.
[[nodiscard]] Result<CountSummary> count(const CountOptions& options, const Sources& sources,
                                         Output& output);

}  // namespace saola::query
