// indexer/extract/page_kind.h
//
// Whether a page is an article, a list of articles, or neither: front and section pages must not be counted.
//
// Source: docs/extraction.md, "Page kind".

#pragma once

#include <string_view>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/metadata.h"
#include "store/article.h"

namespace saola::extract {

struct KindSources {
  const Document& document;
  const BlockList& list;
  const MainText& main;
  const JsonLd& json_ld;
  const Metadata& metadata;
  std::string_view url;
  std::string_view title;      // empty: none found
  std::string_view date_from;  // Dates::from; empty: undated
};

struct Kind {
  store::PageKind kind = store::PageKind::other;
  std::string_view reason;
};

/// Whether a body is no text: more than one byte of a hundred at its beginning is a control character.
/// @param charset  as decoded; UTF-16 has a zero in each other byte
[[nodiscard]] bool is_binary(std::string_view bytes, std::string_view charset);

[[nodiscard]] Kind judge_kind(const KindSources& sources);

}  // namespace saola::extract
