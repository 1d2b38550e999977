// query/health/health.h
//
// "Did we look?": from the ledger's polls and fetches to what a person should know about each outlet, day and week.
//
// Source: docs/operations.md#did-we-look.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "query/health/estimates.h"
#include "store/ledger.h"

namespace saola::query {

/// An outlet now.
struct OutletHealth {
  store::OutletSummary period;        // of the days asked for
  std::optional<Usual> usual;         // articles stored on this weekday; none: too little is known
  std::optional<std::int64_t> today;  // articles stored today; none: no door let us in today
  std::optional<Day>
      silent_since;     // the day of the last new entry, when the silence is too long to be chance
  std::string concern;  // why a person should look, in words; empty: no reason
};

/// An outlet's day.
struct DayHealth {
  store::OutletDay day;
  std::optional<Usual> usual;  // articles stored on this weekday in the eight weeks before
  std::string gap;             // what keeps the day's number from being whole; empty: nothing
};

/// Every outlet with active doors or something asked since `first_day`, sorted by key. `now` is the ledger's.
[[nodiscard]] Result<std::vector<OutletHealth>> outlet_healths(store::Ledger& ledger,
                                                               const Zone& home, Instant now,
                                                               int days);

/// The days of all outlets, sorted by outlet and day; today is there, but cannot be a gap before it is over.
[[nodiscard]] Result<std::vector<DayHealth>> day_healths(store::Ledger& ledger, const Zone& home,
                                                         Instant now, int days);

}  // namespace saola::query
