// query/judgement.h
//
// Why a topic counts one article, in few words: where it says what the topic asks for, and the sentences that show it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/query_tree.h"
#include "query/reading.h"

namespace saola::query {

/// The best place of what made an article count.
enum class Standing {
  nowhere,  // it does not count, or nothing in it stands at a place
  title,
  lead,     // the text's first paragraph
  body,     // two sentences or more behind it
  passing,  // one sentence behind it
};

/// "title"
[[nodiscard]] std::string_view name_of(Standing standing);

struct Judgement {
  Standing standing = Standing::nowhere;
  std::vector<std::string> evidence;  // sentences, each once: title first, then in order; printable
};

/// What makes the article that `reading` has read match the bound tree: what stands together (NEAR and its like) before what
/// stands alone. Nothing when it does not match.
[[nodiscard]] Judgement judge(const Reading& reading, const Node& bound);

}  // namespace saola::query
