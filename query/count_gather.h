// query/count_gather.h
//
// Everything that a count reads from the index, before it is counted. For query/count.cc.

#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "query/count_question.h"
#include "query/posting_walk.h"
#include "query/tally.h"

namespace saola::query {

/// What the index says, before it is counted.
struct Gathered {
  LabelSets labels;
  Articles found;                 // with --compare: of either query
  std::vector<Documents> topics;  // in the order of the topics counted; within `found`
  std::vector<Documents> sides;   // with --compare: of each query
  Articles all;                   // for the shares
  std::uint64_t undated = 0;
};

/// Begins afresh at each call; Xapian's exceptions pass.
/// @param index  the folder, for its table of documents.
[[nodiscard]] Gathered gather_counted(const CountOptions& options,
                                      const std::filesystem::path& index, const Asking& asking,
                                      const CountQuestion& question);

}  // namespace saola::query
