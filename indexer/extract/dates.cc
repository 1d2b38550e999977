#include "indexer/extract/dates.h"

#include <algorithm>

#include "indexer/extract/names.h"
#include "indexer/extract/site_zone.h"
#include "indexer/extract/text_key.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

using namespace std::chrono_literals;

constexpr auto kClockSlack = 15min;       // a server's clock may run ahead of ours
constexpr std::uint32_t kDateLine = 160;  // code points; a longer block is running text
constexpr std::size_t kDateWords = 7;  // beside the numbers, in a line that no name marks as a date
constexpr int kMostElements = 300;     // time elements looked at
constexpr std::uint32_t kBlocksInside =
    60;  // blocks of the article's beginning where its date may stand
constexpr std::uint32_t kBlocksAround = 14;  // blocks looked at on each side of the body

struct Candidate {
  FoundDate date;
  std::string from;
  std::string written;
};

bool contains_any(std::string_view folded, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return folded.find(word) != std::string_view::npos;
  });
}

bool says_updated(std::string_view text) {
  const std::string folded = text::fold(text.substr(0, 200));
  return contains_any(
      folded, {"cap nhat", "updated", "aktualisiert", "actualizado", "mis a jour", "aggiornato",
               "modified", "guncelleme", "geandert", "last edited", "uppdaterad", "oppdatert"});
}

class Chooser {
 public:
  Chooser(const DateSources& sources, const DateHints& hints) : s_(sources), hints_(hints) {}

  Dates run() {
    const auto visible = visible_date(false);
    Candidate best;
    bool found = false;
    for (const auto& candidate : {json_ld(), meta(0, 3), time_element(), meta(4, 9), json_ld_page(),
                                  visible, visible_date(true), url()}) {
      if (!candidate || !acceptable(candidate->date)) continue;
      if (!found) {
        best = *candidate;
        found = true;
      } else if (!best.date.has_time && candidate->date.has_time &&
                 same_day(best.date, candidate->date)) {
        best.date = candidate->date;
      }
    }
    if (found) publish(best, visible);
    modified();
    return out_;
  }

 private:
  [[nodiscard]] bool acceptable(const FoundDate& date) const {
    if (!s_.fetched) return true;
    if (!date.has_time) return date.at(hints_).utc <= *s_.fetched + kClockSlack;
    return date.at(hints_).utc <= *s_.fetched + kClockSlack ||
           (is_utc(date) && local_misnamed(date).at(hints_).utc <= *s_.fetched + kClockSlack);
  }

  static bool is_utc(const FoundDate& date) { return date.offset && *date.offset == 0min; }

  // Some news systems write local time and call it UTC, or +08:00.
  static FoundDate local_misnamed(FoundDate date) {
    date.offset = kHomeOffset;
    return date;
  }

  static bool same_day(const FoundDate& a, const FoundDate& b) {
    return std::chrono::floor<std::chrono::days>(a.local) ==
           std::chrono::floor<std::chrono::days>(b.local);
  }

  void publish(Candidate best, const std::optional<Candidate>& visible) {
    if (hints_.home && best.date.offset && *best.date.offset != kHomeOffset && best.date.has_time) {
      const bool printed_the_same = visible && visible->date.has_time &&
                                    std::chrono::floor<std::chrono::minutes>(visible->date.local) ==
                                        std::chrono::floor<std::chrono::minutes>(best.date.local);
      const bool in_future =
          is_utc(best.date) && s_.fetched && best.date.at(hints_).utc > *s_.fetched + kClockSlack;
      if (printed_the_same || in_future) best.date = local_misnamed(best.date);
    }
    out_.published = local_time(best.date.at(hints_), is_utc(best.date) && best.date.has_time);
    out_.from = best.from;
    out_.written = best.written;
  }

  // UTC tells the moment and hides the day: the site's country tells it.
  [[nodiscard]] Timestamp local_time(Timestamp time, bool utc) const {
    if (!utc || hints_.home) return time;
    const std::string zone = zone_of_site(s_.url, s_.metadata.language);
    if (zone.empty()) return time;
    const auto opened = Zone::open(zone);
    return opened ? opened->at(time.utc) : time;
  }

