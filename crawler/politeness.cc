#include "crawler/politeness.h"

#include <fmt/format.h>

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/feed_date.h"

namespace saola::crawler {

Ticks Politeness::end(const std::string& domain, Ticks now, const Reaction& reaction) {
  State& state = states_[domain];
  Ticks wait = std::max(options_.pause, state.crawl_delay);
  if (reaction.took > options_.slow_answer) {
    wait = std::max(wait, std::min(reaction.took, options_.longest_slow_pause));
  }
  state.failures = reaction.kind == Reaction::Kind::failed ? state.failures + 1 : 0;
  if (reaction.kind == Reaction::Kind::slow_down) {
    wait = std::max(wait, wait_after_slow_down(state, reaction));
  } else {
    state.slow_downs = 0;
  }
  if (state.failures >= options_.failures_until_break && state.given_up.empty()) {
    state.given_up = fmt::format("{} requests in a row failed", state.failures);
  }
  return now + wait;
}

Ticks Politeness::wait_after_slow_down(State& state, const Reaction& reaction) {
  const Ticks doubled = options_.backoff * (1 << std::min(state.slow_downs, 10));
  const Ticks wait = reaction.retry_after.value_or(doubled);
  ++state.slow_downs;
  if (wait > options_.longest_retry_after) {
    state.asked_for_time = true;
    state.given_up = fmt::format("asked to come back in {} s",
                                 std::chrono::duration_cast<std::chrono::seconds>(wait).count());
  }
  return wait;
}

void Politeness::set_crawl_delay(const std::string& domain, Ticks delay) {
  State& state = states_[domain];
  state.crawl_delay = std::max(state.crawl_delay, std::min(delay, options_.longest_crawl_delay));
}

std::string_view Politeness::given_up(const std::string& domain) const {
  const auto found = states_.find(domain);
  return found == states_.end() ? std::string_view() : found->second.given_up;
}

bool Politeness::asked_for_time(const std::string& domain) const {
  const auto found = states_.find(domain);
  return found != states_.end() && found->second.asked_for_time;
}

void Politeness::give_up(const std::string& domain, std::string reason) {
  State& state = states_[domain];
  state.asked_for_time = true;
  state.given_up = std::move(reason);
}

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Instant now) {
  value = ascii_trimmed(value);
  if (value.empty()) return std::nullopt;
  if (std::all_of(value.begin(), value.end(), is_ascii_digit)) {
    constexpr std::chrono::seconds kLongest{365 * 86400};
    if (value.size() > 8) return kLongest;
    long long seconds = 0;
    for (const char c : value) seconds = seconds * 10 + (c - '0');
    return std::chrono::seconds(seconds);
  }
  const auto date = parse_feed_date(value);
  if (!date) return std::nullopt;
  return std::max(date->utc - now, std::chrono::seconds(0));
}

}  // namespace saola::crawler
