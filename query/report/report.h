// query/report/report.h
//
// The weekly coverage files: coverage_week.csv, one row a topic, and coverage_hits.csv, one row an article that is in at
// least one topic.
//
// Columns: docs/output.md#report.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "query/definitions.h"

namespace saola::query {

struct ReportOptions {
  IsoWeek week;
  Zone zone;                     // where the week is cut
  std::filesystem::path folder;  // made if absent
  bool force = false;            // replace files that are there
  bool byte_order_mark = true;
};

struct TopicCoverage {
  std::string topic;
  int version = 0;
  std::uint64_t articles = 0;
  std::uint64_t outlets = 0;  // distinct outlets of these articles
  std::uint64_t all_articles =
      0;                       // dated articles of the week, all outlets, whatever they are about
  std::uint64_t reviewed = 0;  // articles of the week on which people decided, yes or no
};

struct ReportSummary {
  std::filesystem::path week_file;
  std::filesystem::path hits_file;
  std::vector<TopicCoverage> topics;  // by id, also those with 0
  std::uint64_t hits = 0;             // articles in at least one topic
  std::vector<std::string> notes;     // for standard error
};

/// Counts one week and writes both files, each whole or not at all: a coverage_week.csv never stands beside the hits of
/// another writing.
/// @error  Code::refused when a file exists and force is false (neither is written); bad_input when a topic file could
///         not be read (a report without a topic would look whole); not_found (no index); locked (another report is being
///         written there); io.
[[nodiscard]] Result<ReportSummary> write_report(const ReportOptions& options,
                                                 const Sources& sources);

}  // namespace saola::query
