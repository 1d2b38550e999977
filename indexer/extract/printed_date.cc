#include "indexer/extract/printed_date.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/url.h"
#include "indexer/extract/date_words.h"
#include "indexer/extract/names.h"
#include "indexer/extract/text_key.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

constexpr std::uint32_t kDateLine = 160;  // code points; a longer block is running text
constexpr std::size_t kDateWords = 7;  // beside the numbers, in a line that no name marks as a date
constexpr std::uint32_t kBlocksInside =
    60;  // blocks of the article's beginning where its date may stand
constexpr std::uint32_t kBlocksAround = 14;  // blocks looked at on each side of the body
constexpr std::size_t kBeforeText = 80;   // bytes before the first sentence that may hold its date
constexpr std::size_t kBeforeOther = 30;  // likewise, of the paragraphs that follow
constexpr std::size_t kFirstTexts = 4;    // paragraphs looked at for that
constexpr std::chrono::minutes kClockMinutes{5};  // a clock's distance from the fetch
constexpr std::uint32_t kTeaser = 400;            // code points of a teaser

// "Ngày đăng: 31/07/2014", "Datum 28.04.2023"
bool is_labelled(std::string_view line) {
  const std::string folded = text::fold(line.substr(0, 40));
  for (const std::string_view label :
       {"ngay dang", "dang ngay", "dang luc", "ngay xuat ban", "date", "datum", "published",
        "posted", "veroffentlicht", "erstellt", "publie", "publicado", "pubblicato", "fecha",
        "publicerad", "opublikowano"})
    if (std::string_view(folded).starts_with(label)) return true;
  return false;
}

// From the title to the end of the text.
std::pair<std::size_t, std::size_t> article_blocks(const DateSources& s) {
  const auto& blocks = s.list.blocks;
  std::size_t first = blocks.size();
  std::size_t last = 0;
  for (const std::uint32_t i : s.main.kept) {
    first = std::min<std::size_t>(first, i);
    last = std::max<std::size_t>(last, i);
  }
  for (std::size_t i = 0; i < blocks.size() && s.title_node != 0; ++i) {
    if (blocks[i].first < s.title_node) continue;
    first = std::min(first, i);
    last = std::max(last, i);
    break;
  }
  return {first, last};
}

bool too_many_words(std::string_view line) {
  return count_words(line) - count_numbers(line) > kDateWords;
}

}  // namespace

PrintedDate::PrintedDate(const DateSources& sources, const DateHints& hints)
    : s_(sources), hints_(hints) {
  std::tie(first_, last_) = article_blocks(sources);
}

// The printed line. `updated`: also lines that speak of an update, when nothing better is there.
std::optional<DateCandidate> PrintedDate::line(bool updated) const {
  const auto& blocks = s_.list.blocks;
  std::optional<DateCandidate> best;
  int most = 0;
  const std::size_t from = first_ > kBlocksAround ? first_ - kBlocksAround : 0;
  for (std::size_t i = from; i < std::min<std::size_t>(blocks.size(), last_ + kBlocksAround); ++i) {
    const Block& block = blocks[i];
    if (i > first_ + kBlocksInside && i + kBlocksAround < last_) continue;
    if (block.chars > kDateLine || block.link_chars * 10 > block.chars * 8) continue;
    const std::string_view line = s_.list.text(block);
    if (line.find_first_of("0123456789") == std::string_view::npos) continue;
    const auto date = find_date(line, hints_);
    if (!date || (!updated && says_updated(text::fold(line))) || !believable(*date, i)) continue;
    const int worth = score(i) + (date->has_time ? 3 : 0);
    if (worth <= most) continue;
    most = worth;
    best = DateCandidate{*date, "visible", std::string(line)};
  }
  return best;
}

// Dates of comments, of other articles, of photographs and of the page's own clock are not the article's.
bool PrintedDate::believable(const FoundDate& date, std::size_t i) const {
  const Block& block = s_.list.blocks[i];
  const bool before_title = s_.title_node != 0 && block.first < s_.title_node;
  switch (block.drop) {
    case Drop::comment:
    case Drop::advert:
    case Drop::caption:
    case Drop::media:
      return false;
    case Drop::related:
    case Drop::furniture:
    case Drop::share:
      if (!under_title(block) && !above_title(i)) return false;
      break;
    default:
      break;
  }
  const std::string_view line = s_.list.text(block);
  if (!is_named(block) && too_many_words(line)) return false;
  return !before_title || !is_clock(date);
}

