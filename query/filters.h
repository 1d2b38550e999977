// query/filters.h
//
// Which articles are asked about beside the query: when they were published, by whom, in which language, on which topic.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace saola::query {

/// As typed on the command line.
struct FilterWords {
  std::string since = {};  // "2018", "2018-10", "2018-W41", "2018-10-06"; empty: no bound
  std::string until = {};
  std::string tz = kHomeZone;  // where days are cut
  std::vector<std::string> outlets = {};
  std::vector<std::string> languages = {};
  std::vector<std::string> topics = {};
  bool live = false;  // topics are asked as their files stand now (Definitions::live)
};

/// Values of one kind are joined by OR, kinds by AND.
struct Filters {
  std::optional<DayRange> since;  // articles from its first day on
  std::optional<DayRange> until;  // articles to its last day
  Zone zone;
  std::vector<std::string> outlets;
  std::vector<std::string> languages;
  std::vector<std::string> topics;
};

/// @param code  in any case. @error  Code::usage: no article can be in it; the hint names those that there are.
[[nodiscard]] Result<void> check_language(std::string_view code);

/// @error  Code::usage: not a period, since after until, an unknown zone or language; the message names the option.
[[nodiscard]] Result<Filters> make_filters(const FilterWords& words);

}  // namespace saola::query
