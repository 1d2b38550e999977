#include "crawler/summary_book.h"

#include <fmt/format.h>

#include "base/printable.h"

namespace saola::crawler {

void SummaryBook::add_door(const Door& door) {
  OutletSummary& outlet = of(door.outlet);
  if (outlet.name.empty()) outlet.name = door.name;
  ++outlet.doors;
}

OutletSummary& SummaryBook::of(const std::string& outlet) {
  OutletSummary& entry = outlets_[outlet];
  entry.outlet = outlet;
  return entry;
}

void SummaryBook::trouble(const std::string& outlet, std::string_view url,
                          std::string_view message) {
  auto& troubles = of(outlet).troubles;
  if (troubles.size() >= kMaxTroubles) return;
  troubles.push_back(
      fmt::format("{}: {}", ellipsis(printable(url), 200), ellipsis(printable(message), 300)));
}

CrawlSummary SummaryBook::finish() const {
  CrawlSummary summary;
  summary.requests = requests;
  summary.bytes = bytes;
  OutletSummary& total = summary.total;
  for (const auto& [key, outlet] : outlets_) {
    summary.outlets.push_back(outlet);
    total.doors += outlet.doors;
    total.doors_answered += outlet.doors_answered;
    total.doors_unchanged += outlet.doors_unchanged;
    total.doors_failed += outlet.doors_failed;
    total.entries += outlet.entries;
    total.new_entries += outlet.new_entries;
    total.stored += outlet.stored;
    total.revisited += outlet.revisited;
    total.updated += outlet.updated;
    total.withdrawn += outlet.withdrawn;
    total.known += outlet.known;
    total.forbidden += outlet.forbidden;
    total.blocked += outlet.blocked;
    total.failed += outlet.failed;
    total.waiting += outlet.waiting;
  }
  return summary;
}

}  // namespace saola::crawler
