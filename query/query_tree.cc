#include "query/query_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

std::string in_field(const Node& node, const std::string& text) {
  if (node.field == nullptr || node.field->name == "text") return text;
  return fmt::format("{}:{}", node.field->name, text);
}

std::string words_to_word(const Node& node) {
  std::string text = words_in_lane(node);
  if (node.words.size() > 1) text = "\"" + text + "\"";
  if (node.cut_off) text += '*';
  return in_field(node, text);
}

std::string numbers_to_word(const Node& node) {
  const auto bound = [](double value) {
    return std::isinf(value) ? std::string() : fmt::format("{}", value);
  };
  return in_field(node, bound(node.numbers.low) + ".." + bound(node.numbers.high));
}

std::string joint_to_word(const Node& node) {
  const std::string_view no = node.negated ? "NOT " : "";
  switch (node.joint) {
    case Joint::near:
      return fmt::format("{}NEAR/{}", no, node.distance);
    case Joint::following:
      return fmt::format("{}ADJ/{}", no, node.distance);
    case Joint::sentence:
      return fmt::format("{}SENT", no);
    case Joint::paragraph:
      return fmt::format("{}PARA", no);
  }
  return {};
}

std::string_view sign_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::at_least:
      return ">=";
    case Comparison::at_most:
      return "<=";
    case Comparison::more_than:
      return ">";
    case Comparison::fewer_than:
      return "<";
    case Comparison::equal_to:
      return "=";
  }
  return "";
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

Node parent_node(NodeKind kind, std::vector<Node> children) {
  Node node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

Node keyword_node(std::string_view field, const std::string& value) {
  Node node;
  node.kind = NodeKind::keyword;
  node.field = store::find_field(field);
  node.value = value;
  return node;
}

bool has_places(const Node& node) {
  switch (node.kind) {
    case NodeKind::words:
      return node.field->name != "author";
    case NodeKind::numbers:
    case NodeKind::lexicon:
    case NodeKind::joined:
      return true;
    case NodeKind::any_of:
      return std::all_of(node.children.begin(), node.children.end(), has_places);
    default:
      return false;
  }
}

std::string to_word(const Node& node) {
  switch (node.kind) {
    case NodeKind::everything:
      return "*";
    case NodeKind::words:
      return words_to_word(node);
    case NodeKind::numbers:
      return numbers_to_word(node);
    case NodeKind::days:
      return fmt::format("date:{}..{}", to_iso(node.days.first), to_iso(node.days.last));
    case NodeKind::keyword:
      return keyword_to_word(node);
    case NodeKind::lexicon:
      return in_field(node, "@" + node.value + (node.entry.empty() ? "" : "/" + node.entry));
    case NodeKind::topic:
      return "topic:" + node.value;
    case NodeKind::all_of:
      return "AND";
    case NodeKind::any_of:
      return "OR";
    case NodeKind::none_of:
      return "NOT";
    case NodeKind::joined:
      return joint_to_word(node);
    case NodeKind::count:
      return fmt::format("count {} {}", sign_of(node.comparison), node.number);
  }
  return {};
}

std::string to_text(const Node& node) {
  std::string out;
  write(node, 0, out);
  return out;
}

}  // namespace saola::query
