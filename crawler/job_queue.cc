#include "crawler/job_queue.h"

#include <algorithm>
#include <iterator>

namespace saola::crawler {

namespace {

JobPtr take_first(std::list<JobPtr>& jobs) {
  JobPtr job = std::move(jobs.front());
  jobs.pop_front();
  return job;
}

}  // namespace

bool JobQueue::Lane::empty() const {
  return jobs.empty() && revisits.empty() && pages[0].empty() && pages[1].empty();
}

bool JobQueue::Lane::has_page_next() const {
  return jobs.empty() || jobs.front()->kind == Job::Kind::page;
}

JobQueue::Lanes::value_type& JobQueue::lane_of(const std::string& domain) {
  const auto [lane, is_new] = lanes_.try_emplace(domain);
  if (is_new) lane->second.number = 2 * static_cast<std::int64_t>(lanes_.size());
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
  const bool is_first_asking = job->via.empty() && job->retries == 0;
  auto& jobs = job->is_revisit && is_first_asking ? lane.second.revisits : lane.second.jobs;
  jobs.push_back(std::move(job));
  ++size_;
  place(lane);
}

void JobQueue::push_front(JobPtr job) {
  auto& lane = lane_of(registrable_domain(job->url.host));
  lane.second.jobs.push_front(std::move(job));
  ++size_;
  place(lane);
}

Result<void> JobQueue::push_page(store::DuePage page, Found found) {
  auto& entry = lane_of(registrable_domain(parse_url(page.url)->host));
  Lane& lane = entry.second;
  const auto kind = static_cast<std::size_t>(found);
  Pages& pages = lane.pages[kind];
  const bool has_room = pages.in_backlog == 0 && pages.first.size() < kPagesInMemory;
  if (has_room) {
    pages.first.push_back(fold(std::move(page)));
    ++pages.first.back().outlet->second;
  } else {
    if (!backlog_) {
      auto opened = store::Backlog::open();
      if (!opened) return pass_on(opened);
      backlog_ = std::move(*opened);
    }
    const auto queue = lane.number + static_cast<std::int64_t>(kind);
    if (const auto pushed = backlog_->push(queue, page); !pushed) return pushed;
    ++pages.in_backlog;
    ++outlets_[page.outlet];
  }
  ++size_;
  if (!lane.rank) place(entry);
  return {};
}

Result<void> JobQueue::refill(Lane& lane, std::size_t found) {
  auto taken = backlog_->pop(lane.number + static_cast<std::int64_t>(found), kPagesInMemory);
  if (!taken) return pass_on(taken);
  Pages& pages = lane.pages[found];
  pages.in_backlog -= taken->size();
  for (store::DuePage& page : *taken) pages.first.push_back(fold(std::move(page)));
  return {};
}

// The lane is not empty.
Result<JobPtr> JobQueue::take_from(Lane& lane) {
  if (!lane.jobs.empty()) return take_first(lane.jobs);
  while (true) {
    const std::size_t turn = lane.turn;
    lane.turn = (turn + 1) % kTurns;
    const bool is_for_revisits = turn == lane.pages.size();
    if (is_for_revisits && !lane.revisits.empty()) return take_first(lane.revisits);
    if (is_for_revisits || lane.pages[turn].empty()) continue;
    auto& first = lane.pages[turn].first;
    if (first.empty()) {
      if (const auto refilled = refill(lane, turn); !refilled) return pass_on(refilled);
    }
    JobPtr job = unfold(first.front());
    first.pop_front();
    return job;
  }
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
    auto job = take_from(lane);
    if (!job) return job;
    if (!lane.is_visited) ++visits_;
    lane.taken = lane.is_visited ? lane.taken + 1 : 1;
    lane.is_visited = lane.is_busy = true;
    --size_;
    place(entry);
    return job;
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
    for (auto* jobs : {&lane.jobs, &lane.revisits}) {
      std::move(jobs->begin(), jobs->end(), std::back_inserter(left.jobs));
      jobs->clear();
    }
    lane.pages = {};
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