// A line that gives the day or the minute of the fetch.
bool PrintedDate::is_clock(const FoundDate& date) const {
  if (!s_.fetched) return false;
  if (date.has_time) {
    const auto ago = *s_.fetched - date.at(hints_).utc;
    return ago > -kClockMinutes && ago < kClockMinutes;
  }
  const auto today =
      std::chrono::floor<std::chrono::days>(*s_.fetched + hints_.default_offset).time_since_epoch();
  return date.local.time_since_epoch() == today;
}

bool PrintedDate::under_title(const Block& block) const {
  if (s_.title_node == 0 || block.first < s_.title_node) return false;
  return std::any_of(s_.main.kept.begin(), s_.main.kept.end(),
                     [&](std::uint32_t kept) {
                       const Block& body = s_.list.blocks[kept];
                       return kept != s_.main.lead && body.first > block.first;
                     }) &&
         std::none_of(s_.main.kept.begin(), s_.main.kept.end(), [&](std::uint32_t kept) {
           return kept != s_.main.lead && s_.list.blocks[kept].first < block.first;
         });
}

// One of the two lines before the title, in an element of the title's that is not the whole page.
bool PrintedDate::above_title(std::size_t i) const {
  const auto& blocks = s_.list.blocks;
  if (s_.title_node == 0 || blocks[i].first > s_.title_node) return false;
  if (i + 3 < blocks.size() && blocks[i + 3].first < s_.title_node) return false;
  std::uint32_t up = s_.title_node;
  for (int level = 0; level < 3; ++level) {
    up = s_.document[up].parent;
    const Tag tag = s_.document[up].tag;
    if (tag == Tag::body || tag == Tag::table || tag == Tag::html) return false;
    if (blocks[i].first >= up) return true;
  }
  return false;
}

bool PrintedDate::is_named(const Block& block) const {
  const std::uint32_t hints = s_.hints[block.node] | s_.hints[s_.document[block.first].parent];
  return (hints & (kHintDate | kHintByline)) != 0;
}

int PrintedDate::score(std::size_t i) const {
  const Block& block = s_.list.blocks[i];
  const bool named = is_named(block);
  int score = named ? 12 : 0;
  score += block.chars < 50 ? 4 : 0;
  score += is_labelled(s_.list.text(block)) ? 8 : 0;
  if (block.first < s_.title_node) {
    score += 6 - static_cast<int>(std::min<std::size_t>(first_ - std::min(i, first_), 12));
  } else if (i <= last_) {
    score += 16 - static_cast<int>(std::min<std::size_t>(i - std::min(i, first_), 14));
    if (block.drop == Drop::none && !named) score -= 10;
  } else {
    score += 6 - static_cast<int>(std::min<std::size_t>(i - last_, 12));
  }
  return score;
}

// "27.1.2022 - Text begins here", "Thông cáo báo chí, 25/1/2022 | Hà Nội – Text"
std::optional<DateCandidate> PrintedDate::before_text() const {
  for (std::size_t i = 0; i < std::min(s_.main.kept.size(), kFirstTexts); ++i) {
    const std::string_view text = s_.list.text(s_.list.blocks[s_.main.kept[i]]);
    std::size_t end = std::string_view::npos;
    for (const std::string_view mark : {" - ", " – ", " — ", " | "})
      end = std::min(end, text.find(mark));
    if (end > (i == 0 ? kBeforeText : kBeforeOther)) continue;
    const std::string_view line = text.substr(0, end);
    if (too_many_words(line)) continue;
    const auto date = find_date(line, hints_);
    if (date && !date->relative) return DateCandidate{*date, "visible", std::string(line)};
  }
  return std::nullopt;
}

std::optional<DateCandidate> PrintedDate::own_teaser() const {
  const auto own = parse_url(s_.url);
  if (!own || own->path == "/") return std::nullopt;
  const auto nodes = s_.document.nodes();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].tag != Tag::a) continue;
    const std::string_view href = s_.document.attribute(nodes[i], "href");
    if (href.empty() || href.front() == '#') continue;
    const auto target = resolve_url(*own, href);
    if (!target || target->host != own->host || target->path != own->path) continue;
    if (s_.list.chars(s_.document, i) > kTeaser) continue;
    const std::string text = s_.document.text_of(i, kTeaser);
    const auto date = find_date(text, hints_);
    if (date && !date->relative) return DateCandidate{*date, "visible", text};
  }
  return std::nullopt;
}

}  // namespace saola::extract
