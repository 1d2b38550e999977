// indexer/extract/date_scanner.h
//
// Cuts a folded text into numbers, words and marks, and finds the dates and the times among them, each by itself.
//
// Source: the patterns of docs/vietnamese.md, "Dates"; ISO 8601-1:2019; RFC 5322, 3.3.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/date_text.h"

namespace saola::extract {

struct DateToken {
  enum class Kind { number, word, mark } kind;
  std::string_view text;
  long long value = 0;
  bool space_before = false;

  [[nodiscard]] bool is(char c) const { return kind == Kind::mark && text.front() == c; }
  [[nodiscard]] bool is_number(std::size_t least, std::size_t most) const {
    return kind == Kind::number && text.size() >= least && text.size() <= most;
  }
};

/// Tokens are views into `folded`, which must not move.
struct DateTokens {
  std::string folded;
  std::vector<DateToken> tokens;
};

struct CivilDay {
  int year = 0;
  int month = 0;
  int day = 0;
};

/// A date or a time of day, and where it stands.
struct DateItem {
  enum class Kind { date, time } kind;
  std::size_t first = 0;  // tokens [first, last)
  std::size_t last = 0;
  CivilDay civil;
  std::chrono::seconds clock{0};
  std::optional<std::chrono::minutes> offset;
  bool used = false;  // a time that some date has taken
};

/// Only the first 400 bytes are read.
[[nodiscard]] std::unique_ptr<const DateTokens> cut_date_text(std::string_view text);

/// All dates and times, in order, not overlapping.
[[nodiscard]] std::vector<DateItem> scan_dates(const std::vector<DateToken>& tokens,
                                               const DateHints& hints);

/// None when there is no such day, or it lies outside 1990 to 2100.
[[nodiscard]] std::optional<CivilDay> civil_day(long long year, long long month, long long day);

[[nodiscard]] std::chrono::local_seconds local_of(const CivilDay& day, std::chrono::seconds clock);

}  // namespace saola::extract
