#include "query/marked_topics.h"

#include <set>

#include "query/bind.h"

namespace saola::query {

namespace {

// Articles on which somebody decided for a topic that this one asks.
std::vector<std::string> touched_articles(const Node& topic, const Definitions& definitions) {
  std::set<std::string> asked;
  for (std::string& id : topics_of(topic)) {
    if (id != topic.value) asked.insert(std::move(id));
  }
  std::set<std::string> articles;
  for (const Review& review : definitions.reviews) {
    if (asked.contains(review.topic)) articles.insert(review.document);
  }
  return {articles.begin(), articles.end()};
}

// (mark NOT touched) OR (touched AND the query itself), and the topic's own decisions above it.
Node marked_tree(const Node& topic, const Definitions& definitions) {
  Node tree = keyword_node("topic", topic.value);
  const auto touched = touched_articles(topic, definitions);
  if (touched.empty()) return with_reviews(std::move(tree), definitions.reviews, topic.value);
  if (const auto live = bind(find_topic(definitions, topic.value)->query, definitions)) {
    const Node among = any_article(touched);
    tree = parent_node(
        NodeKind::any_of,
        {parent_node(NodeKind::all_of, {std::move(tree), parent_node(NodeKind::none_of, {among})}),
         parent_node(NodeKind::all_of, {among, *live})});
  }
  return with_reviews(std::move(tree), definitions.reviews, topic.value);
}

}  // namespace

void use_marks(Node& bound, const store::TopicStamps& marks, const Definitions& definitions) {
  if (bound.kind == NodeKind::topic && marks.contains(bound.value)) {
    bound.marked = {marked_tree(bound, definitions)};
    return;
  }
  for (Node& child : bound.children) use_marks(child, marks, definitions);
}

}  // namespace saola::query
