// crawler/crawl_run.h
//
// The loop of one run: whose turn it is, may it be asked, ask, take in what comes back.

#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crawler/budget.h"
#include "crawler/crawl.h"
#include "crawler/crawl_context.h"
#include "crawler/door_poll.h"
#include "crawler/http.h"
#include "crawler/politeness.h"
#include "crawler/received.h"
#include "crawler/robots_book.h"

namespace saola::crawler {

/// Made for one run(). One thread.
class CrawlRun {
 public:
  CrawlRun(const CrawlOptions& options, const CrawlEnv& env, HttpClient client);

  /// As crawl().
  [[nodiscard]] Result<CrawlSummary> run();

 private:
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> take_spent();
  [[nodiscard]] Result<void> write_down_spent();
  [[nodiscard]] Result<void> queue_waiting_pages();
  [[nodiscard]] Result<void> queue_revisits();
  [[nodiscard]] Result<void> loop();
  [[nodiscard]] Result<void> leave_all();
  [[nodiscard]] std::vector<JobPtr> left_pages();
  [[nodiscard]] Result<void> start_jobs();

  // Before a request: each gives true if the job goes on, false if it was dealt with.
  [[nodiscard]] Result<void> consider(JobPtr job);
  [[nodiscard]] Result<bool> passes_domain(const std::string& domain, Job& job);
  [[nodiscard]] Result<bool> passes_robots(JobPtr& job);
  [[nodiscard]] Result<void> look_at_standing(const std::string& domain);
  [[nodiscard]] std::string reason_to_leave(const std::string& domain, const Url& url) const;
  [[nodiscard]] Result<void> leave(const Job& job, const std::string& domain, std::string_view why);
  [[nodiscard]] Result<void> skip(const Job& job, store::Outcome outcome, std::string_view why);
  [[nodiscard]] Result<void> forbid(const Job& job, const RobotsDecision& decision);
  void send(JobPtr job);

  // After an answer.
  [[nodiscard]] Result<void> take_in(HttpAnswer answer);
  [[nodiscard]] Result<void> settle(JobPtr job, Received received);
  [[nodiscard]] Result<void> follow(JobPtr job, Received received);
  [[nodiscard]] Result<void> finish(const Job& job, const Received& received);
  [[nodiscard]] Result<void> finish_robots(const Job& job, const HttpAnswer& answer);
  void go_on(OriginRobots& origin);
  [[nodiscard]] Result<void> remember_wish(const std::string& domain, const HttpAnswer& answer,
                                           const Reaction& reaction);

  [[nodiscard]] Result<void> commit_if_due();
  [[nodiscard]] bool is_stopped() const { return env_.is_stopped && env_.is_stopped(); }
  [[nodiscard]] Ticks now() const;

  const CrawlOptions& options_;
  const CrawlEnv& env_;
  std::chrono::steady_clock::time_point started_;
  CrawlContext context_;
  DoorPolls polls_;
  RobotsBook robots_;
  Politeness politeness_;
  BudgetBook budget_;
  HttpClient client_;
  std::map<std::uint64_t, JobPtr> running_;  // by request id
  std::set<std::string> named_;              // origins of the doors: the user's own words
  std::set<std::string> met_;                // domains whose standing in the ledger was looked at
  std::set<std::string> outlets_;            // that take part
  Day day_;  // in which the run began, at kHomeOffset: whose budgets it spends
  std::uint64_t last_id_ = 0;
  std::uint64_t pages_asked_ = 0;
  Ticks last_commit_{0};
};

}  // namespace saola::crawler
