#include "crawler/body_room.h"

#include <gtest/gtest.h>

namespace saola::crawler {
namespace {

constexpr std::uint64_t kOwn = BodyRoom::kOwnBytes;

TEST(BodyRoom, ShortBodiesNeverWait) {
  BodyRoom room(kOwn);
  for (std::uint64_t id = 1; id <= 50; ++id) EXPECT_TRUE(room.may_take(id, 0, kOwn));
}

TEST(BodyRoom, LongOnesWaitWhenItIsFullAndTheFirstOfThemNeverDoes) {
  BodyRoom room(10 * kOwn);
  EXPECT_TRUE(room.may_take(1, 0, 5 * kOwn));
  EXPECT_TRUE(room.may_take(2, 0, 5 * kOwn));
  EXPECT_FALSE(room.may_take(2, 5 * kOwn, 1));
  EXPECT_TRUE(room.may_take(3, 0, kOwn)) << "a short one";
  EXPECT_TRUE(room.may_take(1, 5 * kOwn, 5 * kOwn)) << "somebody has to go on";
  room.drop(1, 10 * kOwn);
  EXPECT_TRUE(room.may_take(2, 5 * kOwn, 4 * kOwn));
}

TEST(BodyRoom, WhoWaitsIsNextInLine) {
  BodyRoom room(2 * kOwn);
  EXPECT_TRUE(room.may_take(7, 0, 2 * kOwn));
  EXPECT_FALSE(room.may_take(9, 0, 2 * kOwn));
  EXPECT_FALSE(room.may_take(8, 0, 2 * kOwn));
  room.drop(7, 2 * kOwn);
  EXPECT_FALSE(room.may_take(9, 0, 3 * kOwn)) << "8 was asked before";
  EXPECT_TRUE(room.may_take(8, 0, 3 * kOwn));
}

}  // namespace
}  // namespace saola::crawler
