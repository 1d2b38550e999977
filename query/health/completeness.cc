#include "query/health/completeness.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "store/ledger_health.h"

namespace saola::query {

using std::chrono::days;

namespace {

using Kind = std::pair<store::DoorKind, std::string_view>;
using Sightings = std::vector<store::Sighting>;

constexpr std::array<Kind, 3> kKinds{{
    {store::DoorKind::feed, "feed"},
    {store::DoorKind::sitemap, "sitemap"},
    {store::DoorKind::page, "page"},
}};

std::uint8_t bit(store::DoorKind kind) { return static_cast<std::uint8_t>(kind); }

/// The pages of a week, of the week before it, and of the four weeks that end with it.
struct Weeks {
  Sightings week;
  Sightings before;
  Sightings month;
};

std::int64_t count_with(const Sightings& pages, std::uint8_t kinds) {
  return std::count_if(pages.begin(), pages.end(),
                       [&](const store::Sighting& page) { return (page.kinds & kinds) == kinds; });
}

/// The pages that each of two kinds listed, and both.
struct Looks {
  std::int64_t first = 0;
  std::int64_t second = 0;
  std::int64_t both = 0;

  Looks(const Sightings& pages, std::uint8_t one, std::uint8_t other)
      : first(count_with(pages, one)),
        second(count_with(pages, other)),
        both(count_with(pages, one | other)) {}

  [[nodiscard]] std::int64_t seen() const { return first + second - both; }
  [[nodiscard]] bool are_the_same() const { return (seen() - both) * kSameInEvery <= seen(); }
};

std::string note_of(const Completeness& pair, bool are_the_same) {
  const std::string& small = pair.first <= pair.second ? pair.first_kind : pair.second_kind;
  const std::string& large = pair.first <= pair.second ? pair.second_kind : pair.first_kind;
  if (are_the_same) {
    return fmt::format("{} and {} list the same: one may be made from the other", pair.first_kind,
                       pair.second_kind);
  }
  const bool is_inside = pair.both == std::min(pair.first, pair.second);
  if (!is_inside) return {};
  return fmt::format("all of the {} is in the {}: too much, if made from it", small, large);
}

/// What two kinds tell of a week; none: one of them listed nothing, or is new.
std::optional<Completeness> compare(const Weeks& weeks, const Kind& one, const Kind& other) {
  const std::uint8_t first = bit(one.first);
  const std::uint8_t second = bit(other.first);
  const Looks looks(weeks.week, first, second);
  const auto population = estimate_population(looks.first, looks.second, looks.both);
  const bool were_there =
      count_with(weeks.before, first) > 0 && count_with(weeks.before, second) > 0;
  if (!were_there || !population) return std::nullopt;
  const bool are_the_same = Looks(weeks.month, first, second).are_the_same();
  Completeness pair;
  pair.first_kind = one.second;
  pair.second_kind = other.second;
  pair.first = looks.first;
  pair.second = looks.second;
  pair.both = looks.both;
  if (!are_the_same) pair.population = population;
  pair.note = note_of(pair, are_the_same);
  return pair;
}

/// The best pair of kinds; none: there are no two.
std::optional<Completeness> completeness_of(const Weeks& weeks) {
  std::optional<Completeness> best;
  const auto rank = [](const Completeness& pair) {
    return std::pair(pair.population.has_value(), pair.both);
  };
  for (std::size_t a = 0; a < kKinds.size(); ++a) {
    for (std::size_t b = a + 1; b < kKinds.size(); ++b) {
      auto pair = compare(weeks, kKinds[a], kKinds[b]);
      if (pair && (!best || rank(*best) < rank(*pair))) best = std::move(pair);
    }
  }
  return best;
}

}  // namespace

Result<std::vector<Completeness>> week_completeness(store::Ledger& ledger, const Zone& home,
                                                    IsoWeek week) {
  const Day monday = monday_of(week);
  const auto start_of = [&](int weeks_on) { return home.midnight(monday + days(7 * weeks_on)); };
  const auto summaries = store::outlet_summaries(ledger, start_of(0), start_of(1));
  if (!summaries) return pass_on(summaries);
  std::vector<Completeness> out;
  for (const store::OutletSummary& summary : *summaries) {
    auto month = store::sightings(ledger, summary.outlet, start_of(-3), start_of(1));
    if (!month) return pass_on(month);
    Weeks weeks;
    for (const store::Sighting& page : *month) {
      if (page.at >= start_of(0)) {
        weeks.week.push_back(page);
      } else if (page.at >= start_of(-1)) {
        weeks.before.push_back(page);
      }
    }
    weeks.month = std::move(*month);
    auto best = completeness_of(weeks);
    if (!best) continue;
    best->outlet = summary.outlet;
    out.push_back(std::move(*best));
  }
  return out;
}

}  // namespace saola::query
