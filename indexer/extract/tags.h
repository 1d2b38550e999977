// indexer/extract/tags.h
//
// The words a newsroom files an article under.
//
// Source: Open Graph article:tag; schema.org keywords; meta news_keywords and keywords.

#pragma once

#include <string>
#include <vector>

#include "indexer/extract/json_ld.h"
#include "indexer/extract/metadata.h"

namespace saola::extract {

/// The tags of the first source that has any: article:tag, JSON-LD keywords, meta keywords. In the page's order, each once
/// (compared without marks and case), at most thirty; none longer than 80 bytes: that is a sentence.
/// @return  display form
[[nodiscard]] std::vector<std::string> choose_tags(const Metadata& metadata, const JsonLd& json_ld);

}  // namespace saola::extract
