#include "indexer/extract/headings.h"

#include <array>

#include "base/url.h"
#include "indexer/extract/names.h"
#include "indexer/extract/text_key.h"

namespace saola::extract {
namespace {

constexpr std::size_t kMostHeadings = 50;  // of each level
constexpr std::size_t kMostText = 1000;    // bytes; a longer heading is none
constexpr int kStepsUp = 6;                // a breadcrumb's list and its steps
constexpr std::uint32_t kTrailPlain =
    40;  // code points beside heading and links: "»", "You are here"
constexpr std::uint32_t kTrailLinks = 200;  // of linked text; a menu around a heading has more

bool is_front_path(std::string_view path) {
  return path.empty() || path == "/" || path == "/index.html" || path == "/index.php";
}

// An archived copy's address holds the page's own at its end.
std::string_view own_address(std::string_view url) {
  const std::size_t inner = url.rfind("http");
  return inner == std::string_view::npos ? url : url.substr(inner);
}

bool leads_to_front(std::string_view href, std::string_view page_url) {
  const auto page = parse_url(own_address(page_url));
  if (!page || is_front_path(page->path) || href.empty() || href.front() == '#') return false;
  const auto target = resolve_url(*page, own_address(href));
  return target && is_front_path(target->path) && target->query.empty() &&
         registrable_domain(target->host) == registrable_domain(page->host);
}

class Finder {
 public:
  Finder(const Document& document, const BlockList& list, std::span<const std::uint32_t> hints,
         std::string_view url)
      : document_(document), list_(list), hints_(hints), url_(url) {}

  std::vector<Heading> run() const {
    std::vector<Heading> found;
    std::array<std::size_t, 3> seen{};
    for (std::uint32_t i = 0; i < document_.nodes().size(); ++i) {
      const int level = heading_level(document_[i].tag);
      if (level != 1 && level != 2) continue;
      if (seen[static_cast<std::size_t>(level)] >= kMostHeadings) continue;
      Heading heading{i, level, document_.text_of(i, kMostText), {}, false, false};
      if (heading.text.empty()) continue;
      ++seen[static_cast<std::size_t>(level)];
      heading.key = key_of(heading.text);
      heading.is_logo = is_logo(i);
      heading.in_trail = in_trail(i);
      found.push_back(std::move(heading));
    }
    return found;
  }

 private:
  [[nodiscard]] bool is_logo(std::uint32_t node) const {
    if (list_.link_chars(document_, node) * 10 < list_.chars(document_, node) * 9) return false;
    for (std::uint32_t i = node + 1; i < document_[node].end; ++i)
      if (document_[i].tag == Tag::a)
        return leads_to_front(document_.attribute(document_[i], "href"), url_);
    for (std::uint32_t up = document_[node].parent, step = 0; step < 3;
         up = document_[up].parent, ++step)
      if (document_[up].tag == Tag::a)
        return leads_to_front(document_.attribute(document_[up], "href"), url_);
    return false;
  }

  // Inside a short list of links that has hardly another text.
  [[nodiscard]] bool in_trail(std::uint32_t node) const {
    const std::uint32_t chars = list_.chars(document_, node);
    const std::uint32_t linked = list_.link_chars(document_, node);
    std::uint32_t up = node;
    for (int step = 0; step < kStepsUp && up != 0; ++step) {
      up = document_[up].parent;
      const std::uint32_t links = list_.link_chars(document_, up) - linked;
      const std::uint32_t plain = list_.chars(document_, up) - chars - links;
      if (plain > kTrailPlain || links > kTrailLinks) return false;
      const Tag tag = document_[up].tag;
      const bool named =
          tag == Tag::nav || tag == Tag::ol || tag == Tag::ul || (hints_[up] & kHintMenu) != 0;
      if (named && links > 0) return true;
    }
    return false;
  }

  const Document& document_;
  const BlockList& list_;
  std::span<const std::uint32_t> hints_;
  std::string_view url_;
};

}  // namespace

std::vector<Heading> find_headings(const Document& document, const BlockList& list,
                                   std::span<const std::uint32_t> hints, std::string_view url) {
  return Finder(document, list, hints, url).run();
}

}  // namespace saola::extract
