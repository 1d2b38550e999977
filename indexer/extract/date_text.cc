#include "indexer/extract/date_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "indexer/extract/date_scanner.h"
#include "indexer/extract/date_words.h"

namespace saola::extract {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxGap = 6;  // tokens between a date and its time: ", Thứ hai, ngày"

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The time that belongs to dates[d]: behind it, or before it where times come first.
DateItem* time_of(std::vector<DateItem>& items, std::size_t d) {
  const bool times_first = items.front().kind == DateItem::Kind::time;
  DateItem* after = nullptr;
  DateItem* before = nullptr;
  if (d + 1 < items.size() && items[d + 1].kind == DateItem::Kind::time && !items[d + 1].used &&
      items[d + 1].first - items[d].last <= kMaxGap)
    after = &items[d + 1];
  if (d > 0 && items[d - 1].kind == DateItem::Kind::time && !items[d - 1].used &&
      items[d].first - items[d - 1].last <= kMaxGap + 2)
    before = &items[d - 1];
  if (after != nullptr && before != nullptr) return times_first ? before : after;
  return after != nullptr ? after : before;
}

// "(GMT+7)" behind the date, when the time came first.
void offset_behind(const std::vector<DateToken>& tokens, std::size_t at, DateItem& time) {
  while (at < tokens.size() && (tokens[at].is('(') || tokens[at].is(',') || tokens[at].is('-')))
    ++at;
  if (time.offset || at + 2 >= tokens.size() || tokens[at].kind != DateToken::Kind::word) return;
  if ((tokens[at].text != "gmt" && tokens[at].text != "utc") || !tokens[at + 1].is('+')) return;
  if (tokens[at + 2].is_number(1, 2)) time.offset = minutes(tokens[at + 2].value * 60);
}

std::optional<FoundDate> relative_date(const std::vector<DateToken>& tokens,
                                       const DateHints& hints) {
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
    if (tokens[i].kind != DateToken::Kind::number || unit == 0s || !ago || tokens[i].value > 1000)
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
  const std::vector<DateItem> items = scan_dates(tokens, hints);
  found.has_time = items.size() == 1 && items[0].kind == DateItem::Kind::time;
  found.local = std::chrono::floor<std::chrono::days>(local) - std::chrono::days(days) +
                (found.has_time ? items[0].clock : 0s);
  return found;
}

// "sáng 31/1", "10h32 ngày 27/3", "29-9": the latest such day up to hints.latest.
std::optional<FoundDate> day_without_year(const std::vector<DateToken>& t, const DateHints& hints) {
  const auto last = std::chrono::year_month_day(*hints.latest);
  for (std::size_t i = 0; i + 2 < t.size(); ++i) {
    const bool slash = t[i + 1].is('/');
    if (!t[i].is_number(1, 2) || !t[i + 2].is_number(1, 2) || (!slash && !t[i + 1].is('-')))
      continue;
    const char mark = slash ? '/' : '-';
    if ((i > 0 && t[i - 1].is(mark)) || (i + 3 < t.size() && t[i + 3].is(mark))) continue;
    int year = static_cast<int>(last.year());
    auto day = civil_day(year, t[i + 2].value, t[i].value);
    if (day && local_of(*day, 0s) > *hints.latest) day = civil_day(--year, day->month, day->day);
    if (!day) continue;
    FoundDate found;
    found.local = local_of(*day, 0s);
    const std::vector<DateItem> items = scan_dates(t, hints);
    found.has_time = items.size() == 1 && items[0].kind == DateItem::Kind::time;
    if (found.has_time) found.local += items[0].clock;
    return found;
  }
  return std::nullopt;
}

std::optional<FoundDate> from_digits(std::string_view digits) {
  const auto part = [&](std::size_t from, std::size_t count) {
    long long value = 0;
    std::from_chars(digits.data() + from, digits.data() + from + count, value);
    return value;
  };
  if (digits.size() < 8) return std::nullopt;
  const std::optional<CivilDay> date = civil_day(part(0, 4), part(4, 2), part(6, 2));
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
  const auto words = cut_date_text(path);
  const auto& t = words->tokens;
  for (std::size_t i = 0; i + 4 < t.size(); ++i) {
    if (!t[i].is_number(4, 4) || !t[i + 4].is_number(1, 2)) continue;
    const bool parted =
        (t[i + 1].is('/') || t[i + 1].is('-')) && (t[i + 3].is('/') || t[i + 3].is('-'));
    if (!parted) continue;
    const long long month =
        t[i + 2].is_number(1, 2) ? t[i + 2].value : month_of_word(t[i + 2].text);
    if (const auto date = civil_day(t[i].value, month, t[i + 4].value)) {
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
  const auto words = cut_date_text(text);
  std::vector<DateItem> items = scan_dates(words->tokens, hints);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != DateItem::Kind::date) continue;
    FoundDate found;
    if (DateItem* time = time_of(items, i); time != nullptr) {
      time->used = true;
      offset_behind(words->tokens, items[i].last, *time);
      found.has_time = true;
      found.offset = time->offset;
      found.local = local_of(items[i].civil, time->clock);
    } else {
      found.local = local_of(items[i].civil, 0s);
    }
    dates.push_back(found);
  }
  if (dates.empty())
    if (const auto relative = relative_date(words->tokens, hints)) dates.push_back(*relative);
  if (dates.empty() && hints.latest)
    if (const auto day = day_without_year(words->tokens, hints)) dates.push_back(*day);
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
