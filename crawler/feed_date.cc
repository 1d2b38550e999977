#include "crawler/feed_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include "crawler/ascii.h"

namespace saola::crawler {
namespace {

using std::chrono::minutes;

struct Number {
  std::int64_t value = 0;
  std::size_t digits = 0;
};

// What a text holds, sorted by kind; the order of the day numbers is kept.
struct Parts {
  std::vector<Number> numbers;  // of the day, month and year
  int month = 0;                // by name
  bool month_came_first = false;
  std::optional<std::chrono::seconds> clock;
  int meridiem = 0;  // 1 AM, 2 PM
  std::optional<minutes> offset;
};

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

struct NamedZone {
  std::string_view name;
  int hours;
};
constexpr std::array<NamedZone, 13> kZones = {{{"z", 0},
                                               {"gmt", 0},
                                               {"utc", 0},
                                               {"ut", 0},
                                               {"ict", 7},
                                               {"est", -5},
                                               {"edt", -4},
                                               {"cst", -6},
                                               {"cdt", -5},
                                               {"mst", -7},
                                               {"mdt", -6},
                                               {"pst", -8},
                                               {"pdt", -7}}};

// Goes once over the text and fills Parts.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<Parts> scan() {
    while (at_ < text_.size() && is_good_) {
      const char c = text_[at_];
      if (is_ascii_digit(c)) {
        digits();
      } else if (is_word_char(c)) {
        word();
      } else if (begins_offset(c)) {
        offset();
      } else {
        ++at_;
      }
    }
    if (!is_good_) return std::nullopt;
    return std::move(parts_);
  }

 private:
  static bool is_word_char(char c) {
    return is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
  }
  [[nodiscard]] bool is_digit_at(std::size_t at) const {
    return at < text_.size() && is_ascii_digit(text_[at]);
  }

  // A minus before the date is whole parts its numbers: "05:20 23-08-2026".
  [[nodiscard]] bool begins_offset(char c) const {
    if (!parts_.clock || !is_digit_at(at_ + 1)) return false;
    const bool has_date = parts_.numbers.size() >= (parts_.month != 0 ? 2U : 3U);
    return c == '+' || (c == '-' && has_date);
  }

  Number number(std::size_t most_digits = 14) {
    Number out;
    while (is_digit_at(at_) && out.digits < most_digits) {
      out.value = out.value * 10 + (text_[at_++] - '0');
      ++out.digits;
    }
    return out;
  }

  void digits() {
    const Number first = number();
    if (at_ < text_.size() && text_[at_] == ':' && is_digit_at(at_ + 1) && !parts_.clock) {
      clock(first);
    } else if (first.digits == 8 || first.digits == 14) {
      compact(first);
    } else {
      parts_.numbers.push_back(first);
    }
  }

  void clock(Number hour) {
    ++at_;
    const Number minute = number();
    Number second;
    if (at_ < text_.size() && text_[at_] == ':' && is_digit_at(at_ + 1)) {
      ++at_;
      second = number();
      if (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == ',') && is_digit_at(at_ + 1)) {
        ++at_;
        number();  // fractions of a second
      }
    }
    set_clock(hour.value, minute.value, second.value);
  }

  void set_clock(std::int64_t hour, std::int64_t minute, std::int64_t second) {
    is_good_ = hour <= 24 && minute <= 59 && second <= 60 && (hour < 24 || minute + second == 0);
    parts_.clock =
        std::chrono::seconds(hour * 3600 + minute * 60 + std::min<std::int64_t>(second, 59));
  }

  // "20260823" or "20260823T052000" without marks.
  void compact(Number all) {
    std::int64_t day = all.value;
    if (all.digits == 14) {
      set_clock(day % 1'000'000 / 10'000, day % 10'000 / 100, day % 100);
      day /= 1'000'000;
    } else if (at_ < text_.size() && text_[at_] == 'T' && is_digit_at(at_ + 1)) {
      ++at_;
      const Number time = number();
      is_good_ = time.digits == 6;
      if (is_good_) set_clock(time.value / 10'000, time.value % 10'000 / 100, time.value % 100);
    }
    parts_.numbers.insert(parts_.numbers.end(),
                          {{day / 10'000, 4}, {day / 100 % 100, 2}, {day % 100, 2}});
  }

  void word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word_char(text_[at_]) && !is_space_here()) ++at_;
    if (at_ == start) {  // one of the Unicode spaces
      at_ += text_.substr(at_).starts_with("\xC2\xA0") ? 2 : 3;
      return;
    }
    take_word(ascii_lower(text_.substr(start, at_ - start)));
  }

  // U+00A0, U+202F, U+2009, U+200E, U+200F, U+3000, U+FEFF
  [[nodiscard]] bool is_space_here() const {
    const std::string_view rest = text_.substr(at_);
    for (const char* space : {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x8E",
                              "\xE2\x80\x8F", "\xE3\x80\x80", "\xEF\xBB\xBF"}) {
      if (rest.starts_with(space)) return true;
    }
    return false;
  }

  void take_word(const std::string& word) {
    if (word == "am" || word == "sa" || word == "a") parts_.meridiem = 1;
    if (word == "pm" || word == "ch" || word == "p") parts_.meridiem = 2;
    if (word == "thứ" || word == "Thứ") skip_number();  // "Thứ 5": the day's name
    if (word == "tháng" || word == "Tháng" || word == "thg") return named_month_number();
    for (std::size_t i = 0; i < kMonths.size() && word.size() >= 3 && parts_.month == 0; ++i) {
      if (word.starts_with(kMonths[i])) set_month(static_cast<int>(i) + 1);
    }
    if (!parts_.clock || parts_.offset) return;
    for (const NamedZone& zone : kZones) {
      if (word == zone.name) parts_.offset = minutes(zone.hours * 60);
    }
    const bool has_more = at_ + 1 < text_.size() && (text_[at_] == '+' || text_[at_] == '-');
    if (parts_.offset == minutes(0) && has_more && is_digit_at(at_ + 1)) offset();  // "GMT+7"
  }

  void set_month(int month) {
    parts_.month = month;
    parts_.month_came_first = parts_.numbers.empty();
  }

  void skip_number() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    number();
  }

  void named_month_number() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (is_digit_at(at_)) set_month(static_cast<int>(number().value));
  }

  void offset() {
    const int sign = text_[at_++] == '-' ? -1 : 1;
    const Number first = number();
    std::int64_t hours = first.value;
    std::int64_t rest = 0;
    if (first.digits >= 3) {
      hours = first.value / 100;
      rest = first.value % 100;
    } else if (at_ < text_.size() && text_[at_] == ':' && is_digit_at(at_ + 1)) {
      ++at_;
      rest = number().value;
    }
    is_good_ = hours <= 14 && rest < 60;
    parts_.offset = minutes(sign * (hours * 60 + rest));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Parts parts_;
  bool is_good_ = true;
};

