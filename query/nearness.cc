#include "query/nearness.h"

#include <algorithm>

namespace saola::query {

namespace {

// What a part is worth that is not as the query asks, but nearly: chosen once, by their order, and not fitted.
constexpr double kElsewhere = 0.4;   // asked in the title or lead, found in another place
constexpr double kInSentence = 0.8;  // asked nearer, found in one sentence
constexpr double kInParagraph = 0.7;
constexpr double kInArticle = 0.5;
constexpr double kOneOfTwo = 0.25;
constexpr double kExplainedAway = 0.5;  // found beside what must not be so near
constexpr double kForbidden = 0.7;      // all is there, and what must not be as well

bool is_part(const Node& node) { return node.field != nullptr && node.field->name != "text"; }

Node anywhere(Node leaf) {
  if (leaf.kind == NodeKind::keyword || !is_part(leaf) || leaf.field->name == "author") return leaf;
  leaf.field = store::find_field("text");
  return leaf;
}

Node node_of(NodeKind kind, std::vector<Node> children) {
  if (children.size() == 1) return std::move(children.front());
  Node node;
  node.kind = children.empty() ? NodeKind::everything : kind;
  node.children = std::move(children);
  return node;
}

double of_leaf(const Reading& reading, const Node& leaf) {
  if (reading.holds(leaf)) return 1;
  return has_places(leaf) && is_part(leaf) && reading.holds(anywhere(leaf)) ? kElsewhere : 0;
}

bool holds_joined(const Reading& reading, Node node, Joint joint) {
  node.joint = joint;
  return reading.holds(node);
}

double of_joined(const Reading& reading, const Node& node) {
  if (reading.holds(node)) return 1;
  const bool left = reading.holds(loosened(node.children[0]));
  if (node.negated) return left ? kExplainedAway : 0;
  const bool right = reading.holds(loosened(node.children[1]));
  if (!left || !right) return left || right ? kOneOfTwo : 0;
  if (holds_joined(reading, node, Joint::sentence)) return kInSentence;
  return holds_joined(reading, node, Joint::paragraph) ? kInParagraph : kInArticle;
}

// Halfway to a number of places is half; a place that only nearly is one counts for half of one.
double of_count(const Reading& reading, const Node& node) {
  if (reading.holds(node)) return 1;
  if (asks_for_few(node)) return 0;
  Node fewer = node;
  fewer.comparison = Comparison::at_least;
  for (fewer.number = node.number; fewer.number > 1; --fewer.number) {
    if (reading.holds(fewer)) {
      return static_cast<double>(fewer.number) / (static_cast<double>(node.number) + 1);
    }
  }
  const double one = nearness(reading, node.children.front());
  return one / (static_cast<double>(node.number) + 1);
}

double of_all(const Reading& reading, const Node& node) {
  double sum = 0;
  double wanted = 0;
  double factor = 1;
  for (const Node& child : node.children) {
    if (child.kind == NodeKind::none_of) {
      if (!reading.holds(child)) factor *= kForbidden;
    } else {
      sum += nearness(reading, child);
      ++wanted;
    }
  }
  return factor * (wanted > 0 ? sum / wanted : 1);
}

}  // namespace

bool asks_for_few(const Node& node) {
  return node.kind == NodeKind::count &&
         (node.comparison == Comparison::at_most || node.comparison == Comparison::fewer_than ||
          node.number == 0);
}

double nearness(const Reading& reading, const Node& bound) {
  switch (bound.kind) {
    case NodeKind::all_of:
      return of_all(reading, bound);
    case NodeKind::any_of: {
      double best = 0;
      for (const Node& child : bound.children) best = std::max(best, nearness(reading, child));
      return best;
    }
    case NodeKind::topic:
      return nearness(reading, bound.children.front());
    case NodeKind::joined:
      return of_joined(reading, bound);
    case NodeKind::count:
      return of_count(reading, bound);
    default:
      return of_leaf(reading, bound);
  }
}

Node loosened(const Node& bound) {
  std::vector<Node> wanted;
  for (const Node& child : bound.children) {
    const bool is_unwanted =
        child.kind == NodeKind::none_of || (bound.negated && &child == &bound.children.back());
    if (!is_unwanted) wanted.push_back(loosened(child));
  }
  if (asks_for_few(bound) || bound.kind == NodeKind::none_of) return node_of(NodeKind::all_of, {});
  if (bound.kind == NodeKind::any_of) {
    return wanted.size() < bound.children.size() ? Node{} : node_of(NodeKind::any_of, wanted);
  }
  return bound.children.empty() ? anywhere(bound) : node_of(NodeKind::all_of, std::move(wanted));
}

}  // namespace saola::query
