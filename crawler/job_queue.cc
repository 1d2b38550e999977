#include "crawler/job_queue.h"

#include <algorithm>

namespace saola::crawler {

bool JobQueue::Lane::has_page_next() const {
  if (jobs.empty()) return true;
  const auto* whole = std::get_if<JobPtr>(&jobs.front());
  return whole == nullptr || (*whole)->kind == Job::Kind::page;
}

JobQueue::Lanes::value_type& JobQueue::lane_of(const std::string& domain) {
  const auto [lane, is_new] = lanes_.try_emplace(domain);
  if (is_new) lane->second.number = static_cast<std::int64_t>(lanes_.size());
  return *lane;
}

JobQueue::Page JobQueue::fold(store::DuePage page) {
  auto& outlet = *outlets_.try_emplace(std::move(page.outlet), 0).first;
  if (page.canonical_url == page.url) page.canonical_url = {};
  return {std::move(page.url), std::move(page.canonical_url), &outlet};
}

JobPtr JobQueue::unfold(const Page& page) {
  auto job = std::make_unique<Job>();
  job->kind = Job::Kind::page;
  job->url = *parse_url(page.url);  // it was one when it was pushed
  job->page.canonical_url = page.canonical_url.empty() ? page.url : page.canonical_url;
  job->page.outlet = page.outlet->first;
  --page.outlet->second;
  return job;
}

// Puts a lane where it belongs among those that are ready.
void JobQueue::place(Lanes::value_type& entry) {
  auto& [domain, lane] = entry;
  if (lane.rank) ready_[*lane.rank].erase({lane.ready_at, domain});
  lane.rank.reset();
  if (lane.is_busy || lane.empty()) return;
  if (lane.has_page_next()) {
    lane.rank = lane.is_visited ? kPageHere : kPage;
  } else {
    lane.rank = lane.is_visited ? kDoorHere : kDoor;
  }
  ready_[*lane.rank].emplace(lane.ready_at, domain);
}

void JobQueue::push_back(JobPtr job) {
  auto& lane = lane_of(registrable_domain(job->url.host));
  lane.second.jobs.emplace_back(std::move(job));
  ++size_;
  place(lane);
}

void JobQueue::push_front(JobPtr job) {
  auto& lane = lane_of(registrable_domain(job->url.host));
  lane.second.jobs.emplace_front(std::move(job));
  ++size_;
  place(lane);
}

Result<void> JobQueue::push_page(store::DuePage page) {
  auto& entry = lane_of(registrable_domain(parse_url(page.url)->host));
  Lane& lane = entry.second;
  const bool has_room = lane.in_backlog == 0 && lane.pages < kPagesInMemory;
  if (has_room) {
    lane.jobs.emplace_back(fold(std::move(page)));
    ++lane.pages;
    ++std::get<Page>(lane.jobs.back()).outlet->second;
  } else {
    if (!backlog_) {
      auto opened = store::Backlog::open();
      if (!opened) return pass_on(opened);
      backlog_ = std::move(*opened);
    }
    if (const auto pushed = backlog_->push(lane.number, page); !pushed) return pushed;
    ++lane.in_backlog;
    ++outlets_[page.outlet];
  }
  ++size_;
  if (!lane.rank) place(entry);
  return {};
}

Result<void> JobQueue::refill(Lane& lane) {
  auto pages = backlog_->pop(lane.number, kPagesInMemory);
  if (!pages) return pass_on(pages);
  lane.in_backlog -= pages->size();
  lane.pages += pages->size();
  for (store::DuePage& page : *pages) lane.jobs.emplace_back(fold(std::move(page)));
  return {};
}

bool JobQueue::may_begin(std::size_t rank) const {
  return rank == kDoorHere || rank == kPageHere || visits_ < kVisits;
}

Result<JobPtr> JobQueue::take(Ticks now) {
  now_ = now;
  for (std::size_t rank = 0; rank < kRanks; ++rank) {
    const auto& ready = ready_[rank];
    if (!may_begin(rank) || ready.empty() || ready.begin()->first > now) continue;
    auto& entry = *lanes_.find(ready.begin()->second);
    Lane& lane = entry.second;
    if (lane.jobs.empty()) {
      if (const auto refilled = refill(lane); !refilled) return pass_on(refilled);
    }
    auto first = std::move(lane.jobs.front());
    lane.jobs.pop_front();
    if (!lane.is_visited) ++visits_;
    lane.taken = lane.is_visited ? lane.taken + 1 : 1;
    lane.is_visited = lane.is_busy = true;
    --size_;
    place(entry);
    auto* whole = std::get_if<JobPtr>(&first);
    if (whole != nullptr) return std::move(*whole);
    --lane.pages;
    return unfold(std::get<Page>(first));
  }
  return nullptr;
}

// Whether the visit of a lane ends: it has had its share, has to pause, or others' doors wait.
bool JobQueue::is_over(const Lane& lane) const {
  const auto& doors = ready_[kDoor];
  const bool is_in_the_way = lane.has_page_next() && !doors.empty() && doors.begin()->first <= now_;
  return lane.empty() || lane.taken >= kVisitJobs || lane.ready_at - now_ > kLongestStay ||
         is_in_the_way;
}

void JobQueue::release(const std::string& domain, Ticks ready_at) {
  auto& entry = lane_of(domain);
  Lane& lane = entry.second;
  lane.is_busy = false;
  lane.ready_at = ready_at;
  if (lane.is_visited && is_over(lane)) {
    lane.is_visited = false;
    --visits_;
  }
  place(entry);
}

std::optional<Ticks> JobQueue::next_ready() const {
  std::optional<Ticks> first;
  for (std::size_t rank = 0; rank < kRanks; ++rank) {
    if (!may_begin(rank) || ready_[rank].empty()) continue;
    const Ticks at = ready_[rank].begin()->first;
    first = first ? std::min(*first, at) : at;
  }
  return first;
}

JobQueue::Left JobQueue::clear() {
  Left left;
  for (auto& entry : lanes_) {
    Lane& lane = entry.second;
    for (auto& job : lane.jobs) {
      if (auto* whole = std::get_if<JobPtr>(&job)) left.jobs.push_back(std::move(*whole));
    }
    lane.jobs.clear();
    lane.pages = 0;
    lane.in_backlog = 0;
    place(entry);
    if (lane.is_visited && !lane.is_busy) {
      lane.is_visited = false;
      --visits_;
    }
  }
  std::erase_if(outlets_, [](const auto& outlet) { return outlet.second == 0; });
  left.pages = std::exchange(outlets_, {});
  backlog_.reset();
  size_ = 0;
  return left;
}

}  // namespace saola::crawler
