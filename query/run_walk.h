// query/run_walk.h
//
// In which documents words stand one after the other, where a word may be any of several terms: what Xapian's phrases cannot
// say. Positions are read term by term, in the order in which the index holds them, and not document by document.
//
// Source: docs/query-language.md#with-and-without-marks.

#pragma once

#include <vector>

#include "query/places.h"
#include "store/index_db.h"

namespace saola::query {

/// Those of `documents` in which the run stands. Xapian's exceptions pass.
/// @param run        one word or more, each of at least one term.
/// @param documents  ascending, each once.
/// @cost  the positions of the run's terms in them; some thousand documents are held at a time.
[[nodiscard]] std::vector<Xapian::docid> documents_with_run(
    const Xapian::Database& db, const TermRun& run, const std::vector<Xapian::docid>& documents);

}  // namespace saola::query
