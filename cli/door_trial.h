// cli/door_trial.h
//
// Trying doors out: the crawler's own polls, with its robots.txt, pauses and limits, into a workspace that is thrown away.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/env.h"
#include "crawler/crawl.h"
#include "crawler/feed.h"
#include "store/ledger_rows.h"

namespace saola::cli {

/// What came of a door.
struct DoorTrial {
  crawler::Door door;
  store::Outcome outcome = store::Outcome::ok;
  std::string message;             // why not ok, or what is odd; empty: nothing
  std::optional<Url> answered_by;  // another URL, after redirects
  std::string body;                // of the last whole answer with status 200; empty: none
  std::string content_type;
  std::optional<crawler::Feed> feed;  // as the crawler reads the body; none: it cannot
};

struct Trials {
  std::vector<DoorTrial> doors;  // in the order of the options
  std::vector<std::pair<std::string, std::string>>
      robots;  // origin and text of each robots.txt that came
  bool was_stopped = false;
};

/// Polls every door of `options` once and fetches no page. Nothing of the user's workspace is touched.
/// @error  as crawler::crawl; Code::io: the temporary folder.
[[nodiscard]] Result<Trials> try_doors(crawler::CrawlOptions options, Env& env);

}  // namespace saola::cli
