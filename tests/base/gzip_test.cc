#include "base/gzip.h"

#include <gtest/gtest.h>

namespace saola {
namespace {

/// "saola\n" as `printf 'saola\n' | gzip -n` writes it.
const std::string kMember(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x2b\x4e\xcc\xcf\x49\xe4\x02\x00\xd8\xe6\x9d\x26\x06"
    "\x00\x00\x00",
    26);

TEST(Gzip, MembersAreReadOneAfterAnother) {
  EXPECT_EQ(gunzip(kMember, 100).value(), "saola\n");
  EXPECT_EQ(gunzip(kMember + kMember, 100).value(), "saola\nsaola\n");
}

TEST(Gzip, EveryCutIsAnErrorAndNoneReadsPastTheEnd) {
  for (std::size_t size = 0; size < kMember.size(); ++size) {
    const auto cut = gunzip(std::string_view(kMember).substr(0, size), 100);
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, Code::bad_input);
  }
}

TEST(Gzip, DamageIsFoundByTheChecksum) {
  std::string damaged = kMember;
  damaged[18] ^= 1;
  EXPECT_FALSE(gunzip(damaged, 100));
}

TEST(Gzip, WhatStandsBehindTheLastMemberIsLeftOut) {
  EXPECT_EQ(gunzip(kMember + std::string(8, '\0'), 100).value(), "saola\n");
  EXPECT_EQ(gunzip(kMember + "\r\n", 100).value(), "saola\n");
}

TEST(Gzip, MoreThanTheLimitIsRefused) { EXPECT_EQ(gunzip(kMember, 5).error().code, Code::refused); }

TEST(Gzip, OnlyGzipLooksLikeGzip) {
  EXPECT_TRUE(is_gzip(kMember));
  EXPECT_FALSE(is_gzip("<html>"));
}

}  // namespace
}  // namespace saola
