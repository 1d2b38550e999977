#include "crawler/job_queue.h"

namespace saola::crawler {
namespace {

bool is_only_a_page(const Job& job) {
  return job.kind == Job::Kind::page && !job.is_revisit && job.via.empty() && job.retries == 0;
}

}  // namespace

JobQueue::Page JobQueue::fold(const Job& job) {
  Page page{job.url.str(), job.page.canonical_url, &*outlets_.insert(job.page.outlet).first};
  if (page.canonical_url == page.url) page.canonical_url = {};
  page.url.shrink_to_fit();
  return page;
}

JobPtr JobQueue::unfold(const Page& page) {
  auto job = std::make_unique<Job>();
  job->kind = Job::Kind::page;
  job->url = *parse_url(page.url);  // it was one when it was folded
  job->page.canonical_url = page.canonical_url.empty() ? page.url : page.canonical_url;
  job->page.outlet = *page.outlet;
  return job;
}

JobPtr JobQueue::Lane::take_first() {
  if (!front.empty()) {
    JobPtr job = std::move(front.front());
    front.pop_front();
    return job;
  }
  auto first = std::move(jobs.front());
  jobs.pop_front();
  auto* whole = std::get_if<JobPtr>(&first);
  return whole != nullptr ? std::move(*whole) : unfold(std::get<Page>(first));
}

JobQueue::Lane& JobQueue::lane_of(const Job& job, std::string& domain) {
  domain = registrable_domain(job.url.host);
  return lanes_[domain];
}

void JobQueue::push_back(JobPtr job) {
  std::string domain;
  Lane& lane = lane_of(*job, domain);
  if (is_only_a_page(*job)) {
    lane.jobs.emplace_back(fold(*job));
  } else {
    lane.jobs.emplace_back(std::move(job));
  }
  if (!lane.is_busy) ready_.emplace(lane.ready_at, domain);
  ++size_;
}

void JobQueue::push_front(JobPtr job) {
  std::string domain;
  Lane& lane = lane_of(*job, domain);
  lane.front.push_front(std::move(job));
  if (!lane.is_busy) ready_.emplace(lane.ready_at, domain);
  ++size_;
}

JobPtr JobQueue::take(Ticks now) {
  if (ready_.empty() || ready_.begin()->first > now) return nullptr;
  Lane& lane = lanes_[ready_.begin()->second];
  ready_.erase(ready_.begin());
  JobPtr job = lane.take_first();
  lane.is_busy = true;
  --size_;
  return job;
}

void JobQueue::release(const std::string& domain, Ticks ready_at) {
  Lane& lane = lanes_[domain];
  lane.is_busy = false;
  lane.ready_at = ready_at;
  if (!lane.empty()) ready_.emplace(ready_at, domain);
}

std::optional<Ticks> JobQueue::next_ready() const {
  if (ready_.empty()) return std::nullopt;
  return ready_.begin()->first;
}

std::deque<JobPtr> JobQueue::drop(const std::string& domain) {
  Lane& lane = lanes_[domain];
  ready_.erase({lane.ready_at, domain});
  size_ -= lane.size();
  std::deque<JobPtr> out;
  while (!lane.empty()) out.push_back(lane.take_first());
  return out;
}

std::vector<std::string> JobQueue::domains() const {
  std::vector<std::string> out;
  for (const auto& [domain, lane] : lanes_) {
    if (!lane.empty()) out.push_back(domain);
  }
  return out;
}

}  // namespace saola::crawler
