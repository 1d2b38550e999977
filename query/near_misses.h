// query/near_misses.h
//
// The articles that a topic just does not count, nearest first: where to look for what a topic misses.
//
// Source: topics/README.md#scores.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "query/filters.h"
#include "query/output.h"

namespace saola::query {

struct NearOptions {
  std::string topic;
  Filters filters;
  std::size_t limit = 20;  // 0: all
};

struct NearSummary {
  std::uint64_t candidates = 0;    // articles with all that the topic asks, but not as it asks
  std::uint64_t read = 0;          // of these, for their score
  std::vector<std::string> notes;  // for standard error
};

/// Writes one row an article that the topic, as its file stands now, does not count: score, id, published, outlet, title, by
/// score, then id. Candidates are those with every word or concept asked somewhere; of more than kMostRead those that weigh most are
/// read. @error  Code::usage: unknown topic; not_found: no index; corrupt, io.
[[nodiscard]] Result<NearSummary> near_misses(const NearOptions& options, const Sources& sources,
                                              Output& output);

/// As many articles are read for their scores, at about 2 ms each.
inline constexpr std::size_t kMostRead = 3000;

}  // namespace saola::query
