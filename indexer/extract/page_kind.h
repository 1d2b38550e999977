// indexer/extract/page_kind.h
//
// Whether a page is an article, a list of articles, or neither: front and section pages must not be counted.
//
// Source: docs/extraction.md, "Page kind".

#pragma once

#include <string_view>

#include "indexer/extract/blocks.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/metadata.h"
#include "store/article.h"

namespace saola::extract {

struct KindSources {
  const BlockList& list;
  const MainText& main;
  const JsonLd& json_ld;
  const Metadata& metadata;
  std::string_view url;
  bool has_date = false;
  bool date_is_declared = false;  // by the page's markup, not only printed
};

struct Kind {
  store::PageKind kind = store::PageKind::other;
  std::string_view reason;
};

[[nodiscard]] Kind judge_kind(const KindSources& sources);

}  // namespace saola::extract
