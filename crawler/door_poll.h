// crawler/door_poll.h
//
// Polling a door: the conditional request, what came back, its entries into the ledger's frontier and the run's queue.
//
// Sources: RFC 9110, 13 (conditional requests); docs/operations.md#doors.

#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crawler/crawl_context.h"
#include "crawler/feed.h"
#include "crawler/received.h"

namespace saola::crawler {

/// The polls of one run. A sitemap index is one poll, finished when its sitemaps are; so is a section page with the older
/// ones behind it. One thread at a time.
class DoorPolls {
 public:
  explicit DoorPolls(CrawlContext& context) : context_(context) {}

  /// Queues the doors that take part in the run; those that asked for a later time are noted as not asked.
  /// @error of the ledger.
  [[nodiscard]] Result<void> start();

  /// Takes in the last answer for a door or one of its parts. @error of the ledger.
  [[nodiscard]] Result<void> finish(const Job& job, const Received& received);

  /// The door or its part was not asked: `outcome` says why in kind, `why` in words. @error of the ledger.
  [[nodiscard]] Result<void> skip(const Job& job, store::Outcome outcome, std::string_view why);

 private:
  struct
      Pending {  // a door whose parts are not all there: sitemaps of an index, older section pages
    store::Poll poll;
    std::size_t parts_left = 0;
    std::set<std::string> listed;  // of a section page: canonical URLs, by the parts before
  };

  [[nodiscard]] Result<void> start_door(std::size_t index);
  [[nodiscard]] Result<void> finish_door(const Job& job, const Received& received);
  [[nodiscard]] Result<void> finish_part(const Job& job, const Received& received);
  [[nodiscard]] Result<void> remember_original(const Job& job, const Received& received);
  [[nodiscard]] Result<void> take_feed(const Job& job, const Feed& feed, store::Poll& poll);
  [[nodiscard]] Result<void> take_entry(const Door& door, const FeedEntry& entry,
                                        store::DoorKind kind, store::Poll& poll);
  void queue_parts(const Job& job, const Feed& feed, const store::Poll& poll);
  void queue_part(const Job& job, const Url& url);
  [[nodiscard]] std::size_t note_listed(std::size_t door, const Feed& feed);
  [[nodiscard]] bool goes_on(const Job& job, const Feed& feed, std::int64_t fresh,
                             std::size_t own) const;
  [[nodiscard]] Result<void> record(std::size_t door, const store::Poll& poll);
  [[nodiscard]] Result<void> check_validators(const Job& job, const store::Poll& poll,
                                              const Feed* feed);
  [[nodiscard]] Result<bool> has_withheld(const Job& job, const Feed& feed);

  CrawlContext& context_;
  std::map<std::size_t, Pending> pending_;  // by door
};

/// The validators to send for a door: none when it has none, when they were caught lying, or when the last full answer is
/// older than a week.
[[nodiscard]] store::NamedFields conditional_headers(const store::DoorState& state, Instant now);

}  // namespace saola::crawler
