#include "crawler/html_links.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "crawler/ascii.h"
#include "crawler/feed.h"
#include "crawler/plain_text.h"

namespace saola::crawler {
namespace {

struct OutputDeleter {
  void operator()(GumboOutput* output) const {
    gumbo_destroy_output(&kGumboDefaultOptions, output);
  }
};

std::string attribute(const GumboNode& node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found == nullptr ? std::string() : found->value;
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

// Visits the tree in document order without recursion; `visit` is given every node until it says false.
template <typename Visit>
void walk(const GumboNode& root, Visit visit) {
  std::vector<const GumboNode*> open{&root};
  while (!open.empty()) {
    const GumboNode& node = *open.back();
    open.pop_back();
    if (!visit(node)) return;
    if (!is_element(node)) continue;
    const GumboVector& children = node.v.element.children;
    for (unsigned i = children.length; i > 0; --i) {
      open.push_back(static_cast<const GumboNode*>(children.data[i - 1]));
    }
  }
}

std::string shown_text(const GumboNode& node) {
  constexpr std::size_t kEnough = 8'000;  // bytes, spaces among them
  int nodes = 2'000;                      // and no more: links may stand within links
  std::string text;
  walk(node, [&](const GumboNode& at) {
    const bool is_text = at.type == GUMBO_NODE_TEXT || at.type == GUMBO_NODE_WHITESPACE;
    if (is_text) text.append(at.v.text.text, ::strnlen(at.v.text.text, kEnough));
    return --nodes > 0 && text.size() < kEnough;
  });
  text = one_line(text, kMaxTitleBytes);
  return text.empty() ? one_line(attribute(node, "title"), kMaxTitleBytes) : text;
}

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 14> kVoid = {"area",  "base",   "br",    "col",  "embed",
                                                    "hr",    "img",    "input", "link", "meta",
                                                    "param", "source", "track", "wbr"};

// What the parser opens again in each element that follows, until it is closed (HTML Standard, 13.2.4.3).
constexpr std::array<std::string_view, 14> kFormatting = {
    "a",    "b", "big",   "code",   "em",     "font", "i",
    "nobr", "s", "small", "strike", "strong", "tt",   "u"};

// Counts roughly what a parser would make of the tags it is shown.
class TreeMeter {
 public:
  void open(std::string_view name) {
    if (is_in(kVoid, name)) return;
    if (is_in(kFormatting, name)) ++formatting_;
    repeated_ += formatting_;
    // Paragraphs and list items are left open by the hundred, and end one another.
    if (!is_left_open(name)) ++depth_;
  }
  void close(std::string_view name) {
    if (is_in(kFormatting, name)) formatting_ = std::max(formatting_ - 1, 0);
    if (!is_left_open(name)) depth_ = std::max(depth_ - 1, 0);
  }
  /// gumbo's time grows with the square of the depth; and every <b> left open stands in every paragraph behind it.
  [[nodiscard]] bool is_too_much() const { return depth_ > 2'000 || repeated_ > 500'000; }

 private:
  static bool is_left_open(std::string_view name) {
    return name == "p" || name == "li" || name == "option" || name == "td";
  }
  int depth_ = 0;
  int formatting_ = 0;         // open
  std::int64_t repeated_ = 0;  // elements that were opened again
};

// Behind the script or style that begins at `from`: "a<b" in a script is no tag.
std::size_t end_of_raw(std::string_view html, std::string_view name, std::size_t from) {
  auto at = std::min(html.find("</", from), html.size() - 1);
  while (at + 2 < html.size() && ascii_lower(html.substr(at + 2, name.size())) != name) {
    at = std::min(html.find("</", at + 2), html.size() - 1);
  }
  return at;
}

// The part of the page before its tags become more than any page means.
std::string_view harmless_part(std::string_view html) {
  TreeMeter meter;
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const bool closes = html.substr(at).starts_with("</");
    const auto start = at + (closes ? 2 : 1);
    auto end = start;
    while (end < html.size() && is_ascii_alpha(html[end])) ++end;
    const std::string name = ascii_lower(html.substr(std::min(start, html.size()), end - start));
    if (name.empty()) continue;
    if (!closes && (name == "script" || name == "style")) {
      at = end_of_raw(html, name, end);
      continue;
    }
    closes ? meter.close(name) : meter.open(name);
    if (meter.is_too_much()) return html.substr(0, at);
  }
  return html;
}

Url base_of(const GumboNode& root, const Url& page) {
  std::optional<Url> base;
  walk(root, [&](const GumboNode& node) {
    if (!is_element(node) || node.v.element.tag != GUMBO_TAG_BASE) return true;
    if (auto url = resolve_url(page, attribute(node, "href"))) base = std::move(*url);
    return !base;
  });
  return base.value_or(page);
}

std::optional<HtmlLink> link_from(const GumboNode& node, const Url& base) {
  if (!is_element(node)) return std::nullopt;
  const GumboTag tag = node.v.element.tag;
  const bool is_anchor = tag == GUMBO_TAG_A;
  if (!is_anchor && tag != GUMBO_TAG_LINK) return std::nullopt;
  const std::string href = attribute(node, "href");
  if (href.empty() || href.front() == '#' || href.size() > kMaxUrlBytes) return std::nullopt;
  auto url = resolve_url(base, href);
  if (!url) return std::nullopt;
  return HtmlLink{std::move(*url), is_anchor ? shown_text(node) : std::string(),
                  ascii_lower(attribute(node, "rel")), ascii_lower(attribute(node, "type")),
                  is_anchor};
}

}  // namespace

std::vector<HtmlLink> html_links(std::string_view utf8, const Url& page) {
  utf8 = harmless_part(utf8);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::unique_ptr<GumboOutput, OutputDeleter> output(
      gumbo_parse_with_options(&options, utf8.data(), utf8.size()));
  const Url base = base_of(*output->root, page);
  std::vector<HtmlLink> links;
  walk(*output->root, [&](const GumboNode& node) {
    if (auto link = link_from(node, base)) links.push_back(std::move(*link));
    return true;
  });
  return links;
}

}  // namespace saola::crawler