  [[nodiscard]] std::optional<Candidate> field(std::string_view value, std::string from) const {
    if (value.empty()) return std::nullopt;
    const auto date = parse_date_field(value, hints_);
    if (!date) return std::nullopt;
    return Candidate{*date, std::move(from), std::string(value)};
  }

  [[nodiscard]] std::optional<Candidate> json_ld() const {
    auto found = field(s_.json_ld.published, "json-ld");
    if (!found) found = field(s_.json_ld.created, "json-ld");
    return found;
  }

  [[nodiscard]] std::optional<Candidate> json_ld_page() const {
    return field(s_.json_ld.page_published, "json-ld");
  }

  [[nodiscard]] std::optional<Candidate> meta(int least, int most) const {
    for (const DateField& candidate : s_.metadata.published)
      if (candidate.rank >= least && candidate.rank <= most)
        if (auto found = field(candidate.value, "meta")) return found;
    return std::nullopt;
  }

  // Distance in nodes from the title or the body's edges; elements inside other articles' teasers are far.
  [[nodiscard]] std::optional<Candidate> time_element() const {
    const auto nodes = s_.document.nodes();
    std::optional<Candidate> best;
    std::int64_t least = 1'000'000;
    int seen = 0;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      const std::string_view itemprop = s_.document.attribute(node, "itemprop");
      const bool published = itemprop == "datePublished" || itemprop == "dateCreated";
      if (node.tag != Tag::time && !published && node.tag != Tag::abbr) continue;
      if (itemprop == "dateModified" || inside_dropped(i)) continue;
      if (++seen > kMostElements) break;
      auto found = field(time_value(node, i), "time");
      if (!found) continue;
      std::int64_t distance = distance_to_article(i);
      if (published) distance -= 5000;
      if ((s_.hints[i] & kHintDate) == 0 &&
          s_.document.attribute(node, "class").find("updated") != std::string_view::npos)
        distance += 500;
      if (says_updated(s_.document.text_of(s_.document[i].parent, 60)) || is_named_updated(node))
        distance += 300;
      if (distance >= least) continue;
      least = distance;
      best = std::move(found);
    }
    if (least > 2500) return std::nullopt;
    return best;
  }

  [[nodiscard]] bool is_named_updated(const Node& node) const {
    const std::string_view name = s_.document.attribute(node, "class");
    return name.find("updated") != std::string_view::npos &&
           name.find("published") == std::string_view::npos;
  }

  [[nodiscard]] std::string time_value(const Node& node, std::uint32_t i) const {
    for (const std::string_view name : {"datetime", "content", "data-date", "data-time"})
      if (const auto value = s_.document.attribute(node, name); !value.empty())
        return std::string(value);
    if (node.tag == Tag::abbr) return {};
    return s_.document.text_of(i, kDateLine);
  }

  [[nodiscard]] bool inside_dropped(std::uint32_t node) const {
    const auto& blocks = s_.list.blocks;
    const auto at =
        std::lower_bound(blocks.begin(), blocks.end(), node,
                         [](const Block& block, std::uint32_t n) { return block.last <= n; });
    if (at == blocks.end() || at->first >= s_.document[node].end) return false;
    return at->drop == Drop::comment || at->drop == Drop::related || at->drop == Drop::furniture ||
           at->drop == Drop::advert;
  }

  [[nodiscard]] std::int64_t distance_to_article(std::uint32_t node) const {
    std::int64_t distance = 1'000'000;
    const auto gap = [node](std::uint32_t from) {
      return std::abs(static_cast<std::int64_t>(node) - from);
    };
    if (s_.title_node != 0) distance = std::min(distance, gap(s_.title_node));
    if (s_.main.container != 0) {
      distance = std::min(distance, gap(s_.main.container) + 10);
      distance = std::min(distance, gap(s_.document[s_.main.container].end) + 60);
    }
    return distance;
  }

  // The printed line. `updated`: also lines that speak of an update, when nothing better is there.
  [[nodiscard]] std::optional<Candidate> visible_date(bool updated) const {
    const auto& blocks = s_.list.blocks;
    const auto [first, last] = article_blocks();
    std::optional<Candidate> best;
    int most = 0;
    const std::size_t from = first > kBlocksAround ? first - kBlocksAround : 0;
    for (std::size_t i = from; i < std::min<std::size_t>(blocks.size(), last + kBlocksAround);
         ++i) {
      const Block& block = blocks[i];
      if (i > first + kBlocksInside && i + kBlocksAround < last) continue;
      if (block.chars > kDateLine || block.link_chars * 10 > block.chars * 8) continue;
      const std::string_view line = s_.list.text(block);
      if (line.find_first_of("0123456789") == std::string_view::npos) continue;
      const auto date = find_date(line, hints_);
      if (!date || (!updated && says_updated(line)) || !believable(*date, i)) continue;
      const int score = visible_score(block, i, first, last) + (date->has_time ? 3 : 0);
      if (score <= most) continue;
      most = score;
      best = Candidate{*date, "visible", std::string(line)};
    }
    return best;
  }

  // Dates of comments, of other articles, of photographs and of the page's own clock are not the article's.
  [[nodiscard]] bool believable(const FoundDate& date, std::size_t i) const {
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
    if (!is_named(block) && count_words(line) - count_numbers(line) > kDateWords) return false;
    if (!s_.fetched || date.has_time || !before_title) return true;
    const auto today = std::chrono::floor<std::chrono::days>(*s_.fetched + hints_.default_offset)
                           .time_since_epoch();
    return date.local.time_since_epoch() != today;
  }

  [[nodiscard]] bool under_title(const Block& block) const {
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
  [[nodiscard]] bool above_title(std::size_t i) const {
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

  [[nodiscard]] std::pair<std::size_t, std::size_t> article_blocks() const {
    const auto& blocks = s_.list.blocks;
    std::size_t first = blocks.size();
    std::size_t last = 0;
    for (const std::uint32_t i : s_.main.kept) {
      first = std::min<std::size_t>(first, i);
      last = std::max<std::size_t>(last, i);
    }
    for (std::size_t i = 0; i < blocks.size() && s_.title_node != 0; ++i) {
      if (blocks[i].first < s_.title_node) continue;
      first = std::min(first, i);
      last = std::max(last, i);
      break;
    }
    return {first, last};
  }

  [[nodiscard]] bool is_named(const Block& block) const {
    const std::uint32_t hints = s_.hints[block.node] | s_.hints[s_.document[block.first].parent];
    return (hints & (kHintDate | kHintByline)) != 0;
  }

  [[nodiscard]] int visible_score(const Block& block, std::size_t i, std::size_t first,
                                  std::size_t last) const {
    const bool named = is_named(block);
    int score = named ? 12 : 0;
    score += block.chars < 50 ? 4 : 0;
    if (block.first < s_.title_node) {
      score += 6 - static_cast<int>(std::min<std::size_t>(first - std::min(i, first), 12));
    } else if (i <= last) {
      score += 16 - static_cast<int>(std::min<std::size_t>(i - std::min(i, first), 14));
      if (block.drop == Drop::none && !named) score -= 10;
    } else {
      score += 6 - static_cast<int>(std::min<std::size_t>(i - last, 12));
    }
    return score;
  }

  [[nodiscard]] std::optional<Candidate> url() const {
    const auto date = date_in_url(s_.url);
    if (!date) return std::nullopt;
    return Candidate{*date, "url", std::string(s_.url)};
  }

  void modified() {
    auto found = field(s_.json_ld.modified, "json-ld");
    for (const DateField& candidate : s_.metadata.modified)
      if (!found) found = field(candidate.value, "meta");
    if (!found) found = field(s_.json_ld.page_modified, "json-ld");
    if (found && acceptable(found->date))
      out_.modified =
          local_time(found->date.at(hints_), is_utc(found->date) && found->date.has_time);
  }

  const DateSources& s_;
  const DateHints& hints_;
  Dates out_;
};

}  // namespace

Dates choose_dates(const DateSources& sources, const DateHints& hints) {
  return Chooser(sources, hints).run();
}

}  // namespace saola::extract
