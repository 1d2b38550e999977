// indexer/extract/batch.h
//
// The lines of `saola extract --batch`: a job in, an answer out. Reading the page's file is the caller's work.
//
// Source: the JSON shapes of docs/output.md.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "indexer/extract/extract.h"

namespace saola::extract {

struct BatchJob {
  std::string id;
  std::string html;          // path of the page; ".gz" is unzipped by the caller
  std::string url;           // empty: unknown
  std::string content_type;  // empty: unknown
};

/// Reads one line of JSON. @error Code::bad_input: not a JSON object, or no "id" or "html".
[[nodiscard]] Result<BatchJob> parse_batch_job(std::string_view line);

/// The answer as one line of JSON, without a line break. Unknown is null; a failure stands in "error".
[[nodiscard]] std::string batch_answer(std::string_view id, std::string_view url,
                                       const Result<Extraction>& extraction);

}  // namespace saola::extract
