#include "indexer/extract/date_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "indexer/extract/date_words.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxBytes = 400;
constexpr std::size_t kMaxGap = 6;  // tokens between a date and its time: ", Thứ hai, ngày"

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

struct Token {
  enum class Kind { number, word, mark } kind;
  std::string_view text;
  long long value = 0;
  bool space_before = false;

  [[nodiscard]] bool is(char c) const { return kind == Kind::mark && text.front() == c; }
  [[nodiscard]] bool is_number(std::size_t least, std::size_t most) const {
    return kind == Kind::number && text.size() >= least && text.size() <= most;
  }
};

struct Cut {
  std::string folded;
  std::vector<Token> tokens;
};

Cut cut(std::string_view raw) {
  Cut out;
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
    Token token{Token::Kind::mark, {}, 0, space};
    if (is_digit(all[i])) {
      while (end < all.size() && is_digit(all[end])) ++end;
      token.kind = Token::Kind::number;
      std::from_chars(all.data() + i, all.data() + std::min(end, i + 18), token.value);
    } else if (is_word_byte(all[i])) {
      while (end < all.size() && is_word_byte(all[end])) ++end;
      token.kind = Token::Kind::word;
    }
    token.text = all.substr(i, end - i);
    out.tokens.push_back(token);
    space = false;
    i = end;
  }
  return out;
}

struct Civil {
  int year = 0;
  int month = 0;
  int day = 0;
};

struct Item {
  enum class Kind { date, time } kind;
  std::size_t first = 0;  // tokens [first, last)
  std::size_t last = 0;
  Civil civil;
  seconds clock{0};
  std::optional<minutes> offset;
  bool used = false;
};

std::optional<Civil> civil(long long year, long long month, long long day) {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year(static_cast<int>(year)),
                                        std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return std::nullopt;
  return Civil{static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)};
}

std::chrono::local_seconds local_of(const Civil& date, seconds clock) {
  const std::chrono::year_month_day ymd{std::chrono::year(date.year),
                                        std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day))};
  return std::chrono::local_seconds(std::chrono::local_days(ymd)) + clock;
}

class Scanner {
 public:
  Scanner(const std::vector<Token>& tokens, const DateHints& hints) : t_(tokens), hints_(hints) {}

