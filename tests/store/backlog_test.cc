#include "store/backlog.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "tests/store/warc_fixture.h"

namespace saola::store {
namespace {

using namespace test;

std::string urls(const std::vector<DuePage>& pages) {
  std::string all;
  for (const DuePage& page : pages) all += page.canonical_url + " ";
  return all;
}

TEST(Backlog, EachQueueGivesItsPagesInTheirOrder) {
  auto backlog = must(Backlog::open());
  for (int i = 0; i < 5; ++i) {
    must(backlog.push(7, {fmt::format("a{}", i), "x", "o"}));
    must(backlog.push(2, {fmt::format("b{}", i), "x", "o"}));
  }
  EXPECT_EQ(urls(must(backlog.pop(7, 3))), "a0 a1 a2 ");
  must(backlog.push(7, {"a5", "x", "o"}));
  EXPECT_EQ(urls(must(backlog.pop(7, 9))), "a3 a4 a5 ");
  EXPECT_EQ(urls(must(backlog.pop(7, 9))), "");
  EXPECT_EQ(urls(must(backlog.pop(2, 9))), "b0 b1 b2 b3 b4 ");
}

TEST(Backlog, APageComesBackWhole) {
  auto backlog = must(Backlog::open());
  must(backlog.push(1, {"https://bao.example/1", "https://bao.example/1?utm_source=rss", "bao"}));
  must(backlog.push(1, {"https://bao.example/2", "https://bao.example/2", "bao"}));
  const auto pages = must(backlog.pop(1, 2));
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].url, "https://bao.example/1?utm_source=rss");
  EXPECT_EQ(pages[1].url, "https://bao.example/2");
  EXPECT_EQ(pages[1].outlet, "bao");
}

TEST(Backlog, MoreThanItsMemoryComesBackAsWell) {
  auto backlog = must(Backlog::open());
  const std::string long_url = "https://bao.example/" + std::string(400, 'x');
  constexpr int kPages = 30'000;  // 12 MB
  for (int i = 0; i < kPages; ++i) {
    must(backlog.push(i % 300, {fmt::format("{}{}", long_url, i), "u", "bao"}));
  }
  for (int queue = 0; queue < 300; ++queue) {
    const auto pages = must(backlog.pop(queue, 1'000));
    ASSERT_EQ(pages.size(), 100U);
    ASSERT_EQ(pages[99].canonical_url, fmt::format("{}{}", long_url, 29'700 + queue));
  }
}

}  // namespace
}  // namespace saola::store
