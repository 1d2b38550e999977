#include "indexer/extract/title.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/url.h"
#include "indexer/extract/head_field.h"
#include "indexer/extract/headings.h"
#include "indexer/extract/text_key.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

// Bars part also without spaces around them.
constexpr std::string_view kSeparators[] = {
    "|", "｜", "ǀ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / ", " ‹ ", " « "};

constexpr std::size_t kMostTitle = 1000;  // bytes; a longer field is no title
constexpr std::size_t kShortKey = 12;     // bytes of letters: shorter is a section or a site
constexpr std::size_t kPart = 14;  // bytes of letters of a part of <title> that may be the title
constexpr int kFirstLevel = 3;     // what h1 is worth beside agreement, which counts double

struct Cut {
  std::size_t at;
  std::size_t length;
};

// The separators of a title, in order, each with the spaces around it.
std::vector<Cut> separators_in(std::string_view text) {
  std::vector<Cut> cuts;
  for (const std::string_view separator : kSeparators)
    for (std::size_t at = text.find(separator); at != std::string_view::npos;
         at = text.find(separator, at + 1)) {
      std::size_t begin = at;
      std::size_t end = at + separator.size();
      while (begin > 0 && text[begin - 1] == ' ') --begin;
      while (end < text.size() && text[end] == ' ') ++end;
      cuts.push_back({begin, end - begin});
    }
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.at < b.at; });
  return cuts;
}

// "28.04.2023", "11/05/2022"
bool is_date(std::string_view part) {
  return part.size() >= 8 && part.find_first_not_of("0123456789./- ") == std::string_view::npos;
}

bool names_site(std::string_view part, std::span<const std::string> site_names) {
  const std::string key = key_of(text::fold(part));
  return std::any_of(site_names.begin(), site_names.end(), [&](const std::string& name) {
    const std::string site = key_of(text::fold(name));
    return !site.empty() && !key.empty() &&
           (key == site || (key.size() >= 4 && site.starts_with(key)) || key.starts_with(site) ||
            key.ends_with(site));
  });
}

// "baocaonguyen" of "http://www.baocaonguyen.example/".
std::string domain_name(std::string_view url) {
  const auto parsed = parse_url(url);
  if (!parsed) return {};
  const std::string domain = registrable_domain(parsed->host);
  return domain.substr(0, domain.find('.'));
}

class Chooser {
 public:
  explicit Chooser(const TitleSources& s)
      : s_(s), headings_(find_headings(s.document, s.list, s.hints, s.url)) {
    for (const std::string& name :
         {s.metadata.og_site_name, s.json_ld.publisher, domain_name(s.url)})
      if (name.size() >= 2) sites_.push_back(name);
    for (const Heading& heading : headings_)
      if (heading.is_logo) sites_.push_back(heading.text);
    headline_ = field(s.json_ld.headline);
    og_ = field(s.metadata.og_title);
    html_ = unescaped(std::string_view(s.metadata.html_title).substr(0, kMostTitle));
    const std::string whole = without_site_name(html_, sites_);
    html_key_ = key_of(whole);
    const std::vector<Cut> cuts = separators_in(whole);
    last_part_ = cuts.empty() ? whole : whole.substr(cuts.back().at + cuts.back().length);
  }

  Title run() {
    Title title = choose();
    if (title.node == 0) title.node = shown_at(key_of(title.text));
    return title;
  }

 private:
  [[nodiscard]] std::string field(std::string_view written) const {
    return without_site_name(unescaped(written.substr(0, kMostTitle)), sites_);
  }

  // The element whose text it is, where that is no heading of the first two levels.
  [[nodiscard]] std::uint32_t shown_at(const std::string& key) const {
    if (key.size() < kShortKey) return 0;
    for (const Block& block : s_.list.blocks)
      if (block.chars < 300 && !block.is_linkish() && key_of(s_.list.text(block)) == key)
        return block.node;
    return 0;
  }

  [[nodiscard]] Title choose() const {
    if (const Heading* heading = agreeing_heading())
      return preferred(*heading, "the heading that the head repeats");
    if (const Heading* heading = only_heading()) return preferred(*heading, "the only one");
    if (auto part = shown_part()) return *part;
    return without_heading();
  }

