// crawler/job_queue.h
//
// What is still to be asked, in one lane a registrable domain, and whose turn it is. Pure bookkeeping; time is handed in.

#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "crawler/job.h"
#include "crawler/politeness.h"

namespace saola::crawler {

using JobPtr = std::unique_ptr<Job>;

/// Hundreds of thousands of pages may wait: one that was not asked for yet is kept as its addresses and its outlet alone,
/// and comes out with these; its row is in the ledger (is_still_waiting() fetches it).
///
/// First in, first out within a lane; between lanes, the one that has been ready longest, then by name. A lane from which
/// a job was taken gives no other before it is released: one request at a time. One thread at a time.
class JobQueue {
 public:
  void push_back(JobPtr job);
  void push_front(JobPtr job);

  /// A job that may be asked now; null: none yet. Its lane is busy until release().
  [[nodiscard]] JobPtr take(Ticks now);

  /// Opens the lane again, from `ready_at` on.
  void release(const std::string& domain, Ticks ready_at);

  /// When the next job may be asked; none: every lane that has jobs is busy, or there are no jobs.
  [[nodiscard]] std::optional<Ticks> next_ready() const;

  /// All jobs of a lane, which are then no longer queued. Whether it is busy does not change.
  [[nodiscard]] std::deque<JobPtr> drop(const std::string& domain);

  /// Domains with jobs, in order.
  [[nodiscard]] std::vector<std::string> domains() const;

  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  struct Page {  // folded
    std::string url;
    std::string canonical_url;  // empty: the same
    const std::string* outlet;
  };
  struct Lane {
    std::deque<JobPtr> front;  // put back, or put before others
    std::deque<std::variant<JobPtr, Page>> jobs;
    Ticks ready_at{0};
    bool is_busy = false;

    [[nodiscard]] bool empty() const { return front.empty() && jobs.empty(); }
    [[nodiscard]] std::size_t size() const { return front.size() + jobs.size(); }
    [[nodiscard]] JobPtr take_first();
  };
  [[nodiscard]] Page fold(const Job& job);
  [[nodiscard]] static JobPtr unfold(const Page& page);
  Lane& lane_of(const Job& job, std::string& domain);

  std::map<std::string, Lane> lanes_;
  std::set<std::string> outlets_;                  // that folded pages name
  std::set<std::pair<Ticks, std::string>> ready_;  // lanes with jobs that are not busy
  std::size_t size_ = 0;
};

}  // namespace saola::crawler
