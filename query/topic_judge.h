// query/topic_judge.h
//
// Works out the marks that topics leave in an index: which documents each counts is what its query finds in the database, and
// those alone are read for score, place and evidence. Nothing is written here: store::put_marks does.
//
// Source: docs/index-schema.md#topics.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "query/reading.h"
#include "store/topic_mark.h"

namespace saola::query {

/// What the marks of one document must become.
struct MarkChange {
  Xapian::docid document = 0;
  std::vector<std::string> topics;  // which are decided anew
  store::TopicMarks marks;          // of those of them that count it
};

struct MarkChanges {
  std::vector<MarkChange> list;     // by document
  std::vector<std::string> topics;  // whose marks were made from something else, or that are gone
  store::TopicStamps stamps;        // what the index's marks are made from afterwards
};

/// People's decisions are not in the marks: they stand above them when a question is asked (query/marked_topics.h).
/// Thread rule: one thread at a time.
class TopicJudge {
 public:
  /// @param definitions  without decisions (Definitions::reviews); must outlive it. A topic that cannot be bound is left out, and has no marks: it is told when asked.
  explicit TopicJudge(const Definitions& definitions);

  /// For topics whose stamps in `db` are others: all documents. For the rest: those of `written`.
  /// @param written  new, replaced or newly annotated documents, ascending.
  /// @error  Xapian's; Code::corrupt.
  [[nodiscard]] Result<MarkChanges> changes(const Xapian::Database& db,
                                            std::span<const Xapian::docid> written);

 private:
  struct Judged {
    std::string id;
    Node tree;  // bound
  };

  [[nodiscard]] std::vector<MarkChange> find(const Xapian::Database& db,
                                             std::span<const Xapian::docid> written,
                                             const std::vector<std::string>& changed) const;
  [[nodiscard]] Result<void> judge_one(const Xapian::Database& db, MarkChange& change);

  std::vector<Judged> topics_;
  store::TopicStamps stamps_;
  Reading reading_;  // with all lexicons that the topics ask
};

}  // namespace saola::query
