// indexer/extract/dates.h
//
// When the article was published, and when it was changed: which of the page's many dates to trust.
//
// Order: JSON-LD datePublished, meta, <time> near the title, the printed line near the title or the end, the URL. A header's
// clock is no date of the article; a date after the fetch is refused. Source: docs/vietnamese.md, "Dates".

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/extract/blocks.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/metadata.h"

namespace saola::extract {

struct Dates {
  std::optional<Timestamp> published;
  std::string from;     // "json-ld", "meta", "time", "visible", "url"
  std::string written;  // as the page has it
  std::optional<Timestamp> modified;
};

struct DateSources {
  const Document& document;
  const BlockList& list;
  const MainText& main;
  const JsonLd& json_ld;
  const Metadata& metadata;
  std::span<const std::uint32_t> hints;
  std::uint32_t title_node = 0;
  std::string_view url;
  std::optional<Instant> fetched;
};

[[nodiscard]] Dates choose_dates(const DateSources& sources, const DateHints& hints);

}  // namespace saola::extract