  // How many of the page's other titles hold this text, or are held by it.
  [[nodiscard]] int agreement(const std::string& key) const {
    if (key.size() < 8) return 0;
    int agree = 0;
    for (const std::string& other : {headline_, og_, html_}) {
      const std::string there = key_of(other);
      if (there.empty()) continue;
      if (there == key)
        agree += 3;
      else if (there.find(key) != std::string::npos)
        agree += key.size() * 2 >= there.size() ? 2 : 1;
      else if (there.size() >= kShortKey && key.find(there) != std::string::npos)
        agree += 1;
    }
    return agree > 0 || !ends_with_last_part(key) ? agree : 1;
  }

  [[nodiscard]] bool ends_with_last_part(const std::string& key) const {
    const std::string part = key_of(last_part_);
    return part.size() >= kPart && key.ends_with(part);
  }

  // Whether the heading is og:title, with or without a kicker before it.
  [[nodiscard]] bool shows_og(const Heading& heading) const {
    const std::string there = key_of(og_);
    return there.size() >= kShortKey && heading.key.ends_with(there);
  }

  // An h1 at the end of a breadcrumb is written for search engines; the heading below it that shows og:title is the one
  // that readers see. Where there is none, the breadcrumb's must do.
  [[nodiscard]] const Heading* agreeing_heading() const {
    const Heading* any = strongest(true);
    if (any == nullptr || !any->in_trail) return any;
    const Heading* other = strongest(false);
    return other != nullptr && shows_og(*other) && !shows_og(*any) ? other : any;
  }

  [[nodiscard]] const Heading* strongest(bool with_trails) const {
    const Heading* best = nullptr;
    int most = 0;
    for (const Heading& heading : headings_) {
      const int agree = agreement(heading.key);
      if (agree == 0 || heading.is_logo || names_site(heading.text, sites_)) continue;
      if (heading.in_trail && !with_trails) continue;
      const int score = 2 * agree + (heading.level == 1 ? kFirstLevel : 0);
      if (score < most || (score == most && heading.key.size() <= best->key.size())) continue;
      most = score;
      best = &heading;
    }
    return best;
  }

  // The heading is what readers see. og:title stands in for it where JSON-LD says the same, or where the heading is
  // og:title behind a kicker ("Tê tê: Bắt ba người").
  [[nodiscard]] Title preferred(const Heading& heading, std::string_view why) const {
    const std::string given = key_of(og_);
    const Title shown{heading.text, heading.level == 1 ? "h1" : "h2", heading.node,
                      std::string(why)};
    if (given.empty() && html_key_.find(heading.key) == std::string::npos &&
        ends_with_last_part(heading.key))
      return {last_part_, "title", heading.node, "the heading without what stands before it"};
    if (given.size() < kShortKey || given == heading.key || names_site(og_, sites_)) return shown;
    if (heading.key.ends_with(given) && given.size() * 2 > heading.key.size())
      return {og_, "og:title", heading.node, "the heading without its kicker"};
    if (has_more_behind(heading, given))
      return {og_, "og:title", heading.node, "the heading without what stands behind it"};
    if (given == key_of(headline_) && html_key_ != heading.key && !given.starts_with(heading.key))
      return {og_, "og:title", heading.node, "JSON-LD agrees"};
    if (auto tail = common_tail(heading.text, og_))
      return {*tail, "og:title", heading.node, "what follows two different kickers"};
    return shown;
  }

  // "Bắt ba người | Báo Khác", "Bắt ba người Dành cho thuê bao": more in the heading than og:title has, and nobody repeats
  // it. An og:title that was cut says so, or <title> has the heading whole.
  [[nodiscard]] bool has_more_behind(const Heading& heading, const std::string& given) const {
    return heading.key.starts_with(given) && given.size() * 2 > heading.key.size() &&
           !og_.ends_with("...") && !og_.ends_with("…") && key_of(headline_) != heading.key &&
           html_key_.find(heading.key) == std::string::npos;
  }

