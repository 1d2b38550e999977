#include "crawler/politeness.h"

#include <fmt/format.h>

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/feed_date.h"

namespace saola::crawler {

Ticks Politeness::end(const std::string& domain, const std::string& host, Ticks now,
                      const Reaction& reaction) {
  Domain& state = domains_[domain];
  Ticks wait = std::max(options_.pause, state.crawl_delay);
  if (reaction.took > options_.slow_answer) {
    wait = std::max(wait, std::min(reaction.took, options_.longest_slow_pause));
  }
  const bool has_failed = reaction.kind == Reaction::Kind::failed;
  state.failures = has_failed ? state.failures + 1 : 0;
  const Ticks doubled = options_.pause * (1 << std::min(state.failures, 10));
  wait = std::max(wait, std::min(doubled, options_.longest_failure_pause));
  if (reaction.kind == Reaction::Kind::slow_down) {
    wait = std::max(wait, wait_after_slow_down(state, reaction));
  } else {
    state.slow_downs = 0;
  }
  count_failure(hosts_[host], has_failed);
  return now + wait;
}

void Politeness::count_failure(Host& host, bool has_failed) const {
  host.failures = has_failed ? host.failures + 1 : 0;
  if (host.failures < options_.failures_until_break) return;
  host.broken = fmt::format("{} requests in a row failed", host.failures);
}

Ticks Politeness::wait_after_slow_down(Domain& domain, const Reaction& reaction) {
  const Ticks doubled = options_.backoff * (1 << std::min(domain.slow_downs, 10));
  const Ticks wait = reaction.retry_after.value_or(doubled);
  ++domain.slow_downs;
  if (wait > options_.longest_retry_after) {
    domain.asked_for_time =
        fmt::format("asked to come back in {} s",
                    std::chrono::duration_cast<std::chrono::seconds>(wait).count());
  }
  return wait;
}

void Politeness::set_crawl_delay(const std::string& domain, Ticks delay) {
  Domain& state = domains_[domain];
  state.crawl_delay = std::max(state.crawl_delay, std::min(delay, options_.longest_crawl_delay));
}

std::string_view Politeness::asked_for_time(const std::string& domain) const {
  const auto found = domains_.find(domain);
  return found == domains_.end() ? std::string_view() : found->second.asked_for_time;
}

void Politeness::give_time(const std::string& domain, std::string reason) {
  domains_[domain].asked_for_time = std::move(reason);
}

std::string_view Politeness::broken(const std::string& host) const {
  const auto found = hosts_.find(host);
  return found == hosts_.end() ? std::string_view() : found->second.broken;
}

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Instant now) {
  using std::chrono::seconds;
  value = ascii_trimmed(value);
  if (value.empty()) return std::nullopt;
  if (std::all_of(value.begin(), value.end(), is_ascii_digit)) {
    if (value.size() > 8) return kLongestWish;
    long long number = 0;
    for (const char c : value) number = number * 10 + (c - '0');
    return std::min(seconds(number), kLongestWish);
  }
  // A date of the oldest form names no zone, and is GMT like the others (RFC 9110, 5.6.7); a zone that is named comes first.
  const auto date = parse_feed_date(std::string(value) + " GMT");
  if (!date) return std::nullopt;
  return std::clamp(date->utc - now, seconds(0), kLongestWish);
}

}  // namespace saola::crawler
