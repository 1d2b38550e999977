#include "indexer/extract/marks.h"

#include <algorithm>

#include "indexer/extract/names.h"

namespace saola::extract {
namespace {

constexpr double kGreatPart =
    0.4;  // of the page's running text: too much for nav, footer, aside, form
constexpr std::uint32_t kParagraph =
    120;  // running text that makes a p a paragraph whatever it is called
constexpr std::uint32_t kLittleText = 250;  // running text that any part may hold
constexpr std::uint32_t kShortChars = 300;  // a byline or date is not longer
constexpr std::uint32_t kCaptionChars = 700;

// What a heading's own name can say of it; all else is said of what stands below it.
constexpr std::uint32_t kHintsOfHeading =
    kHintHidden | kHintRelated | kHintComment | kHintCaption | kHintByline | kHintDate;

struct Rule {
  std::uint32_t hint;
  Drop drop;
  std::uint32_t most_chars;  // only elements with at most so many code points; 0: any
  double most_share;         // of the page's running text; with more, the name must be mistaken
};

// In order: the first that applies names the reason.
constexpr Rule kRules[] = {
    {kHintHidden, Drop::unseen, 0, 0.2},
    {kHintConsent, Drop::furniture, 0, 1.0},
    {kHintComment, Drop::comment, 0, 0.7},
    {kHintRelated, Drop::related, 0, 0.4},
    {kHintShare, Drop::share, 0, 0.1},
    {kHintAd, Drop::advert, 0, 0.1},
    {kHintSignup, Drop::signup, 0, 0.2},
    {kHintMenu, Drop::furniture, 0, 0.1},
    {kHintFurniture, Drop::furniture, 0, 0.15},
    {kHintAuthorBox, Drop::author_box, 0, 0.3},
    {kHintAside, Drop::furniture, 0, 0.2},
    {kHintFactBox, Drop::furniture, 0, 0.4},
    {kHintCaption, Drop::caption, kCaptionChars, 0.3},
    {kHintMedia, Drop::media, 0, 0.15},
    {kHintByline, Drop::byline, kShortChars, 0.3},
    {kHintDate, Drop::date, kShortChars, 0.3},
};

class Marker {
 public:
  Marker(const Document& document, const BlockList& list, std::span<const std::uint32_t> hints,
         std::uint32_t title_node)
      : document_(document), list_(list), hints_(hints), title_node_(title_node) {
    running_total_ = list.running_before[document.nodes().size()];
  }

  std::vector<Drop> run() {
    const auto nodes = document_.nodes();
    std::vector<Drop> marks(nodes.size(), Drop::none);
    for (std::uint32_t i = 0; i < nodes.size();) {
      const Drop drop = judge(i, nodes[i]);
      if (drop == Drop::none) {
        ++i;
        continue;
      }
      std::fill(marks.begin() + i, marks.begin() + nodes[i].end, drop);
      i = nodes[i].end;
    }
    return marks;
  }

 private:
  Drop judge(std::uint32_t i, const Node& node) const {
    if (node.tag == Tag::text || node.tag == Tag::body || node.tag == Tag::html) return Drop::none;
    Drop drop = by_tag(node);
    if (drop == Drop::none) drop = by_style(node);
    if (drop != Drop::none && speaks_against(i, node, kGreatPart)) drop = Drop::none;
    return drop != Drop::none ? drop : by_name(i, node);
  }

  static Drop by_tag(const Node& node) {
    switch (node.tag) {
      case Tag::nav:
      case Tag::footer:
      case Tag::aside:
        return Drop::furniture;
      case Tag::form:
      case Tag::button:
      case Tag::input:
      case Tag::label:
      case Tag::legend:
        return Drop::unseen;
      case Tag::figure:
      case Tag::figcaption:
      case Tag::caption:
        return Drop::caption;
      case Tag::video:
        return Drop::media;
      default:
        return Drop::none;
    }
  }

  Drop by_style(const Node& node) const {
    if (node.attributes == 0) return Drop::none;
    if (document_.has_attribute(node, "hidden") ||
        document_.attribute(node, "aria-hidden") == "true")
      return Drop::unseen;
    const std::string_view style = document_.attribute(node, "style");
    const std::size_t display = style.find("display");
    if (display == std::string_view::npos) return Drop::none;
    const std::string_view value = style.substr(display, style.find(';', display) - display);
    return value.find("none") == std::string_view::npos ? Drop::none : Drop::unseen;
  }

  Drop by_name(std::uint32_t i, const Node& node) const {
    std::uint32_t hints = hints_[i];
    if (hints == kHintNone || (hints & kHintBody) != 0) return Drop::none;
    if (node.tag == Tag::article || node.tag == Tag::main)
      hints &= kHintRelated | kHintComment | kHintAd | kHintHidden;
    if ((hints & kHintLead) != 0) hints &= ~(kHintMedia | kHintByline | kHintDate);
    if (node.tag == Tag::blockquote || wraps_quotation(i, node))
      hints &= ~(kHintMedia | kHintShare);
    if (node.tag == Tag::tr || node.tag == Tag::td) hints &= ~kHintMedia;  // a player of a team
    if (heading_level(node.tag) > 1) hints &= kHintsOfHeading;
    if (node.tag == Tag::ul || node.tag == Tag::ol) hints &= ~kHintSignup;
    if (node.tag == Tag::p && list_.running(document_, i) >= kParagraph)
      hints &= kHintRelated | kHintComment | kHintCaption | kHintHidden | kHintAuthorBox;
    for (const Rule& rule : kRules) {
      if ((hints & rule.hint) == 0) continue;
      if (rule.most_chars != 0 && list_.chars(document_, i) > rule.most_chars) continue;
      if (rule.hint == kHintRelated && (hints & kHintLead) != 0 && is_prose(i)) continue;
      if (!speaks_against(i, node, rule.most_share)) return rule.drop;
    }
    return Drop::none;
  }

  // An embedded post: readers see its text.
  bool wraps_quotation(std::uint32_t i, const Node& node) const {
    for (std::uint32_t k = i + 1; k < std::min(node.end, i + 4); ++k)
      if (document_[k].tag == Tag::blockquote) return true;
    return false;
  }

  // Much text with hardly a link: a "teaser" of this article, not of others.
  bool is_prose(std::uint32_t i) const {
    return list_.running(document_, i) > kLittleText &&
           list_.link_chars(document_, i) * 20 < list_.chars(document_, i);
  }

  bool speaks_against(std::uint32_t i, const Node& node, double most_share) const {
    if (title_node_ > i && title_node_ < node.end) return true;
    const std::uint32_t running = list_.running(document_, i);
    return running > kLittleText && running > most_share * running_total_;
  }

  const Document& document_;
  const BlockList& list_;
  std::span<const std::uint32_t> hints_;
  std::uint32_t title_node_;
  std::uint32_t running_total_ = 0;
};

}  // namespace

std::vector<Drop> mark_elements(const Document& document, const BlockList& list,
                                std::span<const std::uint32_t> hints, std::uint32_t title_node) {
  return Marker(document, list, hints, title_node).run();
}

}  // namespace saola::extract