  std::vector<Item> items() {
    std::vector<Item> found;
    for (at_ = 0; at_ < t_.size();) {
      Item item;
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
  [[nodiscard]] const Token* peek(std::size_t ahead) const {
    return at_ + ahead < t_.size() ? &t_[at_ + ahead] : nullptr;
  }
  [[nodiscard]] bool mark(std::size_t ahead, char c) const {
    const Token* token = peek(ahead);
    return token != nullptr && token->is(c);
  }
  [[nodiscard]] bool number(std::size_t ahead, std::size_t least, std::size_t most) const {
    const Token* token = peek(ahead);
    return token != nullptr && token->is_number(least, most);
  }
  [[nodiscard]] bool word(std::size_t ahead, std::string_view w) const {
    const Token* token = peek(ahead);
    return token != nullptr && token->kind == Token::Kind::word && token->text == w;
  }
  [[nodiscard]] long long value(std::size_t ahead) const { return t_[at_ + ahead].value; }

  bool date(Item& item) {
    item.kind = Item::Kind::date;
    return year_first(item) || numeric(item) || day_month_word(item) || month_word_day(item);
  }

  bool accept(Item& item, std::optional<Civil> date, std::size_t tokens) {
    if (!date) return false;
    item.civil = *date;
    item.last = at_ + tokens;
    return true;
  }

  bool year_first(Item& item) {
    if (!number(0, 4, 4)) return false;
    if (word(1, "年") && number(2, 1, 2) && word(3, "月") && number(4, 1, 2))
      return accept(item, civil(value(0), value(2), value(4)), 6 <= t_.size() - at_ ? 6 : 5);
    for (const char separator : {'-', '/', '.'})
      if (mark(1, separator) && number(2, 1, 2) && mark(3, separator) && number(4, 1, 2))
        return accept(item, civil(value(0), value(2), value(4)), 5);
    return false;
  }

  bool numeric(Item& item) {
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
      return accept(item, swap ? civil(year, value(0), value(2)) : civil(year, value(2), value(0)),
                    5);
    }
    return false;
  }

  // A month at `ahead`: a word, or "tháng" and a number or a Vietnamese numeral. Returns tokens taken, 0 for none.
  std::size_t month(std::size_t ahead, int& month) const {
    const Token* token = peek(ahead);
    if (token == nullptr || token->kind != Token::Kind::word) return 0;
    if (token->text == "thang" || token->text == "thg" || token->text == "th") {
      if (number(ahead + 1, 1, 2)) {
        month = static_cast<int>(value(ahead + 1));
        return 2;
      }
      const Token* first = peek(ahead + 1);
      const Token* second = peek(ahead + 2);
      if (first == nullptr || first->kind != Token::Kind::word) return 0;
      if (second != nullptr && second->kind == Token::Kind::word) {
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
      const Token* token = peek(ahead + skipped);
      if (token == nullptr) break;
      const bool filler = token->is(',') || token->is('.') || token->is('-') || token->is('/') ||
                          (token->kind == Token::Kind::word && is_date_filler(token->text));
      if (!filler) break;
      ++skipped;
    }
    return skipped;
  }

  bool day_month_word(Item& item) {
    if (!number(0, 1, 2)) return false;
    std::size_t ahead = 1 + skip_between(1);
    int month_number = 0;
    const std::size_t taken = month(ahead, month_number);
    if (taken == 0) return false;
    ahead += taken;
    ahead += skip_between(ahead);
    if (!number(ahead, 4, 4)) return false;
    return accept(item, civil(value(ahead), month_number, value(0)), ahead + 1);
  }

  bool month_word_day(Item& item) {
    int month_number = 0;
    std::size_t ahead = month(0, month_number);
    if (ahead == 0) return false;
    ahead += skip_between(ahead);
    if (!number(ahead, 1, 2)) return false;
    const long long day = value(ahead);
    ++ahead;
    ahead += skip_between(ahead);
    if (!number(ahead, 4, 4)) return false;
    return accept(item, civil(value(ahead), month_number, day), ahead + 1);
  }

  bool time(Item& item) {
    item.kind = Item::Kind::time;
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

  void offset(Item& item) {
    std::size_t i = item.last;
    if (i < t_.size() && t_[i].is('(')) ++i;
    if (i >= t_.size()) return;
    if (t_[i].kind == Token::Kind::word) {
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
  void signed_offset(Item& item, std::size_t i) {
    if (i + 1 >= t_.size() || !(t_[i].is('+') || t_[i].is('-'))) return;
    const Token& digits = t_[i + 1];
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

  const std::vector<Token>& t_;
  const DateHints& hints_;
  std::size_t at_ = 0;
};

// The time that belongs to dates[d]: behind it, or before it where times come first.
Item* time_of(std::vector<Item>& items, std::size_t d) {
  const bool times_first = items.front().kind == Item::Kind::time;
  Item* after = nullptr;
  Item* before = nullptr;
  if (d + 1 < items.size() && items[d + 1].kind == Item::Kind::time && !items[d + 1].used &&
      items[d + 1].first - items[d].last <= kMaxGap)
    after = &items[d + 1];
  if (d > 0 && items[d - 1].kind == Item::Kind::time && !items[d - 1].used &&
      items[d].first - items[d - 1].last <= kMaxGap + 2)
    before = &items[d - 1];
  if (after != nullptr && before != nullptr) return times_first ? before : after;
  return after != nullptr ? after : before;
}

// "(GMT+7)" behind the date, when the time came first.
void offset_behind(const std::vector<Token>& tokens, std::size_t at, Item& time) {
  while (at < tokens.size() && (tokens[at].is('(') || tokens[at].is(',') || tokens[at].is('-')))
    ++at;
  if (time.offset || at + 2 >= tokens.size() || tokens[at].kind != Token::Kind::word) return;
  if ((tokens[at].text != "gmt" && tokens[at].text != "utc") || !tokens[at + 1].is('+')) return;
  if (tokens[at + 2].is_number(1, 2)) time.offset = minutes(tokens[at + 2].value * 60);
}

std::optional<FoundDate> relative_date(const std::vector<Token>& tokens, const DateHints& hints) {
  if (!hints.now) return std::nullopt;
  const auto local =
      std::chrono::local_seconds((*hints.now + hints.default_offset).time_since_epoch());
  FoundDate found;
  found.relative = true;
  found.offset = hints.default_offset;
  found.has_time = true;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const seconds unit = unit_of_word(tokens[i + 1].text);
    const bool ago = tokens[i + 2].text == "truoc" || tokens[i + 2].text == "ago";
    if (tokens[i].kind != Token::Kind::number || unit == 0s || !ago || tokens[i].value > 1000)
      continue;
    found.local = local - tokens[i].value * unit;
    return found;
  }
  if (tokens.size() < 2 || tokens[0].text != "hom") return std::nullopt;
  const int days = tokens[1].text == "qua"   ? 1
                   : tokens[1].text == "kia" ? 2
                   : tokens[1].text == "nay" ? 0
                                             : -1;
  if (days < 0) return std::nullopt;
  const std::vector<Item> items = Scanner(tokens, hints).items();
  found.has_time = items.size() == 1 && items[0].kind == Item::Kind::time;
  found.local = std::chrono::floor<std::chrono::days>(local) - std::chrono::days(days) +
                (found.has_time ? items[0].clock : 0s);
  return found;
}

std::optional<FoundDate> from_digits(std::string_view digits) {
  const auto part = [&](std::size_t from, std::size_t count) {
    long long value = 0;
    std::from_chars(digits.data() + from, digits.data() + from + count, value);
    return value;
  };
  if (digits.size() < 8) return std::nullopt;
  const std::optional<Civil> date = civil(part(0, 4), part(4, 2), part(6, 2));
  if (!date) return std::nullopt;
  FoundDate found;
  found.local = local_of(*date, 0s);
  if (digits.size() < 12) return found;
  const long long second = digits.size() >= 14 ? part(12, 2) : 0;
  if (part(8, 2) > 23 || part(10, 2) > 59 || second > 59) return std::nullopt;
  found.local += std::chrono::hours(part(8, 2)) + minutes(part(10, 2)) + seconds(second);
  found.has_time = true;
  return found;
}

bool is_all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// "/2019/04/03/", "/2019/04/03-", "/2024/feb/24", "/2025-01-13": year, month and day with anything short between.
std::optional<FoundDate> date_in_path(std::string_view path) {
  const Cut words = cut(path.substr(0, kMaxBytes));
  const auto& t = words.tokens;
  for (std::size_t i = 0; i + 4 < t.size(); ++i) {
    if (!t[i].is_number(4, 4) || !t[i + 4].is_number(1, 2)) continue;
    const bool parted =
        (t[i + 1].is('/') || t[i + 1].is('-')) && (t[i + 3].is('/') || t[i + 3].is('-'));
    if (!parted) continue;
    const long long month =
        t[i + 2].is_number(1, 2) ? t[i + 2].value : month_of_word(t[i + 2].text);
    if (const auto date = civil(t[i].value, month, t[i + 4].value)) {
      FoundDate found;
      found.local = local_of(*date, 0s);
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace

Timestamp FoundDate::at(const DateHints& hints) const {
  const minutes written = offset.value_or(hints.default_offset);
  const Instant utc{local.time_since_epoch() - written};
  const bool shift = hints.home && offset && *offset == 0min;
  return {utc, shift ? kHomeOffset : written};
}

std::vector<FoundDate> find_dates(std::string_view text, const DateHints& hints) {
  std::vector<FoundDate> dates;
  const Cut words = cut(text);
  std::vector<Item> items = Scanner(words.tokens, hints).items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != Item::Kind::date) continue;
    FoundDate found;
    if (Item* time = time_of(items, i); time != nullptr) {
      time->used = true;
      offset_behind(words.tokens, items[i].last, *time);
      found.has_time = true;
      found.offset = time->offset;
      found.local = local_of(items[i].civil, time->clock);
    } else {
      found.local = local_of(items[i].civil, 0s);
    }
    dates.push_back(found);
  }
  if (dates.empty())
    if (const auto relative = relative_date(words.tokens, hints)) dates.push_back(*relative);
  return dates;
}

std::optional<FoundDate> find_date(std::string_view text, const DateHints& hints) {
  const std::vector<FoundDate> dates = find_dates(text, hints);
  if (dates.empty()) return std::nullopt;
  return dates.front();
}

std::optional<FoundDate> parse_date_field(std::string_view text, const DateHints& hints) {
  text = trimmed(text);
  if (!text.empty() && is_all_digits(text)) {
    if (text.size() == 8 || text.size() == 12 || text.size() == 14) return from_digits(text);
    if (text.size() != 10 && text.size() != 13) return std::nullopt;
    long long value = 0;
    std::from_chars(text.data(), text.data() + 10, value);
    FoundDate found;
    found.local = std::chrono::local_seconds(seconds(value));
    found.offset = 0min;
    found.has_time = true;
    return found;
  }
  return find_date(text, hints);
}

std::optional<FoundDate> date_in_url(std::string_view url) {
  const std::size_t inner =
      url.rfind("http");  // "web.archive.org/web/20131110121040/http://...": the page's own
  if (inner != std::string_view::npos && inner > 8) url.remove_prefix(inner);
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos)
    url.remove_prefix(std::min(url.find('/', scheme + 3), url.size()));
  url = url.substr(0, url.find_first_of("?#"));
  for (std::size_t i = url.size(); i > 0;) {  // from the end: the tail is the most telling
    std::size_t end = i;
    while (i > 0 && is_digit(url[i - 1])) --i;
    if (end - i >= 16 && end - i <= 18)
      if (const auto found = from_digits(url.substr(i, 14))) return found;
    if (end - i == 14 || (end - i == 8 && i > 0 && url[i - 1] == '/'))
      if (const auto found = from_digits(url.substr(i, end - i))) return found;
    i = i == end ? i - 1 : i;
  }
  return date_in_path(url);
}

}  // namespace saola::extract
