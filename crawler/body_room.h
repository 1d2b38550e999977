// crawler/body_room.h
//
// How much of the bodies that are on their way is held in memory: four dozen sites that send sixteen megabytes each at once
// must not fill it. Pure bookkeeping.

#pragma once

#include <cstdint>
#include <set>

namespace saola::crawler {

/// Recipe: may_take before a body grows; drop when it is handed out. One thread at a time.
class BodyRoom {
 public:
  static constexpr std::uint64_t kOwnBytes = 256u << 10;  // that each body has without asking

  explicit BodyRoom(std::uint64_t limit_bytes) : limit_(limit_bytes) {}

  /// Whether a body of which `held` bytes are here may grow by `more`, which are then counted. False: it is to ask again
  /// when another was dropped. The first of those that grew long is always let on, so that not all wait for one another.
  [[nodiscard]] bool may_take(std::uint64_t id, std::uint64_t held, std::uint64_t more);

  /// The body with all that was taken for it is gone.
  void drop(std::uint64_t id, std::uint64_t held);

 private:
  std::uint64_t limit_;
  std::uint64_t taken_ = 0;
  std::set<std::uint64_t> long_;  // bodies beyond kOwnBytes
};

}  // namespace saola::crawler
