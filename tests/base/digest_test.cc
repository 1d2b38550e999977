#include "base/digest.h"

#include <gtest/gtest.h>

namespace saola {
namespace {

TEST(Digest, Sha1IsWrittenAsWarcReadersExpect) {
  EXPECT_EQ(sha1_base32(""), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  EXPECT_EQ(sha1_base32("abc"), "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
}

TEST(Digest, Sha256MatchesTheStandardVector) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(short_id("abc"), "ba7816bf8f01cfea");
}

}  // namespace
}  // namespace saola
