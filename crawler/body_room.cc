#include "crawler/body_room.h"

namespace saola::crawler {

bool BodyRoom::may_take(std::uint64_t id, std::uint64_t held, std::uint64_t more) {
  if (held + more > kOwnBytes) {
    long_.insert(id);
    const bool is_first = *long_.begin() == id;
    if (!is_first && taken_ + more > limit_) return false;
  }
  taken_ += more;
  return true;
}

void BodyRoom::drop(std::uint64_t id, std::uint64_t held) {
  long_.erase(id);
  taken_ -= held;
}

}  // namespace saola::crawler
