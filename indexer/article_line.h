// indexer/article_line.h
//
// One article as a line of JSON: read and checked when a .jsonl file is imported, and read again from the archive's
// resource records when they are indexed.
//
// Source: docs/output.md, "What `saola import` reads".

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/article.h"

namespace saola::indexer {

/// An article line, and the form in which the archive keeps it.
struct ArticleLine {
  store::Article article;  // whole: with id, outlet, language; published_from is "import"
  std::string
      json;  // the object with the contract's keys (aliases renamed), unknown keys kept; no line break
};

/// Reads a line. Keys: title and text (needed), id, url, published, outlet, language, and, beyond the promised shape,
/// lead, author and section; null and "" are as absent. `date` is taken for `published` and `site` for `outlet` where
/// those are absent; other keys are kept in `json` and not looked at.
///
/// - id: as given (a whole number becomes its digits); else short_id of the canonical URL; else short_id of title, line
///   break and text.
/// - published: ISO 8601; without an offset it is Viet Nam's time; a date alone is that day's midnight there.
/// - outlet: as given; else the registrable domain of the URL. language: as given; else detected.
/// - title and text come in display form, paragraphs (lines) parted by one blank line.
///
/// @error  Code::bad_utf8, bad_input: what is wrong, without file and line.
[[nodiscard]] Result<ArticleLine> parse_article_line(std::string_view line);

/// The article alone: what an archived line is read as.
[[nodiscard]] Result<store::Article> parse_article(std::string_view line);

}  // namespace saola::indexer
