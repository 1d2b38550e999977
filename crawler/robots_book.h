// crawler/robots_book.h
//
// The robots.txt of every origin that a run meets: taken from the ledger if it is less than a day old, else asked for. That
// it could not be had is remembered as well.
//
// Source: RFC 9309, 2.3 (access method, results) and 2.4 (caching).

#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crawler/crawl_context.h"
#include "crawler/robots.h"

namespace saola::crawler {

/// What is known of one origin's robots.txt.
struct OriginRobots {
  enum class State { unknown, asked, known, unreachable };
  State state = State::unknown;
  Robots robots;                                           // if known
  std::size_t file_bytes = 0;                              // of which they were read
  store::Outcome outcome = store::Outcome::robots_denied;  // if unreachable: what its pages come to
  std::string message;                                     // if unreachable: why, and until when
  int http_status = 0;                                     // if known
  Instant asked;                                           // if known or unreachable
  Instant expires;                                         // from then on it is asked again
  std::vector<JobPtr> parked;                              // jobs waiting for it, in order
};

/// One thread at a time.
class RobotsBook {
 public:
  /// What is known of the origin now; looks into the ledger the first time. The pointer is good until the
  /// next call. @error of the ledger.
  [[nodiscard]] Result<OriginRobots*> of(CrawlContext& context, const std::string& origin);

  /// Takes in what came of asking for the robots.txt that `job` wanted, at its end (redirects followed).
  /// `cut_short`: more redirects than allowed. 2xx: its rules; 4xx: everything is allowed (2.3.1.3), but 429 like 5xx;
  /// 5xx and no answer: the origin is left alone (2.3.1.4), for kUnreachableKept, or for kUnheardKept when it was not even
  /// connected to or said 429. @error of the ledger.
  [[nodiscard]] Result<OriginRobots*> finish(CrawlContext& context, const Job& job,
                                             const HttpAnswer& answer, bool cut_short);

  /// The robots.txt that `job` wanted was not asked for; its origin is left alone in this run.
  [[nodiscard]] OriginRobots* give_up(const Job& job, store::Outcome outcome, std::string_view why);

  /// Of files whose rules are held in memory at a time; rules take up to ten times as much.
  static constexpr std::size_t kFilesInMemory = 4u << 20;

 private:
  void make_room(std::size_t more_bytes);

  std::map<std::string, OriginRobots> origins_;
  std::size_t bytes_ = 0;  // of the files of those that are known
};

inline constexpr std::chrono::hours kRobotsKept{24};       // 2.4: no longer than a day
inline constexpr std::chrono::hours kUnreachableKept{20};  // the next night asks again
inline constexpr std::chrono::hours kUnheardKept{1};       // the trouble may be on our side

/// What the ledger knows of an origin's robots.txt now: known, unreachable, or unknown. @error of the ledger.
[[nodiscard]] Result<OriginRobots> kept_robots(store::Ledger& ledger, const std::string& origin,
                                               Instant now);

/// The job that asks for an origin's robots.txt. @param url  any URL of the origin.
[[nodiscard]] JobPtr make_robots_job(const Url& url);

}  // namespace saola::crawler
