#include "query/facets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "store/terms.h"

namespace saola::query {

namespace {

constexpr std::string_view kNowTag = "now:";
constexpr Day kLastDay{std::chrono::year(9999) / 12 / 31};

Node lexicon_node(const store::Field& facet, const std::string& entry, text::Span place) {
  Node node;
  node.kind = NodeKind::lexicon;
  node.field = store::find_field("text");
  node.value = store::facet_lexicon(facet);
  node.entry = entry;
  node.place = place;
  return node;
}

Node joined(NodeKind kind, std::vector<Node> children) {
  if (children.size() == 1) return std::move(children.front());
  Node node;
  node.kind = kind;
  node.place = children.front().place;
  node.children = std::move(children);
  return node;
}

Node since_merger(text::Span place) {
  Node node;
  node.kind = NodeKind::days;
  node.days = {kMergerDay, kLastDay};
  node.place = place;
  return node;
}

}  // namespace

Result<std::vector<FacetEntry>> facet_entries(const store::Field& facet,
                                              const Definitions& definitions) {
  const std::string_view id = store::facet_lexicon(facet);
  const text::Lexicon* lexicon = find_lexicon(definitions, id);
  if (lexicon == nullptr) {
    return fail(Code::not_found,
                fmt::format("{} is told by the lexicon \"{}\", and there is none", facet.name, id),
                fmt::format("put back lexicons/{}.toml; `saola init` lays it out", id));
  }
  std::vector<FacetEntry> entries;
  for (const text::LexiconEntry& entry : lexicon->entries) {
    const bool is_value = facet.tag.empty() || std::find(entry.tags.begin(), entry.tags.end(),
                                                         facet.tag) != entry.tags.end();
    if (!is_value) continue;
    entries.push_back({entry.id, entry.id, entry.id});
    for (const std::string& tag : entry.tags) {
      if (tag.starts_with(kNowTag)) entries.back().now_value = tag.substr(kNowTag.size());
    }
  }
  return entries;
}

Result<Node> facet_tree(const Node& node, const Definitions& definitions) {
  const auto entries = facet_entries(*node.field, definitions);
  if (!entries) return pass_on(entries);
  const std::string value = store::lower_ascii(node.value);
  std::vector<Node> ways;
  std::vector<Node> merged;
  for (const FacetEntry& entry : *entries) {
    Node named = lexicon_node(*node.field, entry.id, node.place);
    const bool is_itself = entry.value == value;
    if (is_itself && entry.now_value == value) {
      ways.push_back(std::move(named));
    } else if (is_itself) {
      Node not_since;
      not_since.kind = NodeKind::none_of;
      not_since.place = node.place;
      not_since.children.push_back(since_merger(node.place));
      ways.push_back(joined(NodeKind::all_of, {std::move(named), std::move(not_since)}));
    } else if (entry.now_value == value) {
      merged.push_back(std::move(named));
    }
  }
  if (!merged.empty()) {
    ways.push_back(joined(NodeKind::all_of,
                          {since_merger(node.place), joined(NodeKind::any_of, std::move(merged))}));
  }
  if (ways.empty()) {
    return fail(Code::usage, fmt::format("no {} \"{}\"", node.field->name, printable(node.value)),
                fmt::format("the values are the ids of the entries of lexicons/{}.toml",
                            store::facet_lexicon(*node.field)));
  }
  return joined(NodeKind::any_of, std::move(ways));
}

}  // namespace saola::query
