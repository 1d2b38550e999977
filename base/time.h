// base/time.h
//
// Time inside Saola is UTC in whole seconds. Days, ISO weeks and months are cut at the edge, in a named time zone
// (Asia/Ho_Chi_Minh unless the user says otherwise).
//
// Sources: ISO 8601-1:2019 (dates, weeks), RFC 3339, IANA time zone database through date/tz.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace saola {

using Instant = std::chrono::sys_seconds;
using Day = std::chrono::local_days;  // a civil day in some zone

/// Gives the present. Handed in, so that tests are exact.
using Clock = std::function<Instant()>;

/// The computer's clock, for main() alone.
[[nodiscard]] Clock system_clock();

/// A moment as a source wrote it: the instant, and the offset from UTC that stood beside it.
struct Timestamp {
  Instant utc;
  std::chrono::minutes offset{0};  // local = utc + offset; -14 h to +14 h

  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

/// "2018-10-06T21:15:00+07:00"; an offset of zero is written "+00:00".
[[nodiscard]] std::string to_iso(const Timestamp& time);

/// "2018-10-06T14:15:00Z"
[[nodiscard]] std::string to_iso(Instant time);

/// "20181006141500", for file names (WARC Guidelines, 14 digits, UTC).
[[nodiscard]] std::string to_14_digits(Instant time);

/// "2018-10-06"
[[nodiscard]] std::string to_iso(Day day);

/// An ISO 8601 date or date-time: "2018-10-06", "2018-10-06T21:15", "2018-10-06 21:15:00.123+0700", "...Z".
/// Without an offset, `default_offset` is taken; a date alone is its midnight.
///
/// @error  Code::bad_input, when a field is out of range or something follows.
[[nodiscard]] Result<Timestamp> parse_iso(std::string_view text,
                                          std::chrono::minutes default_offset);

/// A time zone of the IANA database. Immutable, copyable, thread-safe.
class Zone {
 public:
  /// @error  Code::not_found, when the database has no such name.
  [[nodiscard]] static Result<Zone> open(const std::string& name);

  [[nodiscard]] Day day_of(Instant time) const;
  [[nodiscard]] Timestamp at(Instant time) const;  // with the offset in force then
  [[nodiscard]] Instant midnight(Day day) const;   // the first second of the day
  [[nodiscard]] Timestamp from_local(std::chrono::local_seconds local) const;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  Zone(std::string name, const void* zone) : name_(std::move(name)), zone_(zone) {}
  std::string name_;
  const void* zone_;  // a date::time_zone, owned by the database for good; null: see Zone::open
};

inline constexpr const char* kHomeZone = "Asia/Ho_Chi_Minh";
inline constexpr std::chrono::minutes kHomeOffset{7 * 60};  // no daylight saving since 1975

/// An ISO week: Monday to Sunday; week 1 holds the year's first Thursday (ISO 8601-1:2019, 3.1.1.23).
struct IsoWeek {
  int year = 0;
  int week = 0;  // 1 to 53

  friend auto operator<=>(const IsoWeek&, const IsoWeek&) = default;
};

[[nodiscard]] IsoWeek iso_week_of(Day day);
[[nodiscard]] Day monday_of(IsoWeek week);
[[nodiscard]] std::string to_string(IsoWeek week);  // "2018-W41"

/// "2018-W41". @error Code::usage, also for a week 53 that the year does not have.
[[nodiscard]] Result<IsoWeek> parse_iso_week(std::string_view text);

/// Days from first to last, both included.
struct DayRange {
  Day first;
  Day last;

  friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// The days that a filter means: "2018", "2018-10", "2018-W41", "2018-10-06". @error Code::usage.
[[nodiscard]] Result<DayRange> parse_period(std::string_view text);

}  // namespace saola
