// cli/crawling.h
//
// A crawl as `saola crawl` and `saola nightly` run it.

#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/env.h"
#include "cli/opened.h"
#include "crawler/crawl.h"

namespace saola::cli {

/// As typed.
struct CrawlWords {
  std::string feeds;  // empty: the workspace's feeds.txt
  std::vector<std::string> only;
  std::uint64_t max_pages = 0;
  double pause_seconds = 1.0;
  int timeout_seconds = 60;
  int hours = 6;  // 0: no limit
  std::uint64_t requests = crawler::CrawlLimits().budget.requests;
  std::uint64_t megabytes = crawler::CrawlLimits().budget.bytes / 1'000'000;
  std::vector<std::string> connect_to;
  bool allow_private = false;
  std::string ca_file;
  std::string contact;
};

void add_crawl_options(CLI::App& app, CrawlWords& words);

/// Of these, how servers are asked: what a command needs that asks without a list of doors.
void add_asking_options(CLI::App& app, CrawlWords& words);

/// The options of a crawl without its doors. @error Code::usage.
[[nodiscard]] Result<crawler::CrawlOptions> to_asking_options(const CrawlWords& words,
                                                              const Env& env);

/// What a crawl will do, and how much of feeds.txt could not be read.
struct CrawlPlan {
  crawler::CrawlOptions options;
  std::size_t broken_lines = 0;
};

/// Reads feeds.txt and checks the options; nothing is opened for writing yet. Broken lines of feeds.txt are warned of.
/// @error  Code::usage, not_found; bad_input when no line can be used.
[[nodiscard]] Result<CrawlPlan> to_crawl_plan(const CrawlWords& words, const Workspace& workspace,
                                              const Env& env);

/// Runs it, with progress on a terminal.
[[nodiscard]] Result<crawler::CrawlSummary> run_crawl(const crawler::CrawlOptions& options,
                                                      Writing& writing, Env& env);

/// One line: "vnexpress.net: 5 doors (5 answered), 240 entries, 12 new, 12 stored".
[[nodiscard]] std::string summary_line(const crawler::OutletSummary& outlet);

}  // namespace saola::cli
