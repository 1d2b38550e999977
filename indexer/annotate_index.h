// indexer/annotate_index.h
//
// Brings the concept terms of a whole index up to date with lexicons that have changed, from the text stored in it,
// without the archive and without extraction.
//
// Source: docs/index-schema.md, "Concepts".

#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "base/result.h"
#include "indexer/document.h"
#include "indexer/index_writer.h"

namespace saola::indexer {

/// Annotates every document again; only those whose concepts differ are written. All in one transaction with `stamps`:
/// a reader sees the old concepts in all documents or the new ones, and a kill in between leaves the old.
///
/// @param is_stopped  asked after each document; may be empty.
/// @return  how many documents were changed; none: it was stopped, nothing has changed.
/// @error   of Xapian; Code::corrupt for a document without readable data.
[[nodiscard]] Result<std::optional<std::uint64_t>> annotate_index(
    IndexWriter& writer, DocumentMaker& maker, const store::LexiconStamps& stamps,
    const std::function<bool()>& is_stopped);

}  // namespace saola::indexer
