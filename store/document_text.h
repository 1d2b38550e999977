// store/document_text.h
//
// A document's data in the index: the article as it is shown and where it lies in the archive. One line of JSON with all but
// the text, and then the text as it is, so that the bulk need not be escaped, looked through and unescaped.
// Written by the indexer, read by search, show, report and re-annotation.
//
// Source: docs/index-schema.md, "Document data".

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/article.h"

namespace saola::store {

/// An article as the index keeps it, with the place of its record in the archive.
struct StoredArticle {
  Article article;
  std::string archive_file;          // name inside archive/: "saola-20171120050000-00001.warc.gz"
  std::uint64_t archive_offset = 0;  // in bytes, of the record's gzip member
  std::optional<Instant> fetched;    // the record's WARC-Date; of imported articles, the import's
};

/// One JSON object on one line, UTF-8, keys in a fixed order; empty strings and absent times are left out. Then "\n", then
/// the text to the end. Bytes that are not UTF-8 are written as U+FFFD.
[[nodiscard]] std::string to_document_data(const StoredArticle& stored);

/// The reverse. Unknown keys are ignored, and the text is taken as it is.
/// @error  Code::corrupt, when it is not such an object, a line and a text.
[[nodiscard]] Result<StoredArticle> from_document_data(std::string_view data);

}  // namespace saola::store
