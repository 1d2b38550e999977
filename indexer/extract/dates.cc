#include "indexer/extract/dates.h"

#include <algorithm>
#include <array>

#include "indexer/extract/date_words.h"
#include "indexer/extract/names.h"
#include "indexer/extract/printed_date.h"
#include "indexer/extract/site_zone.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

using namespace std::chrono_literals;

constexpr auto kClockSlack = 15min;       // a server's clock may run ahead of ours
constexpr std::uint32_t kDateLine = 160;  // code points; a longer block is running text
constexpr int kMostElements = 300;        // time elements looked at

class Chooser {
 public:
  Chooser(const DateSources& sources, const DateHints& hints)
      : s_(sources), hints_(hints), printed_(sources, hints) {}

  // Each source is asked only while there is no date with a time of day.
  Dates run() {
    modified();
    for (const auto& source : kSources) {
      if (best_ && !lacks_time(best_->date)) break;
      consider((this->*source)());
    }
    if (best_) publish(*best_);
    return out_;
  }

 private:
  using Source = std::optional<DateCandidate> (Chooser::*)() const;
  static const std::array<Source, 11> kSources;

  void consider(const std::optional<DateCandidate>& candidate) {
    if (!candidate || !acceptable(candidate->date)) return;
    if (!best_)
      best_ = *candidate;
    else if (lacks_time(best_->date) && !lacks_time(candidate->date) &&
             same_day(best_->date, candidate->date))
      best_->date = candidate->date;
  }

  [[nodiscard]] std::optional<DateCandidate> head() const { return meta(0, 3); }
  [[nodiscard]] std::optional<DateCandidate> weak_head() const { return meta(4, 7); }
  [[nodiscard]] std::optional<DateCandidate> dublin_core() const { return meta(8, 8); }
  [[nodiscard]] std::optional<DateCandidate> line() const { return printed_.line(false); }
  [[nodiscard]] std::optional<DateCandidate> before_text() const { return printed_.before_text(); }
  [[nodiscard]] std::optional<DateCandidate> updated_line() const { return printed_.line(true); }

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

  // Midnight sharp is how programs write a day without a time.
  static bool lacks_time(const FoundDate& date) {
    return !date.has_time || std::chrono::floor<std::chrono::days>(date.local) == date.local;
  }

  static bool same_day(const FoundDate& a, const FoundDate& b) {
    return std::chrono::floor<std::chrono::days>(a.local) ==
           std::chrono::floor<std::chrono::days>(b.local);
  }

