// crawler/summary_book.h
//
// Counts what happens with each outlet during a run.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/crawl.h"

namespace saola::crawler {

/// One thread at a time.
class SummaryBook {
 public:
  /// Every outlet of the doors that take part has an entry from the start: silence is counted too.
  void add_door(const Door& door);

  /// The outlet's counters; made if unknown (pages left from doors that are no longer listed). Stays valid.
  OutletSummary& of(const std::string& outlet);

  /// Notes a trouble in one line: "URL: message", made printable.
  void trouble(const std::string& outlet, std::string_view url, std::string_view message);

  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;

  /// The outlets by key, and their sum.
  [[nodiscard]] CrawlSummary finish() const;

 private:
  std::map<std::string, OutletSummary> outlets_;
};

}  // namespace saola::crawler
