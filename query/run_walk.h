// query/run_walk.h
//
// In which documents words stand one after the other in a part, or several times, where a word may be any of several terms:
// what Xapian's phrases cannot say. Positions are read term by term, in the order in which the index holds them, and not
// document by document.
//
// Source: docs/query-language.md#with-and-without-marks.

#pragma once

#include <cstddef>

#include "query/places.h"
#include "query/posting_walk.h"
#include "store/index_db.h"

namespace saola::query {

/// Those of `documents` in which the run stands at so many places of its part, at least. Xapian's exceptions pass.
/// @param rule       a run.
/// @param documents  ascending, each once; in all of them the run stands somewhere.
/// @cost  none at one place anywhere; else the positions of the run's terms in these documents, of which some thousand are
///        held at a time.
[[nodiscard]] Documents documents_with_run(const Xapian::Database& db, const PlaceRule& rule,
                                           std::size_t at_least, const Documents& documents);

}  // namespace saola::query
