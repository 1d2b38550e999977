#include "query/query_tree.h"

#include <fmt/format.h>

#include "base/printable.h"

namespace saola::query {

namespace {

std::string words_in_lane(const Node& node) {
  std::string text;
  for (const Word& word : node.words) {
    if (!text.empty()) text += ' ';
    text += node.lane == Lane::exact ? word.exact : word.folded;
  }
  return text;
}

std::string words_to_word(const Node& node) {
  std::string text = words_in_lane(node);
  if (node.words.size() > 1) text = "\"" + text + "\"";
  if (node.field->name == "text") return text;
  return fmt::format("{}:{}", node.field->name, text);
}

std::string keyword_to_word(const Node& node) {
  const std::string_view quote = node.value.find(' ') == std::string::npos ? "" : "\"";
  return fmt::format("{}:{}{}{}", node.field->name, quote, node.value, quote);
}

void write(const Node& node, std::size_t level, std::string& out) {
  out += std::string(2 * level, ' ') + printable(to_word(node));
  if (node.kind == NodeKind::words) {
    out += node.lane == Lane::exact ? "  (as written)" : "  (without marks)";
  }
  out += '\n';
  for (const Node& child : node.children) write(child, level + 1, out);
}

}  // namespace

std::string to_word(const Node& node) {
  switch (node.kind) {
    case NodeKind::everything:
      return "*";
    case NodeKind::words:
      return words_to_word(node);
    case NodeKind::keyword:
      return keyword_to_word(node);
    case NodeKind::lexicon:
      return "@" + node.value + (node.entry.empty() ? "" : "/" + node.entry);
    case NodeKind::topic:
      return "topic:" + node.value;
    case NodeKind::all_of:
      return "AND";
    case NodeKind::any_of:
      return "OR";
    case NodeKind::none_of:
      return "NOT";
    case NodeKind::near:
      return fmt::format("NEAR/{}", node.distance);
  }
  return {};
}

std::string to_text(const Node& node) {
  std::string out;
  write(node, 0, out);
  return out;
}

}  // namespace saola::query