  // "Nhật ký Hà Nội: Bắt ba người" and "Phóng sự - Bắt ba người" have one title behind two kickers.
  static std::optional<std::string> common_tail(std::string_view a, std::string_view b) {
    for (const std::size_t from : tails(a)) {
      const std::string key = key_of(a.substr(from));
      if (key.size() < kShortKey || key.size() * 2 < key_of(a).size()) break;
      for (const std::size_t other : tails(b)) {
        if (key_of(b.substr(other)) != key) continue;
        if (from == 0 || other == 0) return std::nullopt;
        return std::string(a.substr(from));
      }
    }
    return std::nullopt;
  }

  // Where a title may begin behind a kicker; the longest first.
  static std::vector<std::size_t> tails(std::string_view text) {
    std::vector<std::size_t> begins{0};
    for (const Cut& cut : separators_in(text)) begins.push_back(cut.at + cut.length);
    for (std::size_t at = text.find(": "); at != std::string_view::npos;
         at = text.find(": ", at + 1))
      begins.push_back(at + 2);
    std::sort(begins.begin(), begins.end());
    return begins;
  }

  // A page that has one h1 and no JSON-LD: the heading, whatever the head says for search engines.
  [[nodiscard]] const Heading* only_heading() const {
    const Heading* only = nullptr;
    for (const Heading& heading : headings_) {
      if (heading.level != 1 || heading.is_logo || heading.in_trail) continue;
      if (only != nullptr) return nullptr;
      only = &heading;
    }
    const bool usable = only != nullptr && headline_.empty() && only->key.size() >= kShortKey &&
                        !names_site(only->text, sites_);
    return usable ? only : nullptr;
  }

  // The part of <title> that stands on the page as a line of its own, where no heading is used.
  [[nodiscard]] std::optional<Title> shown_part() const {
    std::string_view rest = html_;
    std::vector<Cut> cuts = separators_in(rest);
    cuts.push_back({rest.size(), 0});
    std::size_t from = 0;
    for (const Cut& cut : cuts) {
      const std::string_view part = rest.substr(from, cut.at - from);
      from = cut.at + cut.length;
      const std::string key = key_of(part);
      if (key.size() < kPart || names_site(part, sites_)) continue;
      for (const Block& block : s_.list.blocks)
        if (block.chars < 300 && !block.is_linkish() && key_of(s_.list.text(block)) == key)
          return Title{std::string(s_.list.text(block)), "title", block.node, "shown on the page"};
    }
    return std::nullopt;
  }

  [[nodiscard]] Title without_heading() const {
    if (!headline_.empty()) return {whole(headline_), "json-ld", 0, "no heading agrees"};
    if (!og_.empty()) return {whole(og_), "og:title", 0, "no heading agrees"};
    if (!html_.empty()) return {without_site_name(html_, sites_), "title", 0, "no heading agrees"};
    for (const Heading& heading : headings_)
      if (heading.level == 1) return {heading.text, "h1", heading.node, "the head says nothing"};
    return {};
  }

  // A quotation mark in a field may have cut it short; <title> has the rest.
  [[nodiscard]] std::string whole(const std::string& field) const {
    std::string title = without_site_name(html_, sites_);
    return title.size() > field.size() && title.starts_with(field) && separators_in(title).empty()
               ? title
               : field;
  }

  const TitleSources& s_;
  std::vector<Heading> headings_;
  std::vector<std::string> sites_;
  std::string headline_;
  std::string og_;
  std::string html_;
  std::string html_key_;   // without the site's names
  std::string last_part_;  // of <title>, likewise
};

}  // namespace

std::string without_site_name(std::string_view text, std::span<const std::string> site_names) {
  std::string_view rest = text;
  for (int round = 0; round < 3; ++round) {
    const std::vector<Cut> cuts = separators_in(rest);
    if (cuts.empty()) break;
    const Cut& last = cuts.back();
    const Cut& first = cuts.front();
    const std::string_view tail = rest.substr(last.at + last.length);
    if (is_date(tail) || names_site(tail, site_names))
      rest = rest.substr(0, last.at);
    else if (names_site(rest.substr(0, first.at), site_names))
      rest = rest.substr(first.at + first.length);
    else
      break;
  }
  return std::string(rest);
}

Title choose_title(const TitleSources& sources) { return Chooser(sources).run(); }

}  // namespace saola::extract
