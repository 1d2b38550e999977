// crawler/job.h
//
// One thing to ask for in a run: a robots.txt, a door, a part of a door, a page.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/url.h"
#include "store/ledger_rows.h"

namespace saola::crawler {

struct Job {
  enum class Kind {
    robots,
    door,
    door_part,
    page
  };  // door_part: a sitemap of an index, an older section page

  Kind kind = Kind::page;
  Url url;               // to ask now
  std::vector<Url> via;  // asked before, each redirected to the next; the first is what was wanted
  std::size_t door = 0;  // index into CrawlOptions::doors; of robots: unused
  store::Page page;      // of a page: its row in the ledger
  bool is_revisit = false;  // of a page: it is stored already
  store::DoorState state;   // of a door: what earlier polls left behind
  std::optional<store::Original>
      original;                   // of a door or revisit: its last full answer in the archive
  int part = 1;                   // of a section page: the first, or how far back
  bool is_conditional = false;    // validators were sent
  int retries = 0;                // in this run, after 429 or 503
  bool was_given_cookie = false;  // by an answer that redirected

  [[nodiscard]] const Url& first_url() const { return via.empty() ? url : via.front(); }
};

}  // namespace saola::crawler
