// query/marked_topics.h
//
// Topics answered by the marks that the index keeps of them, with people's decisions above the marks.
//
// Source: docs/index-schema.md#topics, docs/reviews.md.

#pragma once

#include "query/definitions.h"
#include "query/query_tree.h"
#include "store/topic_mark.h"

namespace saola::query {

/// Puts under each topic node that `marks` knows a tree over the index's marks (Node::marked), which finds what the node's child
/// found when the marks were made. A topic that asks others is asked live about the articles on which somebody decided for one
/// of those: a decision holds at once.
///
/// @param bound  as bind() made it, with the same definitions; or topic_alone, when there are no decisions.
void use_marks(Node& bound, const store::TopicStamps& marks, const Definitions& definitions);

}  // namespace saola::query
