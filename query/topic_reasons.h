// query/topic_reasons.h
//
// Why each topic counts an article, for many articles in a row: the index's mark where there is one, else the article is judged
// now (a topic asked live, or an article that a person let in).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "query/reading.h"
#include "store/topic_mark.h"

namespace saola::query {

/// Thread rule: one thread at a time.
class TopicReasons {
 public:
  /// @param marks  usable_marks of the index. @param definitions  must outlive it.
  TopicReasons(const Definitions& definitions, store::TopicStamps marks);

  /// Of an article that the topic counts. @error  Code::corrupt; of bind_topic.
  [[nodiscard]] Result<store::TopicMark> why(const store::Article& article,
                                             const store::TopicMarks& marks,
                                             const std::string& topic);

 private:
  const Definitions& definitions_;
  store::TopicStamps marks_;
  Reading reading_;
};

/// The sentence of a mark as it stands in the article, on one line; printable. Empty when the article has other text.
[[nodiscard]] std::string sentence_of(const store::Article& article,
                                      const store::EvidenceSpan& span);

}  // namespace saola::query
