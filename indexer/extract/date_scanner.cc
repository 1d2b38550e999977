#include "indexer/extract/date_scanner.h"

#include <algorithm>
#include <charconv>

#include "indexer/extract/date_words.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxBytes = 400;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
 public:
  Scanner(const std::vector<DateToken>& tokens, const DateHints& hints)
      : t_(tokens), hints_(hints) {}

  std::vector<DateItem> items() {
    std::vector<DateItem> found;
    for (at_ = 0; at_ < t_.size();) {
      DateItem item;
      item.first = at_;
      if (date(item) || time(item)) {
        found.push_back(item);
        at_ = item.last;
      } else {
        ++at_;
      }
    }
    return found;
  }

 private:
  [[nodiscard]] const DateToken* peek(std::size_t ahead) const {
    return at_ + ahead < t_.size() ? &t_[at_ + ahead] : nullptr;
  }
  [[nodiscard]] bool mark(std::size_t ahead, char c) const {
    const DateToken* token = peek(ahead);
    return token != nullptr && token->is(c);
  }
  [[nodiscard]] bool number(std::size_t ahead, std::size_t least, std::size_t most) const {
    const DateToken* token = peek(ahead);
    return token != nullptr && token->is_number(least, most);
  }
  [[nodiscard]] bool word(std::size_t ahead, std::string_view w) const {
    const DateToken* token = peek(ahead);
    return token != nullptr && token->kind == DateToken::Kind::word && token->text == w;
  }
  [[nodiscard]] long long value(std::size_t ahead) const { return t_[at_ + ahead].value; }

  bool date(DateItem& item) {
    item.kind = DateItem::Kind::date;
    return year_first(item) || numeric(item) || day_month_word(item) || month_word_day(item);
  }

  bool accept(DateItem& item, std::optional<CivilDay> date, std::size_t tokens) {
    if (!date) return false;
    item.civil = *date;
    item.last = at_ + tokens;
    return true;
  }

  bool year_first(DateItem& item) {
    if (!number(0, 4, 4)) return false;
    if (word(1, "年") && number(2, 1, 2) && word(3, "月") && number(4, 1, 2))
      return accept(item, civil_day(value(0), value(2), value(4)), 6 <= t_.size() - at_ ? 6 : 5);
    for (const char separator : {'-', '/', '.'})
      if (mark(1, separator) && number(2, 1, 2) && mark(3, separator) && number(4, 1, 2))
        return accept(item, civil_day(value(0), value(2), value(4)), 5);
    return false;
  }

  bool numeric(DateItem& item) {
    if (!number(0, 1, 2)) return false;
    for (const char separator : {'/', '-', '.'}) {
      if (!mark(1, separator) || !number(2, 1, 2) || !mark(3, separator)) continue;
      if (!number(4, 4, 4) &&
          !(number(4, 2, 2) && !t_[at_ + 4].space_before && !t_[at_ + 2].space_before))
        continue;
      if (mark(5, ':') && number(4, 2, 2)) continue;  // "5.12.16:40": no year
      const long long written = value(4);
      const long long year =
          t_[at_ + 4].text.size() == 4 ? written : written + (written < 70 ? 2000 : 1900);
      const bool swap = value(2) > 12 || (hints_.month_first && value(0) <= 12);
      return accept(
          item, swap ? civil_day(year, value(0), value(2)) : civil_day(year, value(2), value(0)),
          5);
    }
    return false;
  }

  // A month at `ahead`: a word, or "tháng" and a number or a Vietnamese numeral. Returns tokens taken, 0 for none.
  std::size_t month(std::size_t ahead, int& month) const {
    const DateToken* token = peek(ahead);
    if (token == nullptr || token->kind != DateToken::Kind::word) return 0;
    if (token->text == "thang" || token->text == "thg" || token->text == "th") {
      if (number(ahead + 1, 1, 2)) {
        month = static_cast<int>(value(ahead + 1));
        return 2;
      }
      const DateToken* first = peek(ahead + 1);
      const DateToken* second = peek(ahead + 2);
      if (first == nullptr || first->kind != DateToken::Kind::word) return 0;
      if (second != nullptr && second->kind == DateToken::Kind::word) {
        month = vietnamese_month(std::string(first->text) + " " + std::string(second->text));
        if (month > 0) return 3;
      }
      month = vietnamese_month(first->text);
      return month > 0 ? 2 : 0;
    }
    month = month_of_word(token->text);
    return month > 0 ? 1 : 0;
  }

  std::size_t skip_between(std::size_t ahead) const {
    std::size_t skipped = 0;
    while (skipped < 3) {
      const DateToken* token = peek(ahead + skipped);
      if (token == nullptr) break;
      const bool filler = token->is(',') || token->is('.') || token->is('-') || token->is('/') ||
                          (token->kind == DateToken::Kind::word && is_date_filler(token->text));
      if (!filler) break;
      ++skipped;
    }
    return skipped;
  }

  bool day_month_word(DateItem& item) {
    if (!number(0, 1, 2)) return false;
    std::size_t ahead = 1 + skip_between(1);
    int month_number = 0;
    const std::size_t taken = month(ahead, month_number);
    if (taken == 0) return false;
    ahead += taken;
    ahead += skip_between(ahead);
    if (!number(ahead, 4, 4)) return false;
    return accept(item, civil_day(value(ahead), month_number, value(0)), ahead + 1);
  }

  bool month_word_day(DateItem& item) {
    int month_number = 0;
    std::size_t ahead = month(0, month_number);
    if (ahead == 0) return false;
    ahead += skip_between(ahead);
    if (number(ahead, 6, 6))  // "Apr 042013": day and year parted by style alone
      return accept(item, civil_day(value(ahead) % 10000, month_number, value(ahead) / 10000),
                    ahead + 1);
    if (!number(ahead, 1, 2)) return false;
    const long long day = value(ahead);
    ++ahead;
    ahead += skip_between(ahead);
    if (!number(ahead, 4, 4)) return false;
    return accept(item, civil_day(value(ahead), month_number, day), ahead + 1);
  }

  bool time(DateItem& item) {
    item.kind = DateItem::Kind::time;
    if (!number(0, 1, 2) || value(0) > 24) return false;
    long long hour = value(0);
    long long minute = 0;
    long long second = 0;
    std::size_t ahead = 0;
    if (mark(1, ':') && number(2, 1, 2)) {
      minute = value(2);
      ahead = 3;
      if (mark(3, ':') && number(4, 1, 2)) {
        second = value(4);
        ahead = 5;
        if ((mark(5, '.') || mark(5, ',')) && number(6, 1, 9) && !t_[at_ + 6].space_before)
          ahead = 7;
      }
    } else if ((word(1, "h") || word(1, "gio") || word(1, "g")) && number(2, 1, 2)) {
      minute = value(2);
      ahead = 3;
    } else if ((mark(1, '.')) && number(2, 2, 2) &&
               (word(3, "uhr") || word(3, "am") || word(3, "pm"))) {
      minute = value(2);
      ahead = word(3, "uhr") ? 4 : 3;
    } else {
      return false;
    }
    if (mark(ahead, '\'')) ++ahead;
    ahead = half_day(ahead, hour);
    if (hour > 23 || minute > 59 || second > 60) return false;
    item.clock = std::chrono::hours(hour) + minutes(minute) + seconds(std::min(second, 59LL));
    item.last = at_ + ahead;
    offset(item);
    return true;
  }

  // "PM", "CH": a 24-hour clock with a marker keeps its hour.
  std::size_t half_day(std::size_t ahead, long long& hour) const {
    const bool dotted =
        (word(ahead, "a") || word(ahead, "p")) && mark(ahead + 1, '.') && word(ahead + 2, "m");
    const bool before = word(ahead, "am") || word(ahead, "sa") || (dotted && word(ahead, "a"));
    const bool after = word(ahead, "pm") || word(ahead, "ch") || (dotted && word(ahead, "p"));
    if (!before && !after) return ahead;
    if (after && hour < 12) hour += 12;
    if (before && hour == 12) hour = 0;
    return ahead + (!dotted ? 1 : mark(ahead + 3, '.') ? 4 : 3);
  }

  void offset(DateItem& item) {
    std::size_t i = item.last;
    if (i < t_.size() && t_[i].is('(')) ++i;
    if (i >= t_.size()) return;
    if (t_[i].kind == DateToken::Kind::word) {
      const std::optional<minutes> zone = zone_of_word(t_[i].text);
      if (!zone) return;
      item.offset = zone;
      item.last = i + 1;
      if (*zone != 0min || t_[i].text == "z") return;
      ++i;
    }
    signed_offset(item, i);
  }

  // "+7", "+07", "+0700", "+07:00" at token i.
  void signed_offset(DateItem& item, std::size_t i) {
    if (i + 1 >= t_.size() || !(t_[i].is('+') || t_[i].is('-'))) return;
    const DateToken& digits = t_[i + 1];
    if (!digits.is_number(1, 4) || digits.space_before) return;
    const bool dash_after_space = t_[i].is('-') && t_[i].space_before && digits.text.size() != 4;
    if (dash_after_space && !item.offset) return;
    long long total =
        digits.text.size() > 2 ? digits.value / 100 * 60 + digits.value % 100 : digits.value * 60;
    item.last = i + 2;
    if (i + 3 < t_.size() && t_[i + 2].is(':') && t_[i + 3].is_number(2, 2) &&
        digits.text.size() <= 2) {
      total += t_[i + 3].value;
      item.last = i + 4;
    }
    if (total > 14 * 60) return;
    item.offset = minutes(t_[i].is('-') ? -total : total);
  }

  const std::vector<DateToken>& t_;
  const DateHints& hints_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<const DateTokens> cut_date_text(std::string_view raw) {
  auto owned = std::make_unique<DateTokens>();
  DateTokens& out = *owned;
  out.folded = text::fold(raw.substr(0, kMaxBytes));
  const std::string_view all = out.folded;
  bool space = false;
  for (std::size_t i = 0; i < all.size();) {
    if (all[i] == ' ' || all[i] == '\n' || all[i] == '\t') {
      space = true;
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    DateToken token{DateToken::Kind::mark, {}, 0, space};
    if (is_digit(all[i])) {
      while (end < all.size() && is_digit(all[end])) ++end;
      token.kind = DateToken::Kind::number;
      std::from_chars(all.data() + i, all.data() + std::min(end, i + 18), token.value);
    } else if (is_word_byte(all[i])) {
      while (end < all.size() && is_word_byte(all[end])) ++end;
      token.kind = DateToken::Kind::word;
    }
    token.text = all.substr(i, end - i);
    out.tokens.push_back(token);
    space = false;
    i = end;
  }
  return owned;
}

std::optional<CivilDay> civil_day(long long year, long long month, long long day) {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year(static_cast<int>(year)),
                                        std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return std::nullopt;
  return CivilDay{static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)};
}

std::chrono::local_seconds local_of(const CivilDay& date, seconds clock) {
  const std::chrono::year_month_day ymd{std::chrono::year(date.year),
                                        std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day))};
  return std::chrono::local_seconds(std::chrono::local_days(ymd)) + clock;
}

std::vector<DateItem> scan_dates(const std::vector<DateToken>& tokens, const DateHints& hints) {
  return Scanner(tokens, hints).items();
}

}  // namespace saola::extract
