// store/ledger_health.h
//
// Questions to the ledger that `saola status` and the summary of a night ask. They only read.
//
// Source: docs/ledger.md#questions.

#pragma once

#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/ledger.h"
#include "store/ledger_rows.h"

namespace saola::store {

/// Each outlet that has an active door, or was polled, fetched or waits in the period: since <= time < until.
/// Sorted by outlet.
[[nodiscard]] Result<std::vector<OutletSummary>> outlet_summaries(Ledger& ledger, Instant since,
                                                                  Instant until);

/// Each outlet's days with something asked or planned, from `first` to `last`, both included, days cut at kHomeOffset;
/// sorted by outlet, day. A day on which doors stood in feeds.txt and none was asked is there with doors_polled 0.
[[nodiscard]] Result<std::vector<OutletDay>> outlet_days(Ledger& ledger, Day first, Day last);

/// The pages of an outlet seen or published since <= time < until, by any door.
[[nodiscard]] Result<std::vector<Sighting>> sightings(Ledger& ledger, std::string_view outlet,
                                                      Instant since, Instant until);

/// Active doors, sorted by outlet and URL; those never polled have no last_poll.
[[nodiscard]] Result<std::vector<DoorHealth>> door_healths(Ledger& ledger);

/// Polls and fetches that were no success in the period, newest first, at most `limit` each: the evidence.
[[nodiscard]] Result<std::vector<Poll>> failed_polls(Ledger& ledger, Instant since, Instant until,
                                                     std::size_t limit);
[[nodiscard]] Result<std::vector<Fetch>> failed_fetches(Ledger& ledger, Instant since,
                                                        Instant until, std::size_t limit);

}  // namespace saola::store
