// query/search.h
//
// Which articles: the answer to a query, one row an article.
//
// Columns (docs/output.md): id, url, title, outlet, published, language, score, snippet, topics, spans, topic_versions,
// numbers, numbers_said.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/asking.h"
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
  std::size_t skip_articles = 0;    // of the order, before the first shown
  bool collapse_copies =
      false;  // an article that is a copy of one before it in the order is left out
  /// Sort::rank: a score is halved for each so many days between publication and `now`; 0: it is not. Undated: no score.
  double half_life_days = 0;
  Instant now = {};
};

struct SearchSummary {
  std::uint64_t matches = 0;  // all that match, exact
  std::uint64_t shown = 0;
  std::uint64_t copies = 0;        // left out before and between those shown
  std::vector<std::string> notes;  // for standard error: what a careful reader should know
};

/// The topics that stand beside what is found.
struct ShownTopics {
  std::vector<Node> trees;                      // as bound, by id
  std::map<std::string, std::string> versions;  // "policy 3", by id
};

/// Those of an open index. A broken topic must not stop a search for something else: asking.notes tell of it.
/// @error  Code::corrupt, io, locked.
[[nodiscard]] Result<ShownTopics> shown_topics(const Definitions& definitions, Asking& asking);

/// What search writes of an article, for Output::begin.
[[nodiscard]] Columns search_columns();

/// Asks the index and writes the articles.
///
/// Order: rank is by score, then newest first; newest and oldest by time, undated last; ties by id. All matches are
/// ordered in memory (24 bytes each), the articles themselves are read one by one.
/// @error  Code::usage (the query, an unknown topic or lexicon), not_found (no index), corrupt, io.
[[nodiscard]] Result<SearchSummary> search(const SearchOptions& options, const Sources& sources,
                                           Output& output);

/// The same of an index that is open.
/// @param asking  what is asked is its root; the filters are those of `options`, bound.
/// @param topics  shown_topics of the index; none, when the output does not show them.
/// @param output  has begun, with search_columns.
[[nodiscard]] Result<SearchSummary> search(const SearchOptions& options, const Sources& sources,
                                           Asking& asking, const ShownTopics& topics,
                                           Output& output);

}  // namespace saola::query
