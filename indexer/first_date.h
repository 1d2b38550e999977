// indexer/first_date.h
//
// A page that is fetched again keeps the time at which it was first published: an edit must not move an article, and with it
// a count, to another week.
//
// Source: docs/index-schema.md (the id, and which version counts).

#pragma once

#include <optional>

#include "store/article.h"

namespace saola::indexer {

/// The later version with the earlier one's publish time, the time it gives itself noted as `modified` if it has no other.
///
/// @return none: nothing is to be changed. The later version has the same or an earlier time or none at all; or the
///         earlier one's was only read from its text or URL; or the user imported it (what they say last is right).
[[nodiscard]] std::optional<store::Article> with_first_date(const store::Article& earlier,
                                                            const store::Article& later);

}  // namespace saola::indexer
