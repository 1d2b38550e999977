// query/bind.h
//
// Between parsing and asking: every @lexicon and topic a query names must exist, and a topic's own tree is put under
// its node, so that what comes after needs no definitions.

#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/definitions.h"
#include "query/query_tree.h"

namespace saola::query {

/// The query's tree with one child under each topic node: that topic's bound tree, with people's decisions above it.
///
/// @error  Code::usage, with a caret: no such lexicon, entry or topic; topics that name each other in a circle.
[[nodiscard]] Result<Node> bind(const Query& query, const Definitions& definitions);

/// The tree of a topic, as if a user had written topic:ID. @error as bind; Code::usage for an unknown topic.
[[nodiscard]] Result<Node> bind_topic(std::string_view id, const Definitions& definitions);

/// Topics whose trees were looked through and name nothing that is not there.
using SoundTopics = std::set<const Topic*>;

/// The same node with no tree under it, for a topic that the index's marks answer. @error as bind_topic: the tree is looked
/// through, and not copied.
/// @param sound  of the same definitions: they are not looked through again. Grows.
[[nodiscard]] Result<Node> topic_alone(std::string_view id, const Definitions& definitions,
                                       SoundTopics& sound);

/// The nodes whose finding makes an article match: words, numbers, lexicons, keywords, not under a NOT. Pointers into `root`, in
/// the order of writing.
[[nodiscard]] std::vector<const Node*> positive_leaves(const Node& root);

/// The ids of topics that the bound tree asks, each once, in order; those asked by topics too.
[[nodiscard]] std::vector<std::string> topics_of(const Node& root);

/// The ids of lexicons that the bound tree asks, each once.
[[nodiscard]] std::vector<std::string> lexicons_of(const Node& root);

}  // namespace saola::query
