#include "query/facets.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/printable.h"
#include "store/terms.h"

namespace saola::query {

namespace {

constexpr std::string_view kNowTag = "now:";
constexpr Day kLastDay{std::chrono::year(9999) / 12 / 31};

Node lexicon_node(const FacetEntry& entry, text::Span place) {
  Node node;
  node.kind = NodeKind::lexicon;
  node.field = store::find_field("text");
  node.value = entry.lexicon;
  node.entry = entry.id;
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

// The value that an entry's tags give it for the facet; none: it is none of its values.
std::optional<std::string> value_of(const store::Field& facet, const text::LexiconEntry& entry) {
  if (facet.tag.empty()) return entry.id;
  for (const std::string& tag : entry.tags) {
    if (tag == facet.tag) return entry.id;
    const bool names_value =
        tag.size() > facet.tag.size() && tag.starts_with(facet.tag) && tag[facet.tag.size()] == ':';
    if (names_value) return tag.substr(facet.tag.size() + 1);
  }
  return std::nullopt;
}

void add_entries(const store::Field& facet, const text::Lexicon& lexicon,
                 std::vector<FacetEntry>& entries) {
  for (const text::LexiconEntry& entry : lexicon.entries) {
    const auto value = value_of(facet, entry);
    if (!value) continue;
    entries.push_back({lexicon.id, entry.id, *value, *value});
    for (const std::string& tag : entry.tags) {
      if (tag.starts_with(kNowTag)) entries.back().now_value = tag.substr(kNowTag.size());
    }
  }
}

std::string values_hint(const std::vector<FacetEntry>& entries) {
  constexpr std::size_t kFew = 12;
  std::set<std::string> values;
  std::set<std::string> files;
  for (const FacetEntry& entry : entries) {
    values.insert(entry.value);
    files.insert(fmt::format("lexicons/{}.toml", entry.lexicon));
  }
  if (values.size() <= kFew) return fmt::format("the values are {}", fmt::join(values, ", "));
  return fmt::format("the values are the ids of the entries of {}", fmt::join(files, " and "));
}

}  // namespace

Result<std::vector<FacetEntry>> facet_entries(const store::Field& facet,
                                              const Definitions& definitions) {
  const std::string_view id = store::facet_lexicon(facet);
  const text::Lexicon* lexicon = find_lexicon(definitions, id);
  if (lexicon == nullptr) {
    return fail(Code::usage,
                fmt::format("{} is told by the lexicon \"{}\", and there is none", facet.name, id),
                fmt::format("put back lexicons/{}.toml; `saola init` lays it out", id));
  }
  std::vector<FacetEntry> entries;
  add_entries(facet, *lexicon, entries);
  const text::Lexicon* more = find_lexicon(definitions, facet.more);
  if (more != nullptr) add_entries(facet, *more, entries);
  return entries;
}

Result<Node> facet_tree(const Node& node, const Definitions& definitions) {
  const auto entries = facet_entries(*node.field, definitions);
  if (!entries) return pass_on(entries);
  const std::string value = store::lower_ascii(node.value);
  std::vector<Node> ways;
  std::vector<Node> merged;
  for (const FacetEntry& entry : *entries) {
    Node named = lexicon_node(entry, node.place);
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
                values_hint(*entries));
  }
  return joined(NodeKind::any_of, std::move(ways));
}

}  // namespace saola::query
