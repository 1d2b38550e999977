// query/places.h
//
// At which positions of a document the words of a query stand: what NEAR, SENT, lead: and count(...) are worked out from,
// over words, phrases, beginnings of words, numbers and lexicons alike. Xapian's own NEAR and PHRASE take single words
// alone, and most Vietnamese words are written as two. Xapian's exceptions pass.
//
// Source: docs/query-language.md; positions and marks as in docs/index-schema.md#lanes-and-positions.

#pragma once

#include <string>
#include <vector>

#include "query/query_tree.h"
#include "store/index_db.h"

namespace saola::query {

/// A word: any of these terms. Of the exact lane one, of the folded lane all that are one word without marks.
using AnyTerm = std::vector<std::string>;

/// Words that stand one after the other.
using TermRun = std::vector<AnyTerm>;

using Positions = std::vector<Xapian::termpos>;  // ascending, each once

enum class Part { anywhere, title, lead };

/// Which places are wanted.
struct PlaceRule {
  enum class Kind {
    run,        // where `run` begins
    beginning,  // terms that begin with `prefix`
    numbers,    // terms that are `prefix` and a number within `numbers`
    any_of,     // of `parts`
    joined,  // those of parts[0] that have, or if `negated` have not, another place of parts[1] so near
  };
  Kind kind = Kind::run;
  TermRun run;
  std::string prefix;
  NumberRange numbers;
  Part part = Part::anywhere;  // run, beginning, numbers: only places in it
  Joint joint = Joint::near;
  bool negated = false;
  unsigned distance = 0;
  std::vector<PlaceRule> parts;
};

/// The places in one document.
/// @cost  the positions of the rule's terms there; for `beginning` and `numbers` a walk along the document's terms.
[[nodiscard]] Positions find_places(const Xapian::Database& db, Xapian::docid document,
                                    const PlaceRule& rule);

/// The documents that may have such a place, as a query of Xapian's own operators: none is missing. For a run these are the
/// documents in which it stands, in whatever part.
[[nodiscard]] Xapian::Query candidates(const PlaceRule& rule);

/// Whether each word of the run is one term: then its candidates weigh as it does.
[[nodiscard]] bool is_phrase(const TermRun& run);

/// Whether each of them has such a place, and weighs what the rule's words weigh.
[[nodiscard]] bool candidates_are_exact(const PlaceRule& rule);

/// The query that weighs what the rule's words weigh.
[[nodiscard]] Xapian::Query weight_of(const PlaceRule& rule);

/// As a person may read it, for Xapian's description of the query.
[[nodiscard]] std::string to_text(const PlaceRule& rule);

/// A word's beginning may stand for this many words of the index: more are hardly what anybody meant.
inline constexpr Xapian::termcount kMaxBeginnings = 1000;

}  // namespace saola::query
