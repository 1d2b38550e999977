#include "crawler/job_queue.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

namespace saola::crawler {
namespace {

using Kind = Job::Kind;

JobPtr job(const std::string& url, Kind kind = Kind::door) {
  auto made = std::make_unique<Job>();
  made->url = parse_url(url).value();
  made->kind = kind;
  return made;
}

void push(JobQueue& queue, const std::string& url) {
  ASSERT_TRUE(queue.push_page({url, url, "outlet"}));
}

JobPtr taken(JobQueue& queue, Ticks now = Ticks(0)) {
  auto job = queue.take(now);
  EXPECT_TRUE(job);
  return job ? std::move(*job) : nullptr;
}

std::string path(JobQueue& queue, Ticks now = Ticks(0)) {
  const JobPtr job = taken(queue, now);
  return job ? job->url.path : "none";
}

TEST(JobQueue, OneRequestAtATimeForADomainAndItsHosts) {
  JobQueue queue;
  push(queue, "https://a.vn/1");
  push(queue, "https://www.a.vn/2");
  push(queue, "https://b.vn/3");
  EXPECT_EQ(path(queue), "/1");
  EXPECT_EQ(path(queue), "/3");
  EXPECT_EQ(path(queue), "none");
  EXPECT_EQ(queue.next_ready(), std::nullopt);
  queue.release("a.vn", Ticks(1000));
  EXPECT_EQ(queue.next_ready(), Ticks(1000));
  EXPECT_EQ(path(queue, Ticks(999)), "none");
  EXPECT_EQ(path(queue, Ticks(1000)), "/2");
  EXPECT_TRUE(queue.empty());
}

TEST(JobQueue, ThePauseHoldsForJobsThatComeLater) {
  JobQueue queue;
  push(queue, "https://a.vn/1");
  (void)taken(queue);
  queue.release("a.vn", Ticks(5000));
  push(queue, "https://a.vn/2");
  EXPECT_EQ(path(queue, Ticks(4000)), "none");
  EXPECT_EQ(path(queue, Ticks(5000)), "/2");
}

TEST(JobQueue, APageComesOutWithItsAddressesAndOutlet) {
  JobQueue queue;
  ASSERT_TRUE(queue.push_page({"https://a.vn/1", "https://a.vn/1?utm_source=rss", "a-vn"}));
  auto redirected = job("https://a.vn/2", Kind::page);
  redirected->via.push_back(parse_url("https://b.vn/3").value());
  queue.push_back(std::move(redirected));
  EXPECT_EQ(taken(queue)->first_url().str(), "https://b.vn/3") << "it was asked for already";
  queue.release("a.vn", Ticks(0));
  const JobPtr first = taken(queue);
  EXPECT_EQ(first->url.str(), "https://a.vn/1?utm_source=rss");
  EXPECT_EQ(first->kind, Kind::page);
  EXPECT_EQ(first->page.canonical_url, "https://a.vn/1");
  EXPECT_EQ(first->page.outlet, "a-vn");
}

// A budget that ends the night must not always end it before the same kind of page.
TEST(JobQueue, NewPagesSecondLooksAndLeftOversTakeTurns) {
  JobQueue queue;
  const auto left_over = [&](int i) {
    const std::string url = fmt::format("https://a.vn/cu-{}", i);
    ASSERT_TRUE(queue.push_page({url, url, "a"}, JobQueue::Found::before));
  };
  for (int i = 0; i < 40; ++i) left_over(i);
  for (int i = 0; i < 2; ++i) {
    auto again = job(fmt::format("https://a.vn/lai-{}", i), Kind::page);
    again->is_revisit = true;
    queue.push_back(std::move(again));
  }
  for (int i = 0; i < 40; ++i) push(queue, fmt::format("https://a.vn/moi-{}", i));
  queue.push_back(job("https://a.vn/door"));
  std::string order;
  for (int i = 0; i < 9; ++i) {
    order += path(queue) + " ";
    queue.release("a.vn", Ticks(0));
  }
  EXPECT_EQ(order, "/door /moi-0 /cu-0 /lai-0 /moi-1 /cu-1 /lai-1 /moi-2 /cu-2 ");
  for (int i = 3; i < 40; ++i) {
    EXPECT_EQ(path(queue), fmt::format("/moi-{}", i));
    queue.release("a.vn", Ticks(0));
    EXPECT_EQ(path(queue), fmt::format("/cu-{}", i));
    queue.release("a.vn", Ticks(0));
  }
  EXPECT_TRUE(queue.empty());
}

TEST(JobQueue, TheFrontComesFirst) {
  JobQueue queue;
  push(queue, "https://a.vn/1");
  queue.push_front(job("https://a.vn/0"));
  EXPECT_EQ(path(queue), "/0");
}

TEST(JobQueue, DoorsComeBeforePagesAlsoOfLanesThatAreVisited) {
  JobQueue queue;
  push(queue, "https://a.vn/1");
  push(queue, "https://a.vn/2");
  EXPECT_EQ(path(queue), "/1");
  queue.release("a.vn", Ticks(0));
  queue.push_back(job("https://b.vn/door"));
  EXPECT_EQ(path(queue), "/door");
  EXPECT_EQ(path(queue), "/2");
}

TEST(JobQueue, ALaneIsVisitedForAWhileThenTheOthersAre) {
  JobQueue queue;
  for (int i = 0; i < JobQueue::kVisitJobs + 1; ++i) push(queue, fmt::format("https://a.vn/{}", i));
  push(queue, "https://b.vn/b");
  for (int i = 0; i < JobQueue::kVisitJobs; ++i) {
    ASSERT_EQ(path(queue, Ticks(i)), fmt::format("/{}", i)) << "b.vn has been ready for longer";
    queue.release("a.vn", Ticks(i));
  }
  EXPECT_EQ(path(queue, Ticks(99)), "/b");
  EXPECT_EQ(path(queue, Ticks(99)), "/64");
}

TEST(JobQueue, ALongPauseEndsAVisit) {
  JobQueue queue;
  push(queue, "https://a.vn/1");
  push(queue, "https://a.vn/2");
  EXPECT_EQ(path(queue), "/1");
  queue.release("a.vn", Ticks(60'000));
  push(queue, "https://b.vn/b");
  push(queue, "https://b.vn/c");
  EXPECT_EQ(path(queue, Ticks(60'000)), "/b") << "both are ready and neither is visited";
}

TEST(JobQueue, OnlySoManyLanesAreVisitedAtOnce) {
  JobQueue queue;
  const auto lane = [](std::size_t i) { return fmt::format("a{:03}.vn", i); };
  for (std::size_t i = 0; i <= JobQueue::kVisits; ++i) {
    push(queue, fmt::format("https://{}/1", lane(i)));
    push(queue, fmt::format("https://{}/2", lane(i)));
  }
  for (std::size_t i = 0; i < JobQueue::kVisits; ++i) {
    ASSERT_EQ(taken(queue)->url.host, lane(i));
    queue.release(lane(i), Ticks(1'000));
  }
  EXPECT_EQ(path(queue, Ticks(999)), "none") << "the last one is not begun";
  EXPECT_EQ(queue.next_ready(), Ticks(1'000));
  EXPECT_EQ(taken(queue, Ticks(1'000))->url.host, lane(0));
  queue.release(lane(0), Ticks(2'000));  // it has no more
  EXPECT_EQ(queue.next_ready(), Ticks(0)) << "a place is free";
}

TEST(JobQueue, PagesBeyondThoseInMemoryKeepTheirOrder) {
  JobQueue queue;
  constexpr int kPages = 3 * static_cast<int>(JobQueue::kPagesInMemory) + 5;
  for (int i = 0; i < kPages; ++i) {
    push(queue, fmt::format("https://a.vn/{}", i));
    push(queue, fmt::format("https://b.vn/{}", i));
  }
  for (int i = 0; i < kPages; ++i) {
    for (const char* domain : {"a.vn", "b.vn"}) {
      const JobPtr page = taken(queue, Ticks(100));
      ASSERT_NE(page, nullptr);
      ASSERT_EQ(page->url.str(), fmt::format("https://{}/{}", domain, i));
    }
    queue.release("a.vn", Ticks(0));
    queue.release("b.vn", Ticks(1));
  }
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(path(queue), "none");
}

std::uint64_t memory_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

TEST(JobQueue, TwoHundredThousandPagesTakeNoMoreMemoryThanAFew) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer keeps what was freed";
#endif
  JobQueue queue;
  const std::uint64_t before = memory_bytes();
  const std::string long_path(80, 'x');
  for (int i = 0; i < 200'000; ++i) {
    push(queue, fmt::format("https://bao{}.vn/{}-{}", i % 10, long_path, i));
  }
  EXPECT_LT(memory_bytes() - before, 12u << 20) << "their addresses alone are 20 MB";
  EXPECT_EQ(taken(queue)->url.str(), fmt::format("https://bao0.vn/{}-0", long_path));
}

TEST(JobQueue, ClearingTellsWhatWasLeft) {
  JobQueue queue;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(queue.push_page({fmt::format("https://a.vn/{}", i),
                                 fmt::format("https://a.vn/{}", i), i < 40 ? "a" : "b"}));
  }
  queue.push_back(job("https://b.vn/door"));
  EXPECT_EQ(path(queue), "/door");
  EXPECT_EQ(path(queue), "/0");
  queue.push_back(job("https://b.vn/part"));
  const JobQueue::Left left = queue.clear();
  EXPECT_EQ(left.pages, (std::map<std::string, std::uint64_t>{{"a", 39}, {"b", 60}}));
  ASSERT_EQ(left.jobs.size(), 1U);
  EXPECT_EQ(left.jobs[0]->url.path, "/part");
  EXPECT_TRUE(queue.empty());
  queue.release("a.vn", Ticks(0));
  EXPECT_EQ(path(queue, Ticks(9)), "none");
}

}  // namespace
}  // namespace saola::crawler
