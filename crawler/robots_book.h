// crawler/robots_book.h
//
// The robots.txt of every origin that a run meets: taken from the ledger if it is less than a day old, else asked for
// once.
//
// Source: RFC 9309, 2.3 (access method, results) and 2.4 (caching).

#pragma once

#include <map>
#include <string>
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
  store::Outcome outcome = store::Outcome::robots_denied;  // if unreachable: what its pages come to
  std::string message;                                     // if unreachable: why
  std::vector<JobPtr> parked;                              // jobs waiting for it, in order
};

/// One thread at a time.
class RobotsBook {
 public:
  /// What is known of the origin; looks into the ledger the first time. The reference stays valid.
  /// @error of the ledger.
  [[nodiscard]] Result<OriginRobots*> of(CrawlContext& context, const std::string& origin);

  /// Takes in what came of asking for the robots.txt that `job` wanted, at its end (redirects followed).
  /// `cut_short`: more redirects than allowed. 2xx: its rules; 4xx: everything is allowed (2.3.1.3), but 429 like 5xx;
  /// 5xx and no answer: the origin is left alone for now (2.3.1.4).
  /// @error of the ledger.
  [[nodiscard]] Result<OriginRobots*> finish(CrawlContext& context, const Job& job,
                                             const HttpAnswer& answer, bool cut_short);

 private:
  std::map<std::string, OriginRobots> origins_;
};

/// The job that asks for an origin's robots.txt. @param url  any URL of the origin.
[[nodiscard]] JobPtr make_robots_job(const Url& url);

}  // namespace saola::crawler
