#include "base/time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>
#include <exception>

#include "base/digits.h"
#include "base/file.h"

namespace saola {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Reads fixed-width numbers from the front of a string, and stays failed once it failed.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int number(std::size_t width) {
    int value = 0;
    if (rest_.size() < width) return stop();
    const char* end = rest_.data() + width;
    const auto [at, error] = std::from_chars(rest_.data(), end, value);
    if (error != std::errc() || at != end || value < 0) return stop();
    rest_.remove_prefix(width);
    return value;
  }
  bool take(std::string_view any_of) {
    if (!ok_ || rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(std::string_view any_of) {
    if (!take(any_of)) ok_ = false;
  }
  void skip_digits() {
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') rest_.remove_prefix(1);
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  int stop() {
    ok_ = false;
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Day> read_day(Reader& in) {
  const int year = in.number(4);
  in.expect("-");
  const int month = in.number(2);
  in.expect("-");
  const int day = in.number(2);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!in.ok() || !date.ok()) return std::nullopt;
  return Day(date);
}

std::optional<seconds> read_time_of_day(Reader& in) {
  const int hour = in.number(2);
  in.expect(":");
  const int minute = in.number(2);
  int second = 0;
  if (in.take(":")) {
    second = in.number(2);
    if (in.take(".,")) in.skip_digits();
  }
  if (!in.ok() || hour > 24 || minute > 59 || second > 60) return std::nullopt;
  if (hour == 24 && (minute > 0 || second > 0)) return std::nullopt;
  return hours(hour) + minutes(minute) + seconds(second == 60 ? 59 : second);
}

/// "Z", "+07:00", "+0700", "+07"; none: `otherwise`.
std::optional<minutes> read_offset(Reader& in, minutes otherwise) {
  in.take(" ");
  if (in.done()) return otherwise;
  if (in.take("Zz")) return minutes(0);
  const bool west = in.next() == '-';
  in.expect("+-");
  const int hour = in.number(2);
  int minute = 0;
  if (in.take(":") || is_digit(in.next())) minute = in.number(2);
  const minutes offset = hours(hour) + minutes(minute);
  if (!in.ok() || minute > 59 || offset > hours(14)) return std::nullopt;
  return west ? -offset : offset;
}

std::string date_text(std::chrono::year_month_day date) {
  const int year{date.year()};
  const unsigned month{date.month()};
  const unsigned day{date.day()};
  if (year < 0 || year > 9999) return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  std::string text = "0000-00-00";
  put_digits(text, 3, static_cast<unsigned>(year));
  put_digits(text, 6, month);
  put_digits(text, 9, day);
  return text;
}

std::string local_text(seconds since_epoch) {
  const std::chrono::local_seconds local(since_epoch);
  const Day day = std::chrono::floor<days>(local);
  const std::chrono::hh_mm_ss clock(local - day);
  return fmt::format("{}T{:02}:{:02}:{:02}", to_iso(day), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

/// From when on the home zone has had kHomeOffset alone: 13 June 1975, and well clear of that day.
constexpr seconds kHomeSettled = Day(std::chrono::year(1976) / 1 / 1).time_since_epoch();

/// Whether it still has. The last line of a zone's file is the rule for all times after its last change (RFC 8536, 3.3).
bool is_home_settled() {
  const auto file = read_file("/usr/share/zoneinfo/Asia/Ho_Chi_Minh");
  return file && file->starts_with("TZif") && file->ends_with("\n<+07>-7\n");
}

/// @param zone  as Zone holds it; null: the home zone, settled.
const date::time_zone& zone_of(const void* zone) {
  return zone == nullptr ? *date::locate_zone(kHomeZone)
                         : *static_cast<const date::time_zone*>(zone);
}

}  // namespace

Clock system_clock() {
  return [] { return std::chrono::floor<seconds>(std::chrono::system_clock::now()); };
}

std::string to_iso(const Timestamp& time) {
  const auto offset = time.offset.count();
  const auto size = offset < 0 ? -offset : offset;
  return fmt::format("{}{}{:02}:{:02}", local_text((time.utc + time.offset).time_since_epoch()),
                     offset < 0 ? '-' : '+', size / 60, size % 60);
}

std::string to_iso(Instant time) { return local_text(time.time_since_epoch()) + "Z"; }

std::string to_14_digits(Instant time) {
  std::string digits;
  for (char c : to_iso(time)) {
    if (is_digit(c)) digits.push_back(c);
  }
  return digits;
}

std::string to_iso(Day day) { return date_text(std::chrono::year_month_day(day)); }

Result<Timestamp> parse_iso(std::string_view text, minutes default_offset) {
  const auto wrong = [&] {
    return fail(Code::bad_input, fmt::format("\"{}\" is not an ISO 8601 date or time", text),
                "write it as 2018-10-06 or 2018-10-06T21:15:00+07:00");
  };
  Reader in(text);
  const auto day = read_day(in);
  if (!day) return wrong();
  seconds time{0};
  minutes offset = default_offset;
  if (!in.done()) {
    in.expect("T t");
    const auto clock = read_time_of_day(in);
    const auto zone = clock ? read_offset(in, default_offset) : std::nullopt;
    if (!zone || !in.ok() || !in.done()) return wrong();
    time = *clock;
    offset = *zone;
  }
  return Timestamp{Instant(day->time_since_epoch() + time - offset), offset};
}

// The database looks at all its files when it is first asked, which takes longer than a short question to answer. What is
// known of the home zone, which all but every question is of, does without it.
Result<Zone> Zone::open(const std::string& name) {
  try {
    if (name == kHomeZone && is_home_settled()) return Zone(name, nullptr);
    const auto* const zone = date::locate_zone(name);
    (void)zone->get_info(date::sys_seconds{});  // reads its file, which throws when it is none
    return Zone(name, zone);
  } catch (const std::exception&) {
    return fail(
        Code::not_found, fmt::format("there is no time zone \"{}\"", name),
        "use a name of the IANA database such as Asia/Ho_Chi_Minh; the package tzdata holds it");
  }
}

Timestamp Zone::at(Instant time) const {
  if (zone_ == nullptr && time.time_since_epoch() >= kHomeSettled) return {time, kHomeOffset};
  const auto found = zone_of(zone_).get_info(time);
  return {time, std::chrono::duration_cast<minutes>(found.offset)};
}

Day Zone::day_of(Instant time) const {
  const Timestamp here = at(time);
  return Day(std::chrono::floor<days>(here.utc + here.offset).time_since_epoch());
}

Instant Zone::midnight(Day day) const {
  return from_local(std::chrono::local_seconds(day.time_since_epoch())).utc;
}

Timestamp Zone::from_local(std::chrono::local_seconds local) const {
  if (zone_ == nullptr && local.time_since_epoch() >= kHomeSettled) {
    return {Instant(local.time_since_epoch() - kHomeOffset), kHomeOffset};
  }
  const date::local_seconds wanted(local.time_since_epoch());
  const auto utc = zone_of(zone_).to_sys(wanted, date::choose::earliest);
  return at(Instant(std::chrono::floor<seconds>(utc).time_since_epoch()));
}

}  // namespace saola
