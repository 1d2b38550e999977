// crawler/politeness.h
//
// When a registrable domain may be asked next: one request at a time, a pause after each, longer when the domain asks for
// it or suffers. Pure bookkeeping: time is handed in, nothing waits here.
//
// Sources: docs/operations.md (what we promise); RFC 9110, 10.2.3 (Retry-After), 15.6.4 (503); RFC 6585, 4 (429).

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace saola::crawler {

/// Time since some start, never going backwards.
using Ticks = std::chrono::milliseconds;

struct PolitenessOptions {
  Ticks pause{1000};                   // from the end of one request to the beginning of the next
  Ticks longest_crawl_delay{120'000};  // robots.txt may ask for more; it gets this
  Ticks slow_answer{5'000};  // an answer that took longer is followed by a pause as long as it took
  Ticks longest_slow_pause{30'000};
  Ticks backoff{30'000};  // after 429 or 503 without Retry-After; doubled each time in a row
  Ticks longest_retry_after{600'000};   // a longer one leaves the domain for the next run
  Ticks longest_failure_pause{60'000};  // after a failure the pause is doubled, up to this
  int failures_until_break = 5;         // of a host in a row; then it is left for the next run
};

/// How a domain took a request.
struct Reaction {
  enum class Kind { fine, slow_down, failed };  // slow_down: 429, 503; failed: no answer, or 5xx
  Kind kind = Kind::fine;
  Ticks took{0};
  std::optional<Ticks> retry_after;  // of 429 and 503
};

/// What is known in this run of each registrable domain, which is asked one thing at a time, and of its hosts, each of
/// which may fail alone. One thread at a time.
class Politeness {
 public:
  explicit Politeness(PolitenessOptions options) : options_(options) {}

  /// Takes in how a request to a host ended at `now`. @return the moment from which its domain may be asked again.
  [[nodiscard]] Ticks end(const std::string& domain, const std::string& host, Ticks now,
                          const Reaction& reaction);

  /// Of the robots.txt of one of the domain's hosts; the longest counts, from the next end() on.
  void set_crawl_delay(const std::string& domain, Ticks delay);

  /// Why the domain is left alone for the rest of this run: it asked for time (Retry-After). Empty: it is not.
  [[nodiscard]] std::string_view asked_for_time(const std::string& domain) const;

  /// Leaves the domain alone for the rest of this run: it asked for time in an earlier one.
  void give_time(const std::string& domain, std::string reason);

  /// Why the host is left alone for the rest of this run: it failed too often in a row. Empty: it is not.
  [[nodiscard]] std::string_view broken(const std::string& host) const;

 private:
  struct Domain {
    Ticks crawl_delay{0};
    int slow_downs = 0;  // in a row
    int failures = 0;    // in a row
    std::string asked_for_time;
  };
  struct Host {
    int failures = 0;  // in a row
    std::string broken;
  };
  [[nodiscard]] Ticks wait_after_slow_down(Domain& domain, const Reaction& reaction);
  void count_failure(Host& host, bool has_failed) const;

  PolitenessOptions options_;
  std::map<std::string, Domain> domains_;
  std::map<std::string, Host> hosts_;
};

/// A site that asks for more is asked again after this: a slip of its own must not silence it for years.
inline constexpr std::chrono::seconds kLongestWish = std::chrono::hours(7 * 24);

/// Whether a moment that a site named in an earlier run is still to come; one beyond kLongestWish is of a clock gone wrong.
[[nodiscard]] inline bool must_wait(Instant until, Instant now) {
  return until > now && until - now <= kLongestWish;
}

/// The wait that a Retry-After header asks for, up to kLongestWish: seconds, or a date against `now`; a date past is zero.
/// None: neither.
[[nodiscard]] std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                                    Instant now);

}  // namespace saola::crawler
