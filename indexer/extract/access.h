// indexer/extract/access.h
//
// Whether a page says that its article is for subscribers, and whether it shows only the beginning.
//
// Source: schema.org isAccessibleForFree and wordCount; article:content_tier; what newsrooms write where a text breaks off.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/extract/blocks.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/metadata.h"

namespace saola::extract {

struct Access {
  bool paywalled = false;  // the page says that the article is for subscribers
  bool truncated = false;  // the page says that the text goes on for them
  std::string why;         // what said so, for `--explain`
};

/// The block right behind the text, or its last paragraph, that says that the text goes on for subscribers; or kNoBlock. It is
/// no part of the text.
[[nodiscard]] std::uint32_t find_notice(const BlockList& list, const MainText& main);

/// @param notice  the text of find_notice's block; empty: none
/// @param text    of the article, without the notice
[[nodiscard]] Access judge_access(const JsonLd& json_ld, const Metadata& metadata,
                                  std::string_view notice, std::string_view text);

}  // namespace saola::extract
