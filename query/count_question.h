// query/count_question.h
//
// What a count asks beside its query: its topics with their versions, the two queries of --compare, the fields to be read.
// For query/count.cc.
//
// Source: docs/output.md#count.

#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "query/asking.h"
#include "query/count.h"
#include "query/tally.h"

namespace saola::query {

/// What a count asks beside its query, bound.
struct CountQuestion {
  std::vector<std::string> topic_ids;        // when topic is a dimension
  std::vector<int> versions;                 // the same
  std::vector<std::string> filter_versions;  // "policy 3": of the filters' topics
  std::vector<Node> topics;                  // the same
  std::vector<Node> sides;                   // of --compare
  Wanted wanted;
};

/// @error  Code::usage: options that do not go together.
[[nodiscard]] Result<void> check_count(const CountOptions& options);

/// What should be told is added to asking.notes.
/// @error  Code::usage (a query of --compare, an unknown topic, a facet without its lexicon), of the index.
[[nodiscard]] Result<CountQuestion> count_question(const CountOptions& options,
                                                   const Definitions& definitions, Asking& asking);

}  // namespace saola::query
