#include "crawler/job_queue.h"

namespace saola::crawler {

JobQueue::Lane& JobQueue::lane_of(const Job& job, std::string& domain) {
  domain = registrable_domain(job.url.host);
  return lanes_[domain];
}

void JobQueue::push_back(JobPtr job) {
  std::string domain;
  Lane& lane = lane_of(*job, domain);
  lane.jobs.push_back(std::move(job));
  if (!lane.is_busy) ready_.emplace(lane.ready_at, domain);
  ++size_;
}

void JobQueue::push_front(JobPtr job) {
  std::string domain;
  Lane& lane = lane_of(*job, domain);
  lane.jobs.push_front(std::move(job));
  if (!lane.is_busy) ready_.emplace(lane.ready_at, domain);
  ++size_;
}

JobPtr JobQueue::take(Ticks now) {
  if (ready_.empty() || ready_.begin()->first > now) return nullptr;
  Lane& lane = lanes_[ready_.begin()->second];
  ready_.erase(ready_.begin());
  JobPtr job = std::move(lane.jobs.front());
  lane.jobs.pop_front();
  lane.is_busy = true;
  --size_;
  return job;
}

void JobQueue::release(const std::string& domain, Ticks ready_at) {
  Lane& lane = lanes_[domain];
  lane.is_busy = false;
  lane.ready_at = ready_at;
  if (!lane.jobs.empty()) ready_.emplace(ready_at, domain);
}

std::optional<Ticks> JobQueue::next_ready() const {
  if (ready_.empty()) return std::nullopt;
  return ready_.begin()->first;
}

std::deque<JobPtr> JobQueue::drop(const std::string& domain) {
  Lane& lane = lanes_[domain];
  ready_.erase({lane.ready_at, domain});
  size_ -= lane.jobs.size();
  return std::exchange(lane.jobs, {});
}

std::vector<std::string> JobQueue::domains() const {
  std::vector<std::string> out;
  for (const auto& [domain, lane] : lanes_) {
    if (!lane.jobs.empty()) out.push_back(domain);
  }
  return out;
}

}  // namespace saola::crawler
