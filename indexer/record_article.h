// indexer/record_article.h
//
// From one group of archive records to the article in it: an imported article as it is, a fetched page through extraction,
// completed by what the door that listed it said.
//
// Source: docs/archive-format.md (groups, metadata), docs/index-schema.md (which word wins).

#pragma once

#include <optional>

#include "base/result.h"
#include "store/archive.h"
#include "store/document_text.h"

namespace saola::indexer {

/// What a group turned out to be.
enum class GroupKind {
  article,     // to be indexed
  door,        // a feed, sitemap, section page or robots.txt
  not_page,    // a redirect, an error, a picture, a record without an answer
  no_article,  // a page, but a listing or something else
};

struct GroupArticle {
  GroupKind kind = GroupKind::not_page;
  std::optional<store::StoredArticle> stored;  // set exactly when kind is article
};

/// Reads a group. What the page says wins; what its door said of it fills what the page left empty:
/// - title, lead, text, author and section: the entry's or the door's, only if the page gave none;
/// - published: the entry's, if the page declared none (one read from its visible text or its URL is less sure than the
///   entry's) and it does not lie after the fetch; published_from is then "feed";
/// - kind: a page that extraction takes for no article is one, if a dated entry names it by its own title;
/// - outlet: the door's (feeds.txt knows better than a host name), else the page's registrable domain.
/// The document's id is short_id of the canonical URL; an imported article has its own.
///
/// @param group  its first record's file and offset become the document's place; of a page, the response's.
/// @error  Code::bad_input, refused: the record's block cannot be understood; names no place.
[[nodiscard]] Result<GroupArticle> read_group_article(const store::ArchiveGroup& group);

}  // namespace saola::indexer
