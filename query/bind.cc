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

bool is_facet(const Node& node) {
  return node.kind == NodeKind::keyword && node.field->kind == store::FieldKind::facet;
}

// Whether all that a tree names is there.
class NameCheck {
 public:
  NameCheck(const Definitions& definitions, SoundTopics& sound)
      : definitions_(definitions), sound_(sound) {}

  // `query` is what `node` was read from.
  Result<void> check(const Node& node, const Query& query) {
    if (node.kind == NodeKind::lexicon) return check_lexicon(node, query);
    if (node.kind == NodeKind::topic) return check_topic(node, query);
    if (is_facet(node)) return check_facet(node, query);
    for (const Node& child : node.children) {
      if (auto checked = check(child, query); !checked) return checked;
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

  Result<void> check_facet(const Node& node, const Query& query) const {
    auto tree = facet_tree(node, definitions_);
    if (!tree) return wrong(node, query, tree.error().message, tree.error().hint);
    return {};
  }

  Result<void> check_topic(const Node& node, const Query& query) {
    const Topic* topic = find_topic(definitions_, node.value);
    if (topic == nullptr) {
      return wrong(node, query, fmt::format("no topic \"{}\"", node.value),
                   "the topics are: " + names_of(definitions_.topics, ""));
    }
    if (sound_.contains(topic)) return {};
    if (std::find(open_.begin(), open_.end(), topic) != open_.end()) {
      return wrong(node, query, fmt::format("topic \"{}\" leads back to itself", node.value),
                   "a topic may not ask, even by way of another topic, for itself");
    }
    open_.push_back(topic);
    auto checked = check(topic->query.root, topic->query);
    open_.pop_back();
    if (checked) sound_.insert(topic);
    return checked;
  }

  static tl::unexpected<Error> wrong(const Node& node, const Query& query, std::string message,
                                     std::string hint) {
    return tl::unexpected<Error>(
        query_error(query.text, query.origin, node.place, std::move(message), std::move(hint)));
  }

  const Definitions& definitions_;
  SoundTopics& sound_;
  std::vector<const Topic*> open_;  // those whose trees are being looked through, outermost first
};

// Puts the trees of topics under their nodes, and of facets in their places. All that `node` names is there.
void put_trees(Node& node, const Definitions& definitions) {
  if (is_facet(node)) {
    node = *facet_tree(node, definitions);
    return;
  }
  if (node.kind == NodeKind::topic) {
    Node tree = find_topic(definitions, node.value)->query.root;
    put_trees(tree, definitions);
    node.children = {with_reviews(std::move(tree), definitions.reviews, node.value)};
    return;
  }
  for (Node& child : node.children) put_trees(child, definitions);
}

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
  SoundTopics sound;
  if (auto checked = NameCheck(definitions, sound).check(query.root, query); !checked) {
    return pass_on(checked);
  }
  Node root = query.root;
  put_trees(root, definitions);
  return root;
}

Result<Node> topic_alone(std::string_view id, const Definitions& definitions, SoundTopics& sound) {
  if (find_topic(definitions, id) == nullptr) {
    return tl::unexpected<Error>(unknown_topic(definitions, id));
  }
  Query query;
  query.text = fmt::format("topic:{}", id);
  query.root.kind = NodeKind::topic;
  query.root.value = id;
  query.root.place = {0, static_cast<std::uint32_t>(query.text.size())};
  if (auto checked = NameCheck(definitions, sound).check(query.root, query); !checked) {
    return pass_on(checked);
  }
  return std::move(query.root);
}

Result<Node> bind_topic(std::string_view id, const Definitions& definitions) {
  SoundTopics sound;
  auto node = topic_alone(id, definitions, sound);
  if (node) put_trees(*node, definitions);
  return node;
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