  void publish(DateCandidate best) {
    if (hints_.home && best.date.offset && *best.date.offset != kHomeOffset && best.date.has_time) {
      const auto visible = line();
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

  [[nodiscard]] std::optional<DateCandidate> field(std::string_view value, std::string from) const {
    if (value.empty()) return std::nullopt;
    const auto date = parse_date_field(value, hints_);
    if (!date) return std::nullopt;
    return DateCandidate{*date, std::move(from), std::string(value)};
  }

  [[nodiscard]] std::optional<DateCandidate> json_ld() const {
    auto found = field(s_.json_ld.published, "json-ld");
    if (!found) found = field(s_.json_ld.created, "json-ld");
    return found;
  }

  [[nodiscard]] std::optional<DateCandidate> json_ld_page() const {
    return field(s_.json_ld.page_published, "json-ld");
  }

  [[nodiscard]] std::optional<DateCandidate> meta(int least, int most) const {
    for (const DateField& candidate : s_.metadata.published)
      if (candidate.rank >= least && candidate.rank <= most)
        if (auto found = field(candidate.value, "meta")) return found;
    return std::nullopt;
  }

  // Distance in nodes from the title or the body's edges; elements inside other articles' teasers are far.
  [[nodiscard]] std::optional<DateCandidate> time_element() const {
    const auto nodes = s_.document.nodes();
    std::optional<DateCandidate> best;
    std::int64_t least = 1'000'000;
    int seen = 0;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      const std::string_view itemprop = s_.document.attribute(node, "itemprop");
      const bool published = itemprop == "datePublished" || itemprop == "dateCreated";
      const bool titled = s_.document.has_attribute(node, "title");  // hAtom, of older WordPress
      if (node.tag != Tag::time && !published && node.tag != Tag::abbr && !titled) continue;
      if (itemprop == "dateModified" || inside_dropped(i)) continue;
      if (++seen > kMostElements) break;
      auto found = field(time_value(node, i), "time");
      if (!found) continue;
      std::int64_t distance = distance_to_article(i);
      if (published) distance -= 5000;
      if ((s_.hints[i] & kHintDate) == 0 &&
          s_.document.attribute(node, "class").find("updated") != std::string_view::npos)
        distance += 500;
      if (says_updated(text::fold(s_.document.text_of(s_.document[i].parent, 60))) ||
          is_named_updated(node))
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
    for (const std::string_view name : {"datetime", "content", "data-date", "data-time", "title"})
      if (const auto value = s_.document.attribute(node, name); !value.empty())
        return std::string(value);
    if (node.tag == Tag::abbr || s_.document.has_attribute(node, "title")) return {};
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

  // What costs more to look for, or is worth less.
  [[nodiscard]] std::optional<DateCandidate> last_resort() const {
    if (best_) return std::nullopt;
    for (const auto& candidate : {printed_.own_teaser(), script_date(), without_year()})
      if (candidate && acceptable(candidate->date)) return candidate;
    return std::nullopt;
  }

  // A printed line without its year: the page's last change tells it.
  [[nodiscard]] std::optional<DateCandidate> without_year() const {
    if (!out_.modified) return std::nullopt;
    DateHints hints = hints_;
    hints.latest = std::chrono::floor<std::chrono::days>(std::chrono::local_seconds(
        (out_.modified->utc + out_.modified->offset).time_since_epoch()));
    return PrintedDate(s_, hints).line(false);
  }

  // Data that a page's own programs read: {"published_at":"2019-03-02T06:22:28+01:00"}. Only where all agree on the day.
  [[nodiscard]] std::optional<DateCandidate> script_date() const {
    std::optional<DateCandidate> only;
    for (const std::string_view name :
         {"\"datePublished\":\"", "\"date_published\":\"", "\"published_at\":\"",
          "\"publishedAt\":\"", "\"publishDate\":\"", "\"publish_date\":\"",
          "\"published_date\":\"", "\"publishedDate\":\"", "\"published_time\":\"",
          "\"publishedTime\":\"", "\"publishTime\":\""}) {
      for (std::size_t at = s_.page.find(name); at != std::string_view::npos;
           at = s_.page.find(name, at + 1)) {
        const std::string_view rest = s_.page.substr(at + name.size(), 40);
        const auto found = field(rest.substr(0, rest.find('"')), "script");
        if (!found) continue;
        if (only && !same_day(only->date, found->date)) return std::nullopt;
        if (!only) only = found;
      }
    }
    return only;
  }

  [[nodiscard]] std::optional<DateCandidate> url() const {
    const auto date = date_in_url(s_.url);
    if (!date) return std::nullopt;
    return DateCandidate{*date, "url", std::string(s_.url)};
  }

  void modified() {
    auto found = field(s_.json_ld.modified, "json-ld");
    for (const DateField& candidate : s_.metadata.modified)
      if (!found) found = field(candidate.value, "meta");
    if (!found) found = field(s_.json_ld.page_modified, "json-ld");
    if (!found || !acceptable(found->date)) return;
    out_.modified = local_time(found->date.at(hints_), is_utc(found->date) && found->date.has_time);
    out_.modified_from = found->from;
  }

  const DateSources& s_;
  const DateHints& hints_;
  PrintedDate printed_;
  std::optional<DateCandidate> best_;
  Dates out_;
};

const std::array<Chooser::Source, 11> Chooser::kSources = {
    &Chooser::json_ld,      &Chooser::head, &Chooser::time_element, &Chooser::weak_head,
    &Chooser::json_ld_page, &Chooser::line, &Chooser::before_text,  &Chooser::dublin_core,
    &Chooser::updated_line, &Chooser::url,  &Chooser::last_resort};

}  // namespace

Dates choose_dates(const DateSources& sources, const DateHints& hints) {
  return Chooser(sources, hints).run();
}

}  // namespace saola::extract
