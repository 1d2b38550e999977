// indexer/extract/date_sources.h
//
// What the search for the article's date looks at, and what it finds.
//
// Source: docs/extraction.md, "Dates".

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "indexer/extract/blocks.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/metadata.h"

namespace saola::extract {

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
  std::string_view page;  // as served, scripts and all; read only when no date is found elsewhere
};

struct DateCandidate {
  FoundDate date;
  std::string from;     // "json-ld", "meta", "time", "visible", "url", "script"
  std::string written;  // as the page has it
};

}  // namespace saola::extract
