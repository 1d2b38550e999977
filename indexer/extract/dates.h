// indexer/extract/dates.h
//
// When the article was published, and when it was changed: which of the page's many dates to trust.
//
// Order: JSON-LD datePublished, meta, <time> near the title, weak meta, the printed line near the title or the end, a date
// before the first sentence, the URL, data in scripts. A header's clock is no date of the article; a date after the fetch is
// refused. Source: docs/vietnamese.md, "Dates".

#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "indexer/extract/date_sources.h"

namespace saola::extract {

struct Dates {
  std::optional<Timestamp> published;
  std::string from;     // "json-ld", "meta", "time", "visible", "url", "script"
  std::string written;  // as the page has it
  std::optional<Timestamp> modified;
  std::string modified_from;  // "json-ld", "meta"
};

[[nodiscard]] Dates choose_dates(const DateSources& sources, const DateHints& hints);

}  // namespace saola::extract
