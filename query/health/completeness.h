// query/health/completeness.h
//
// How much of an outlet's week we saw. Two kinds of doors (feed, sitemap, section page) are two looks at the same articles; what
// both list against what only one lists tells how many neither did.
//
// Source: query/health/estimates.h; docs/operations.md#how-much-of-a-week.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "query/health/estimates.h"
#include "store/ledger.h"

namespace saola::query {

/// How much of an outlet's week was seen, from two kinds of doors.
struct Completeness {
  std::string outlet;
  std::string first_kind;  // "feed", "sitemap", "page"
  std::string second_kind;
  std::int64_t first = 0;  // articles that each listed, and both
  std::int64_t second = 0;
  std::int64_t both = 0;
  std::optional<Population> population;  // none: the two are no independent looks
  std::string note;  // why not, or what the number takes for granted; may be empty
};

/// Of each outlet that two kinds of doors listed in this week and in the one before, the pair of kinds with the most articles
/// in common, one with an estimate first; sorted by outlet. Others are left out: nothing can be said of them.
///
/// Kinds whose lists of four weeks differ by no more than one article in kSameInEvery give no estimate: one may be made from
/// the other, and what it leaves out the other leaves out as well.
[[nodiscard]] Result<std::vector<Completeness>> week_completeness(store::Ledger& ledger,
                                                                  const Zone& home, IsoWeek week);

inline constexpr std::int64_t kSameInEvery = 50;

}  // namespace saola::query
