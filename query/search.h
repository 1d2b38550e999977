// query/search.h
//
// Which articles: the answer to a query, one row an article.
//
// Columns (docs/output.md): id, url, title, outlet, published, language, score, snippet, topics.

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

enum class Sort { rank, newest, oldest };

/// "rank", "newest" or "oldest". @error Code::usage.
[[nodiscard]] Result<Sort> parse_sort(std::string_view name);

struct SearchOptions {
  std::string query;  // empty or "*": every article
  Filters filters;
  Sort sort = Sort::rank;
  std::size_t limit_articles = 20;  // 0: all
};

struct SearchSummary {
  std::uint64_t matches = 0;  // all that match, exact
  std::uint64_t shown = 0;
  std::vector<std::string> notes;  // for standard error: what a careful reader should know
};

/// Asks the index and writes the articles.
///
/// Order: rank is by score, then newest first; newest and oldest by time, undated last; ties by id. All matches are
/// ordered in memory (24 bytes each), the articles themselves are read one by one.
/// @error  Code::usage (the query, an unknown topic or lexicon), not_found (no index), corrupt, io.
[[nodiscard]] Result<SearchSummary> search(const SearchOptions& options, const Sources& sources,
                                           Output& output);

}  // namespace saola::query
