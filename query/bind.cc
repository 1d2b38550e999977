#include "query/bind.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "query/facets.h"
#include "query/query_parser.h"

namespace saola::query {

namespace {

template <typename List>
std::string names_of(const List& list, std::string_view before) {
  std::string names;
  for (const auto& item : list) {
    names += fmt::format("{}{}{}", names.empty() ? "" : ", ", before, item.id);
  }
  return names.empty() ? "none" : names;
}

class Binder {
 public:
  explicit Binder(const Definitions& definitions) : definitions_(definitions) {}

  // `query` is what `node` was read from.
  Result<void> bind(Node& node, const Query& query) {
    if (node.kind == NodeKind::lexicon) return check_lexicon(node, query);
    if (node.kind == NodeKind::topic) return put_topic(node, query);
    const bool is_facet =
        node.kind == NodeKind::keyword && node.field->kind == store::FieldKind::facet;
    if (is_facet) return put_facet(node, query);
    for (Node& child : node.children) {
      if (auto bound = bind(child, query); !bound) return bound;
    }
    return {};
  }

 private:
  Result<void> check_lexicon(const Node& node, const Query& query) const {
    const text::Lexicon* lexicon = find_lexicon(definitions_, node.value);
    if (lexicon == nullptr) {
      return wrong(node, query, fmt::format("no lexicon \"{}\"", node.value),
                   "the lexicons are: " + names_of(definitions_.lexicons, "@"));
    }
    const auto has_id = [&](const text::LexiconEntry& entry) { return entry.id == node.entry; };
    const bool known =
        node.entry.empty() || std::any_of(lexicon->entries.begin(), lexicon->entries.end(), has_id);
    if (known) return {};
    return wrong(node, query,
                 fmt::format("lexicon \"{}\" has no entry \"{}\"", node.value, node.entry),
                 fmt::format("its entries are listed in lexicons/{}.toml", node.value));
  }

  Result<void> put_facet(Node& node, const Query& query) const {
    auto tree = facet_tree(node, definitions_);
    if (!tree) return wrong(node, query, tree.error().message, tree.error().hint);
    node = std::move(*tree);
    return {};
  }

  Result<void> put_topic(Node& node, const Query& query) {
    const Topic* topic = find_topic(definitions_, node.value);
    if (topic == nullptr) {
      return wrong(node, query, fmt::format("no topic \"{}\"", node.value),
                   "the topics are: " + names_of(definitions_.topics, ""));
    }
    if (std::find(open_.begin(), open_.end(), topic) != open_.end()) {
      return wrong(node, query, fmt::format("topic \"{}\" leads back to itself", node.value),
                   "a topic may not ask, even by way of another topic, for itself");
    }
    open_.push_back(topic);
    Node tree = topic->query.root;
    auto bound = bind(tree, topic->query);
    open_.pop_back();
    if (!bound) return bound;
    node.children = {with_reviews(std::move(tree), definitions_.reviews, node.value)};
    return {};
  }

  static tl::unexpected<Error> wrong(const Node& node, const Query& query, std::string message,
                                     std::string hint) {
    return tl::unexpected<Error>(
        query_error(query.text, query.origin, node.place, std::move(message), std::move(hint)));
  }

  const Definitions& definitions_;
  std::vector<const Topic*> open_;  // those whose trees are being bound, outermost first
};

void collect_leaves(const Node& node, std::vector<const Node*>& leaves) {
  if (node.kind == NodeKind::none_of) return;
  const bool asks_for_few = node.kind == NodeKind::count &&
                            (node.comparison == Comparison::at_most ||
                             node.comparison == Comparison::fewer_than || node.number == 0);
  if (asks_for_few) return;
  const bool is_leaf = node.kind == NodeKind::words || node.kind == NodeKind::numbers ||
                       node.kind == NodeKind::lexicon || node.kind == NodeKind::keyword;
  if (is_leaf) leaves.push_back(&node);
  for (const Node& child : node.children) {
    const bool is_unwanted =
        node.kind == NodeKind::joined && node.negated && &child == &node.children.back();
    if (!is_unwanted) collect_leaves(child, leaves);
  }
}

void collect_lexicons(const Node& node, std::set<std::string>& ids) {
  if (node.kind == NodeKind::lexicon) ids.insert(node.value);
  for (const Node& child : node.children) collect_lexicons(child, ids);
}

void collect_topics(const Node& node, std::set<std::string>& ids) {
  if (node.kind == NodeKind::topic) ids.insert(node.value);
  for (const Node& child : node.children) collect_topics(child, ids);
}

}  // namespace

Result<Node> bind(const Query& query, const Definitions& definitions) {
  Node root = query.root;
  if (auto bound = Binder(definitions).bind(root, query); !bound) return pass_on(bound);
  return root;
}

Result<Node> bind_topic(std::string_view id, const Definitions& definitions) {
  if (find_topic(definitions, id) == nullptr) {
    return tl::unexpected<Error>(unknown_topic(definitions, id));
  }
  Query query;
  query.text = fmt::format("topic:{}", id);
  query.root.kind = NodeKind::topic;
  query.root.value = id;
  query.root.place = {0, static_cast<std::uint32_t>(query.text.size())};
  return bind(query, definitions);
}

std::vector<const Node*> positive_leaves(const Node& root) {
  std::vector<const Node*> leaves;
  collect_leaves(root, leaves);
  return leaves;
}

std::vector<std::string> topics_of(const Node& root) {
  std::set<std::string> ids;
  collect_topics(root, ids);
  return {ids.begin(), ids.end()};
}

std::vector<std::string> lexicons_of(const Node& root) {
  std::set<std::string> ids;
  collect_lexicons(root, ids);
  return {ids.begin(), ids.end()};
}

}  // namespace saola::query
