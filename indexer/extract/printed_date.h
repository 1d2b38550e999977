// indexer/extract/printed_date.h
//
// The date that a page prints for its readers: the line near the title or behind the body, not a header's clock, nor the
// date of a comment, a photograph or another article.
//
// Source: docs/extraction.md, "Dates"; docs/vietnamese.md, "Dates".

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/extract/date_sources.h"

namespace saola::extract {

/// Both arguments must outlive it. Immutable; one thread at a time.
class PrintedDate {
 public:
  PrintedDate(const DateSources& sources, const DateHints& hints);

  /// The printed line that is most likely the article's. @param updated  lines that speak of an update count too.
  [[nodiscard]] std::optional<DateCandidate> line(bool updated) const;

  /// A date set before one of the first sentences: "27.1.2022 - Hải quan hôm nay ...".
  [[nodiscard]] std::optional<DateCandidate> before_text() const;

  /// The date in a teaser, elsewhere on the page, that links to this very page.
  [[nodiscard]] std::optional<DateCandidate> own_teaser() const;

 private:
  [[nodiscard]] bool believable(const FoundDate& date, std::size_t i) const;
  [[nodiscard]] bool is_clock(const FoundDate& date) const;
  [[nodiscard]] bool under_title(const Block& block) const;
  [[nodiscard]] bool above_title(std::size_t i) const;
  [[nodiscard]] bool is_named(const Block& block) const;
  [[nodiscard]] int score(std::size_t i) const;

  const DateSources& s_;
  const DateHints& hints_;
  std::size_t first_ = 0;  // blocks of the article: title to end of the text
  std::size_t last_ = 0;
};

}  // namespace saola::extract
