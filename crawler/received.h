// crawler/received.h
//
// An answer with what it means and where it was put: every whole answer goes into the archive, in this one place.
//
// Source: docs/archive-format.md#metadata.

#pragma once

#include <optional>

#include "base/result.h"
#include "crawler/answer_class.h"
#include "crawler/crawl_context.h"

namespace saola::crawler {

struct Received {
  const HttpAnswer& answer;
  AnswerClass meaning;
  std::optional<store::Location> archived;  // none: no whole answer, or a 304 to nothing known
  std::optional<store::Original> original;  // of a response that was archived
  bool is_unchanged = false;                // a revisit record was archived in place of a response
};

/// Sorts an answer and puts it into the archive, with what is known of the job. @error of the archive.
[[nodiscard]] Result<Received> receive(CrawlContext& context, const Job& job,
                                       const HttpAnswer& answer);

}  // namespace saola::crawler
