// crawler/entry_list.h
//
// Gathers a door's entries into a Feed: resolves links, keeps each page once, reads the dates of all together.

#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "crawler/feed.h"

namespace saola::crawler {

/// Recipe: add every entry, then finish once. One thread at a time.
class EntryList {
 public:
  /// Further ones are dropped: one more than CrawlLimits::entries_per_door, by which it is seen that there were more.
  static constexpr std::size_t kMostEntries = 50'001;

  explicit EntryList(std::string format) { feed_.format = std::move(format); }

  /// Adds `entry` under the link `reference` resolved against `base`; its published_text is read at the
  /// end. Without a link that can be fetched it is only counted. A page listed before is dropped.
  void add(FeedEntry entry, std::string_view reference, const Url& base);

  Feed& feed() { return feed_; }

  /// Reads the dates and gives the feed.
  [[nodiscard]] Feed finish();

 private:
  Feed feed_;
  std::unordered_set<std::string> seen_;  // canonical URLs
};

}  // namespace saola::crawler
