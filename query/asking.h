// query/asking.h
//
// What every question needs before Xapian is asked: the query parsed and bound, the topics of its filters, the index
// open, and what a careful reader should be told.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/bigrams.h"
#include "query/definitions.h"
#include "query/filters.h"
#include "query/query_tree.h"
#include "store/index_db.h"
#include "store/topic_mark.h"

namespace saola::query {

struct Asking {
  Query query;               // as parsed
  Node root;                 // bound
  std::vector<Node> topics;  // of the filters, bound
  Xapian::Database db;
  std::shared_ptr<Bigrams> bigrams;  // of the index
  std::vector<std::string> notes;
};

/// Parses first, so that a wrong query is told even without an index.
/// @error  Code::usage, not_found, outdated, corrupt, io; bad_input from a topic's file; locked: see begin_anew.
[[nodiscard]] Result<Asking> prepare(std::string_view query, const Filters& filters,
                                     const Sources& sources);

/// A further query asked of the same index: its bound tree. What should be told is added to asking.notes.
/// @error  as prepare.
[[nodiscard]] Result<Node> read_query(std::string_view query, const Definitions& definitions,
                                      Asking& asking);

/// That the index is empty, or how its lexicons differ from the files: one sentence, or empty. @error  Code::corrupt.
[[nodiscard]] Result<std::string> index_warning(const Xapian::Database& db,
                                                const Definitions& definitions);

/// Trees that find what these topics count: over the index's marks, with nothing of their own under them, where marks are
/// all that is needed. @error as bind_topic, and as check_beginnings against the index.
/// @param marks  usable_marks of the index.
[[nodiscard]] Result<std::vector<Node>> bind_topics(const std::vector<std::string>& ids,
                                                    const Definitions& definitions,
                                                    const Xapian::Database& db,
                                                    const store::TopicStamps& marks);

/// The same of all topics but those that are broken, of which a note tells. @error  as of the index.
[[nodiscard]] Result<std::vector<Node>> bind_sound_topics(const Definitions& definitions,
                                                          const Xapian::Database& db,
                                                          const store::TopicStamps& marks,
                                                          std::vector<std::string>& notes);

/// usable_marks; none of them when no topic is asked, for then nobody needs to know. @error  as usable_marks.
[[nodiscard]] Result<store::TopicStamps> marks_for(const std::vector<std::string>& topics,
                                                   const Definitions& definitions,
                                                   const Xapian::Database& db);

/// Adds the note, unless it is empty or there already.
void note_if_any(std::string note, std::vector<std::string>& notes);

/// All topics' ids, in order.
[[nodiscard]] std::vector<std::string> topic_ids(const Definitions& definitions);

}  // namespace saola::query
