// cli/topic_marking.h
//
// Brings the index's marks of topics up to date, in the transactions of `saola index`: the query stage judges, the store writes.

#pragma once

#include <cstdint>
#include <span>

#include "base/log.h"
#include "base/result.h"
#include "query/topic_judge.h"

namespace saola::cli {

/// One run's marks. Must outlive the run; one thread at a time.
class TopicMarking {
 public:
  /// @param definitions  without decisions; must outlive it.
  TopicMarking(const query::Definitions& definitions, const Log& log)
      : judge_(definitions), log_(log) {}

  /// To be called before each commit (indexer::BeforeCommit). @return whether anything was changed.
  /// @error  Xapian's; Code::corrupt.
  [[nodiscard]] Result<bool> mark(Xapian::WritableDatabase& db,
                                  std::span<const Xapian::docid> written);

 private:
  query::TopicJudge judge_;
  const Log& log_;
};

}  // namespace saola::cli
