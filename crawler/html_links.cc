#include "crawler/html_links.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "crawler/ascii.h"
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

// Visits the tree in document order without recursion; `visit` is given every node.
template <typename Visit>
void walk(const GumboNode& root, Visit visit) {
  std::vector<const GumboNode*> open{&root};
  while (!open.empty()) {
    const GumboNode& node = *open.back();
    open.pop_back();
    visit(node);
    if (!is_element(node)) continue;
    const GumboVector& children = node.v.element.children;
    for (unsigned i = children.length; i > 0; --i) {
      open.push_back(static_cast<const GumboNode*>(children.data[i - 1]));
    }
  }
}

std::string shown_text(const GumboNode& node) {
  std::string text;
  walk(node, [&](const GumboNode& at) {
    if (at.type == GUMBO_NODE_TEXT || at.type == GUMBO_NODE_WHITESPACE) text += at.v.text.text;
  });
  text = one_line(text, 1000);
  return text.empty() ? one_line(attribute(node, "title"), 1000) : text;
}

bool is_void(std::string_view name) {
  constexpr std::array<std::string_view, 14> kVoid = {"area",  "base",   "br",    "col",  "embed",
                                                      "hr",    "img",    "input", "link", "meta",
                                                      "param", "source", "track", "wbr"};
  return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

// The part of the page before its tags are nested deeper than any page means: gumbo's time grows with the square of
// the depth. Counted roughly; paragraphs and list items left open by the hundred are no reason.
std::string_view up_to_depth(std::string_view html, int most) {
  int depth = 0;
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const bool closes = html.substr(at).starts_with("</");
    const auto start = at + (closes ? 2 : 1);
    auto end = start;
    while (end < html.size() && is_ascii_alpha(html[end])) ++end;
    const std::string name = ascii_lower(html.substr(std::min(start, html.size()), end - start));
    if (!closes && (name == "script" || name == "style")) {
      at = std::min(html.find("</", end), html.size() - 1);  // "a<b" in a script is no tag
      while (at + 2 < html.size() && ascii_lower(html.substr(at + 2, name.size())) != name) {
        at = std::min(html.find("</", at + 2), html.size() - 1);
      }
      continue;
    }
    const bool is_left_open = name == "p" || name == "li" || name == "option" || name == "td";
    if (name.empty() || is_left_open || is_void(name)) continue;
    depth = closes ? std::max(depth - 1, 0) : depth + 1;
    if (depth > most) return html.substr(0, at);
  }
  return html;
}

Url base_of(const GumboNode& root, const Url& page) {
  std::optional<Url> base;
  walk(root, [&](const GumboNode& node) {
    if (base || !is_element(node) || node.v.element.tag != GUMBO_TAG_BASE) return;
    if (auto url = resolve_url(page, attribute(node, "href"))) base = std::move(*url);
  });
  return base.value_or(page);
}

}  // namespace

std::vector<HtmlLink> html_links(std::string_view utf8, const Url& page) {
  constexpr int kDepth = 2000;
  utf8 = up_to_depth(utf8, kDepth);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::unique_ptr<GumboOutput, OutputDeleter> output(
      gumbo_parse_with_options(&options, utf8.data(), utf8.size()));
  const Url base = base_of(*output->root, page);
  std::vector<HtmlLink> links;
  walk(*output->root, [&](const GumboNode& node) {
    if (!is_element(node)) return;
    const GumboTag tag = node.v.element.tag;
    if (tag != GUMBO_TAG_A && tag != GUMBO_TAG_LINK) return;
    const std::string href = attribute(node, "href");
    if (href.empty() || href.front() == '#') return;
    auto url = resolve_url(base, href);
    if (!url) return;
    links.push_back({std::move(*url), tag == GUMBO_TAG_A ? shown_text(node) : std::string(),
                     ascii_lower(attribute(node, "rel")), ascii_lower(attribute(node, "type")),
                     tag == GUMBO_TAG_A});
  });
  return links;
}

}  // namespace saola::crawler
