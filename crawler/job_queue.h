// crawler/job_queue.h
//
// What is still to be asked, in one lane a registrable domain, and whose turn it is. Bookkeeping; time is handed in.

#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "crawler/job.h"
#include "crawler/politeness.h"
#include "store/backlog.h"

namespace saola::crawler {

using JobPtr = std::unique_ptr<Job>;

/// Within a lane robots.txt, doors, and what was put back come first; then, by turns, a page found in this run, a page to be
/// asked for again, and a page that an earlier run left over, each kind first in, first out: a backlog of months keeps
/// neither today's news nor second looks waiting, nor they it. A lane from which a job was taken gives no other before it is released: one request
/// at a time. Between lanes: robots.txt and doors before pages; then those that are being visited; then the one that has
/// been ready longest, then by name. A visit is up to kVisitJobs jobs of a lane, so that its connection is used again;
/// kVisits lanes are visited at once.
///
/// Millions of pages may wait: the first ones of a lane are in memory, as addresses and outlet alone, the others in a
/// store::Backlog, whose errors are those of push_page and take. A page comes out with these; its row is in the ledger.
/// One thread at a time.
class JobQueue {
 public:
  static constexpr int kVisitJobs = 64;
  static constexpr std::size_t kVisits = 256;
  static constexpr Ticks kLongestStay{
      2'000};  // a lane that has to pause for longer is not visited meanwhile
  static constexpr std::size_t kPagesInMemory = 16;  // of a lane and kind

  enum class Found : std::size_t { now, before };  // a page: in this run, or in an earlier one

  /// A robots.txt, door or revisit, or a page that was asked for already.
  void push_back(JobPtr job);
  void push_front(JobPtr job);

  /// A page that was not asked for in this run. `page.url` must be one that can be parsed.
  [[nodiscard]] Result<void> push_page(store::DuePage page, Found found = Found::now);

  /// A job that may be asked now; null: none yet. Its lane is busy until release().
  [[nodiscard]] Result<JobPtr> take(Ticks now);

  /// Opens the lane again, from `ready_at` on.
  void release(const std::string& domain, Ticks ready_at);

  /// When the next job may be asked; none: every lane that has jobs is busy, or there are no jobs.
  [[nodiscard]] std::optional<Ticks> next_ready() const;

  struct Left {
    std::vector<JobPtr> jobs;                    // of push_back and push_front
    std::map<std::string, std::uint64_t> pages;  // of push_page: how many of each outlet
  };
  /// Empties the queue. Busy lanes stay busy.
  [[nodiscard]] Left clear();

  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  using Outlets = std::map<std::string, std::uint64_t>;
  struct Page {
    std::string url;
    std::string canonical_url;  // empty: the same
    Outlets::value_type* outlet;
  };
  // Whose turn is first; a lane that is visited before one that is not.
  enum Rank : std::size_t { kDoorHere, kDoor, kPageHere, kPage, kRanks };
  struct Pages {
    std::deque<Page> first;        // in memory
    std::uint64_t in_backlog = 0;  // behind them

    [[nodiscard]] bool empty() const { return first.empty() && in_backlog == 0; }
  };
  struct Lane {
    std::int64_t number = 0;  // of its first queue in the backlog; the second has the next number
    std::list<JobPtr> jobs;   // not deques: there are thousands of lanes, and most have none
    std::list<JobPtr> revisits;
    std::array<Pages, 2> pages;  // by Found
    std::size_t turn = 0;        // whose it is: of kTurns
    Ticks ready_at{0};
    bool is_busy = false;
    bool is_visited = false;
    int taken = 0;             // in this visit
    std::optional<Rank> rank;  // where it stands in ready_

    [[nodiscard]] bool empty() const;
    [[nodiscard]] bool has_page_next() const;
  };
  static constexpr std::size_t kTurns = 3;  // found now, found before, revisits
  using Lanes = std::map<std::string, Lane>;

  Lanes::value_type& lane_of(const std::string& domain);
  [[nodiscard]] Page fold(store::DuePage page);
  [[nodiscard]] JobPtr unfold(const Page& page);
  [[nodiscard]] Result<void> refill(Lane& lane, std::size_t found);
  [[nodiscard]] Result<JobPtr> take_from(Lane& lane);
  void place(Lanes::value_type& lane);
  [[nodiscard]] bool may_begin(std::size_t rank) const;
  [[nodiscard]] bool is_over(const Lane& lane) const;

  Lanes lanes_;
  std::array<std::set<std::pair<Ticks, std::string>>, kRanks>
      ready_;  // lanes with jobs that are not busy
  std::size_t visits_ = 0;
  Outlets outlets_;  // of pages that wait
  std::optional<store::Backlog> backlog_;
  std::uint64_t size_ = 0;
  Ticks now_{0};
};

}  // namespace saola::crawler
