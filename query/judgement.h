// query/judgement.h
//
// What a topic's query makes of one article, in few words: does it count, where the article says what the topic asks for, the
// sentences that show it, and a score that also tells how near an article comes that does not count.
//
// Source: topics/README.md#scores.

#pragma once

#include <string>
#include <vector>

#include "query/query_tree.h"
#include "query/reading.h"
#include "store/topic_mark.h"

namespace saola::query {

using store::Standing;

/// The least score of an article that counts; one more than the greatest of one that does not.
inline constexpr int kCountingScore = 50;

/// One sentence of an article, or its title, with what was found in it.
struct Evidence {
  store::EvidenceSpan span;
  std::string shown;  // on one line, the words found between « and »; printable
};

struct Judgement {
  bool counts = false;
  int score = 0;  // 0 to 100
  Standing standing = Standing::nowhere;
  std::vector<Evidence> evidence;  // each sentence once: title first, then in order
};

/// What the bound tree makes of the article that `reading` has read. The evidence is what stands together (NEAR and its like)
/// before what stands alone; an article that does not count has none.
[[nodiscard]] Judgement judge(const Reading& reading, const Node& bound);

/// How the score of a judgement comes about: "50 for counting, 30 for the title, 8 for 2 more sentences".
[[nodiscard]] std::string score_in_words(const Judgement& judgement);

}  // namespace saola::query