int full_year(Number year) {
  const int value = static_cast<int>(year.value);
  if (year.digits > 2) return value;
  return value < 70 ? 2000 + value : 1900 + value;
}

bool is_year_first(const std::vector<Number>& numbers) { return numbers.front().digits == 4; }

std::optional<std::chrono::year_month_day> make_day(int year, std::int64_t month,
                                                    std::int64_t day) {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1970 || year > 2199)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<std::chrono::year_month_day> day_with_named_month(const Parts& parts) {
  if (parts.numbers.size() < 2) return std::nullopt;
  const bool year_leads = is_year_first(parts.numbers);
  const Number day = parts.numbers[year_leads ? 1 : 0];
  const Number year = parts.numbers[year_leads ? 0 : 1];
  return make_day(full_year(year), parts.month, day.value);
}

std::optional<std::chrono::year_month_day> day_of(const Parts& parts, DateOrder order) {
  if (parts.month != 0) return day_with_named_month(parts);
  if (parts.numbers.size() < 3) return std::nullopt;
  const auto& n = parts.numbers;
  if (is_year_first(n)) return make_day(full_year(n[0]), n[1].value, n[2].value);
  bool month_leads =
      order == DateOrder::month_first || (order == DateOrder::unknown && parts.meridiem != 0);
  if (n[0].value > 12) month_leads = false;
  if (n[1].value > 12) month_leads = true;
  const auto& month = month_leads ? n[0] : n[1];
  const auto& day = month_leads ? n[1] : n[0];
  return make_day(full_year(n[2]), month.value, day.value);
}

std::chrono::seconds clock_of(const Parts& parts) {
  using std::chrono::hours;
  const std::chrono::seconds clock = parts.clock.value_or(std::chrono::seconds(0));
  if (parts.meridiem == 2 && clock < hours(12)) return clock + hours(12);
  if (parts.meridiem == 1 && clock >= hours(12) && clock < hours(13)) return clock - hours(12);
  return clock;
}

// "1787415850" or "1787415850121": seconds or milliseconds since 1970.
std::optional<Timestamp> from_epoch(std::string_view text) {
  if (text.size() != 10 && text.size() != 13) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (text.size() == 13) value /= 1000;
  return Timestamp{Instant(std::chrono::seconds(value)), kHomeOffset};
}

}  // namespace

DateOrder guess_date_order(std::span<const std::string> texts) {
  bool has_day_first = false;
  bool has_month_first = false;
  for (const std::string& text : texts) {
    const auto parts = Scanner(text).scan();
    if (!parts || parts->month != 0 || parts->numbers.size() < 3) continue;
    if (is_year_first(parts->numbers)) continue;
    has_day_first = has_day_first || parts->numbers[0].value > 12;
    has_month_first = has_month_first || parts->numbers[1].value > 12;
  }
  if (has_day_first == has_month_first) return DateOrder::unknown;
  return has_day_first ? DateOrder::day_first : DateOrder::month_first;
}

std::optional<Timestamp> parse_feed_date(std::string_view text, DateOrder order) {
  text = ascii_trimmed(text);
  if (const auto epoch = from_epoch(text)) return epoch;
  const auto parts = Scanner(text).scan();
  if (!parts) return std::nullopt;
  const auto day = day_of(*parts, order);
  if (!day) return std::nullopt;
  const minutes offset = parts->offset.value_or(kHomeOffset);
  const Instant utc = Instant(std::chrono::sys_days(*day)) + clock_of(*parts) - offset;
  return Timestamp{utc, offset};
}

}  // namespace saola::crawler
