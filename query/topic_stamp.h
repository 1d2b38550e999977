// query/topic_stamp.h
//
// Which state of topic files and lexicons the marks of an index were made from, and how it differs from the files of now.
//
// Source: docs/index-schema.md#topics.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "store/topic_mark.h"

namespace saola::query {

/// The stamps that marks made now would have. A topic that cannot be bound (bind.h) has none: it is not marked.
[[nodiscard]] store::TopicStamps topic_stamps(const Definitions& definitions);

/// The marks that questions are answered by: those of the index, none with definitions.live. @error  Code::corrupt.
[[nodiscard]] Result<store::TopicStamps> usable_marks(const Xapian::Database& db,
                                                      const Definitions& definitions);

/// Which of these topics' files differ from what the marks were made from: one sentence, or empty. A changed lexicon is not
/// told: index_warning does. @param marks  usable_marks.
[[nodiscard]] std::string topic_warning(const store::TopicStamps& marks,
                                        const Definitions& definitions,
                                        const std::vector<std::string>& topics);

/// The version of the topic that is counted: that of its marks, else the file's. 0: there is no such topic.
/// @param marks  usable_marks.
[[nodiscard]] int counted_version(std::string_view topic, const Definitions& definitions,
                                  const store::TopicStamps& marks);

}  // namespace saola::query
