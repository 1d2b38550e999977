#include "indexer/extract/title.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/url.h"
#include "indexer/extract/text_key.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

constexpr std::string_view kSeparators[] = {" | ", " - ", " – ", " — ", " :: ", " » ",
                                            " • ", " · ", " / ", " ‹ ", " « "};

constexpr std::size_t kMostTitle = 1000;  // bytes; a longer field is no title
constexpr std::size_t kShortKey = 12;     // bytes of letters: shorter is a section or a site

struct Heading {
  std::uint32_t node = 0;
  std::string text;
  std::string key;
};

struct Cut {
  std::size_t at;
  std::size_t length;
};

std::vector<Cut> separators_in(std::string_view text) {
  std::vector<Cut> cuts;
  for (const std::string_view separator : kSeparators)
    for (std::size_t at = text.find(separator); at != std::string_view::npos;
         at = text.find(separator, at + 1))
      cuts.push_back({at, separator.size()});
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.at < b.at; });
  return cuts;
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

std::vector<Heading> headings(const Document& document, int level) {
  std::vector<Heading> found;
  const auto nodes = document.nodes();
  for (std::uint32_t i = 0; i < nodes.size() && found.size() < 50; ++i) {
    if (heading_level(nodes[i].tag) != level) continue;
    std::string text = document.text_of(i, kMostTitle);
    if (text.empty()) continue;
    std::string key = key_of(text);
    found.push_back({i, std::move(text), std::move(key)});
  }
  return found;
}

// Character references that were escaped twice: "&amp;quot;".
std::string unescaped(std::string_view text) {
  struct Reference {
    std::string_view written;
    std::string_view meant;
  };
  constexpr Reference kReferences[] = {{"&amp;", "&"},   {"&#038;", "&"},  {"&#38;", "&"},
                                       {"&quot;", "\""}, {"&#34;", "\""},  {"&#039;", "'"},
                                       {"&#39;", "'"},   {"&apos;", "'"},  {"&#8211;", "–"},
                                       {"&#8217;", "’"}, {"&#8220;", "“"}, {"&#8221;", "”"}};
  std::string out(text);
  for (const Reference& reference : kReferences)
    for (std::size_t at = out.find(reference.written); at != std::string::npos;
         at = out.find(reference.written, at + 1))
      out.replace(at, reference.written.size(), reference.meant);
  return out;
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
  Chooser(const Document& document, const BlockList& list, const JsonLd& json_ld,
          const Metadata& metadata, std::string_view url)
      : document_(document), list_(list) {
    for (const std::string& name : {metadata.og_site_name, json_ld.publisher, domain_name(url)})
      if (name.size() >= 2) sites_.push_back(name);
    headline_ = without_site_name(
        unescaped(std::string_view(json_ld.headline).substr(0, kMostTitle)), sites_);
    og_ = without_site_name(unescaped(std::string_view(metadata.og_title).substr(0, kMostTitle)),
                            sites_);
    html_ = unescaped(std::string_view(metadata.html_title).substr(0, kMostTitle));
  }

  Title run() {
    Title title = choose();
    if (title.node == 0) title.node = shown_at(key_of(title.text));
    return title;
  }

 private:
  // The element whose text it is, where that is no heading of the first two levels.
  [[nodiscard]] std::uint32_t shown_at(const std::string& key) const {
    if (key.size() < kShortKey) return 0;
    for (const Block& block : list_.blocks)
      if (block.chars < 300 && !block.is_linkish() && key_of(list_.text(block)) == key)
        return block.node;
    return 0;
  }

  [[nodiscard]] Title choose() const {
    for (const int level : {1, 2})
      if (auto heading = agreeing_heading(level)) return preferred(*heading);
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
        agree += 2;
      else if (there.size() >= 12 && key.find(there) != std::string::npos)
        agree += 1;
    }
    return agree;
  }

  std::optional<Title> agreeing_heading(int level) const {
    const std::vector<Heading> all = headings(document_, level);
    const Heading* best = nullptr;
    int most = 0;
    for (const Heading& heading : all) {
      const int agree = agreement(heading.key);
      if (agree == 0 || names_site(heading.text, sites_)) continue;
      if (agree < most || (agree == most && heading.key.size() <= best->key.size())) continue;
      most = agree;
      best = &heading;
    }
    if (best != nullptr && most > 0) return Title{best->text, level == 1 ? "h1" : "h2", best->node};
    return std::nullopt;
  }

  // The heading is what readers see. og:title stands in for it where JSON-LD says the same, or where the heading is
  // og:title behind a kicker ("Tê tê: Bắt ba người").
  [[nodiscard]] Title preferred(Title heading) const {
    const std::string shown = key_of(heading.text);
    const std::string given = key_of(og_);
    if (given.size() < kShortKey || given == shown || names_site(og_, sites_)) return heading;
    const bool kicker = shown.ends_with(given) && given.size() * 2 > shown.size();
    const bool agreed = given == key_of(headline_) && !given.starts_with(shown);
    if (kicker || agreed) return {og_, "og:title", heading.node};
    return heading;
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
      if (key.size() < 14 || names_site(part, sites_)) continue;
      for (const Block& block : list_.blocks)
        if (block.chars < 300 && !block.is_linkish() && key_of(list_.text(block)) == key)
          return Title{std::string(list_.text(block)), "title", block.node};
    }
    return std::nullopt;
  }

  [[nodiscard]] Title without_heading() const {
    const std::vector<Heading> h1 = headings(document_, 1);
    const bool one = h1.size() == 1 && !names_site(h1.front().text, sites_);
    const std::uint32_t node = one ? h1.front().node : 0;
    if (one && headline_.empty() && h1.front().key.size() >= kShortKey)
      return {h1.front().text, "h1", node};
    if (!headline_.empty()) return {whole(headline_), "json-ld", node};
    if (!og_.empty()) return {whole(og_), "og:title", node};
    if (!html_.empty()) return {without_site_name(html_, sites_), "title", node};
    if (!h1.empty()) return {h1.front().text, "h1", h1.front().node};
    return {};
  }

  // A quotation mark in a field may have cut it short; <title> has the rest.
  [[nodiscard]] std::string whole(const std::string& field) const {
    std::string title = without_site_name(html_, sites_);
    return title.size() > field.size() && title.starts_with(field) && separators_in(title).empty()
               ? title
               : field;
  }

  const Document& document_;
  const BlockList& list_;
  std::vector<std::string> sites_;
  std::string headline_;
  std::string og_;
  std::string html_;
};

}  // namespace

std::string without_site_name(std::string_view text, std::span<const std::string> site_names) {
  std::string_view rest = text;
  for (int round = 0; round < 3; ++round) {
    const std::vector<Cut> cuts = separators_in(rest);
    if (cuts.empty()) break;
    const Cut& last = cuts.back();
    const Cut& first = cuts.front();
    if (names_site(rest.substr(last.at + last.length), site_names))
      rest = rest.substr(0, last.at);
    else if (names_site(rest.substr(0, first.at), site_names))
      rest = rest.substr(first.at + first.length);
    else
      break;
  }
  return std::string(rest);
}

Title choose_title(const Document& document, const BlockList& list, const JsonLd& json_ld,
                   const Metadata& metadata, std::string_view url) {
  return Chooser(document, list, json_ld, metadata, url).run();
}

}  // namespace saola::extract
