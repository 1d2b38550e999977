#include "query/health/completeness.h"

#include <algorithm>
#include <array>

#include "store/ledger_health.h"

namespace saola::query {

using std::chrono::days;

namespace {

constexpr std::array<std::pair<store::DoorKind, std::string_view>, 3> kKinds{{
    {store::DoorKind::feed, "feed"},
    {store::DoorKind::sitemap, "sitemap"},
    {store::DoorKind::page, "page"},
}};

std::uint8_t bit(store::DoorKind kind) { return static_cast<std::uint8_t>(kind); }

std::int64_t count_with(const std::vector<store::Sighting>& pages, std::uint8_t kinds) {
  return std::count_if(pages.begin(), pages.end(),
                       [&](const store::Sighting& page) { return (page.kinds & kinds) == kinds; });
}

/// The best pair of kinds; none: there are no two.
std::optional<Completeness> completeness_of(const std::vector<store::Sighting>& week,
                                            const std::vector<store::Sighting>& before) {
  std::optional<Completeness> best;
  for (std::size_t a = 0; a < kKinds.size(); ++a) {
    for (std::size_t b = a + 1; b < kKinds.size(); ++b) {
      const std::uint8_t first = bit(kKinds[a].first);
      const std::uint8_t second = bit(kKinds[b].first);
      const bool were_there = count_with(before, first) > 0 && count_with(before, second) > 0;
      Completeness pair;
      pair.first_kind = kKinds[a].second;
      pair.second_kind = kKinds[b].second;
      pair.first = count_with(week, first);
      pair.second = count_with(week, second);
      pair.both = count_with(week, first | second);
      const auto population = estimate_population(pair.first, pair.second, pair.both);
      if (!were_there || !population || (best && best->both >= pair.both)) continue;
      pair.population = *population;
      best = std::move(pair);
    }
  }
  return best;
}

}  // namespace

Result<std::vector<Completeness>> week_completeness(store::Ledger& ledger, const Zone& home,
                                                    IsoWeek week) {
  const Day monday = monday_of(week);
  const Instant since = home.midnight(monday);
  const Instant until = home.midnight(monday + days(7));
  const Instant before = home.midnight(monday - days(7));
  const auto summaries = store::outlet_summaries(ledger, since, until);
  if (!summaries) return pass_on(summaries);
  std::vector<Completeness> out;
  for (const store::OutletSummary& summary : *summaries) {
    const auto seen = store::sightings(ledger, summary.outlet, since, until);
    if (!seen) return pass_on(seen);
    const auto earlier = store::sightings(ledger, summary.outlet, before, since);
    if (!earlier) return pass_on(earlier);
    auto best = completeness_of(*seen, *earlier);
    if (!best) continue;
    best->outlet = summary.outlet;
    out.push_back(std::move(*best));
  }
  return out;
}

}  // namespace saola::query
