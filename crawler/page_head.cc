#include "crawler/page_head.h"

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/plain_text.h"

namespace saola::crawler {
namespace {

// The value of an attribute in a tag's text; empty: it has none.
std::string_view attribute(std::string_view tag, std::string_view low, std::string_view name) {
  for (auto at = low.find(name); at != std::string_view::npos; at = low.find(name, at + 1)) {
    auto value = at + name.size();
    const bool is_whole = at > 0 && is_ascii_space(low[at - 1]);
    while (value < tag.size() && is_ascii_space(tag[value])) ++value;
    if (!is_whole || value >= tag.size() || tag[value] != '=') continue;
    ++value;
    while (value < tag.size() && is_ascii_space(tag[value])) ++value;
    if (value >= tag.size()) return {};
    const char quote = tag[value];
    if (quote != '"' && quote != '\'') {
      return tag.substr(value, tag.find_first_of(" \t\r\n/>", value) - value);
    }
    return tag.substr(value + 1, tag.find(quote, value + 1) - value - 1);
  }
  return {};
}

// Fills what is still empty: the Open Graph words come first wherever they stand.
void take_meta(std::string_view tag, PageHead& plain, PageHead& graph) {
  const std::string low = ascii_lower(tag);
  std::string_view name = attribute(tag, low, "property");
  if (name.empty()) name = attribute(tag, low, "name");
  const std::string what = ascii_lower(name);
  std::string* to = what == "og:title"         ? &graph.title
                    : what == "og:description" ? &graph.description
                    : what == "description"    ? &plain.description
                                               : nullptr;
  if (to != nullptr && to->empty()) *to = plain_text(attribute(tag, low, "content"));
}

}  // namespace

PageHead read_page_head(std::string_view body, std::string_view content_type) {
  const std::string text = door_to_utf8(body.substr(0, kHeadBytes), content_type);
  const std::string_view view = text;
  PageHead plain;
  PageHead graph;
  for (auto at = view.find('<'); at != std::string_view::npos; at = view.find('<', at + 1)) {
    const std::string word = ascii_lower(view.substr(at + 1, 5));
    if (word == "body>" || word == "body ") break;
    if (word == "meta " || word == "meta\n") {
      take_meta(view.substr(at, view.find('>', at) - at), plain, graph);
    } else if (word == "title" && plain.title.empty()) {
      const auto start = std::min(view.find('>', at), view.size() - 1) + 1;
      plain.title = plain_text(view.substr(start, view.find('<', start) - start));
    }
  }
  if (!graph.title.empty()) plain.title = std::move(graph.title);
  if (!graph.description.empty()) plain.description = std::move(graph.description);
  return plain;
}

PageHead title_and_lead(std::string_view entry_title, std::string_view entry_summary,
                        std::string_view body, std::string_view content_type) {
  PageHead head;
  if (entry_title.empty() || entry_summary.empty()) head = read_page_head(body, content_type);
  if (!entry_title.empty()) head.title = entry_title;
  if (!entry_summary.empty()) head.description = entry_summary;
  return head;
}

}  // namespace saola::crawler
