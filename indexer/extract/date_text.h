// indexer/extract/date_text.h
//
// Dates and times as people and programs print them, in Vietnamese and the languages news sites use: finds all in a short
// text, and in a URL.
//
// Sources: docs/vietnamese.md, "Dates" (day first, 24 hours with PM, "GMT+7", two-digit years, months in words);
// ISO 8601-1:2019; RFC 5322, 3.3; CLDR month names.

#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace saola::extract {

struct DateHints {
  std::chrono::minutes default_offset{0};  // where none is written
  bool home = false;                       // a Vietnamese page: UTC is shown at +07:00
  bool month_first = false;                // 03/05/2018 is 5 March
  std::optional<Instant> now;  // for "2 giờ trước"; none: relative times are not read
  std::optional<std::chrono::local_days>
      latest;  // for "12/6", the latest such day up to it; none: days without a year are not read
};

struct FoundDate {
  std::chrono::local_seconds local;  // midnight when has_time is false
  bool has_time = false;
  std::optional<std::chrono::minutes> offset;  // as written
  bool relative = false;

  /// The moment, with the written offset or the default one; home pages show UTC at +07:00.
  [[nodiscard]] Timestamp at(const DateHints& hints) const;
};

/// Every date in `text`, in order. Only years from 1990 to 2100 are found.
/// @param text  UTF-8; only the first 400 bytes are read.
[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view text, const DateHints& hints);

/// The first one.
[[nodiscard]] std::optional<FoundDate> find_date(std::string_view text, const DateHints& hints);

/// A machine's field (JSON-LD, meta, datetime): as find_date, and "20161121", "20161121103245", seconds since 1970.
[[nodiscard]] std::optional<FoundDate> parse_date_field(std::string_view text,
                                                        const DateHints& hints);

/// A date in a URL's path: "-20250919211145294.htm" (local time), "/2019/04/03/", "/20150323/", "/2024/feb/24/".
[[nodiscard]] std::optional<FoundDate> date_in_url(std::string_view url);

}  // namespace saola::extract
