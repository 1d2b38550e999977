// store/topic_mark.h
//
// What the index keeps of topics: for each article and each topic that counts it a term, and in one value slot the mark:
// the score, where in the article it stands, and the sentences that show it. The term makes a topic's count the length of a posting
// list; the mark lets a report show why without reading the article again.
//
// Source: docs/index-schema.md#topics. Made by query/topic_judge.h, written by `saola index`.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/index_db.h"

namespace saola::store {

/// The best place of what made an article count for a topic.
enum class Standing {
  nowhere,  // it does not count, or nothing in it stands at a place
  title,
  lead,     // the text's first paragraph
  body,     // two sentences or more behind it
  passing,  // one sentence behind it
};

/// "title"
[[nodiscard]] std::string_view to_string(Standing standing);

/// A sentence of the article, or its title: bytes [begin, end) of one or the other.
struct EvidenceSpan {
  bool in_title = false;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const EvidenceSpan&, const EvidenceSpan&) = default;
};

struct TopicMark {
  int score = 0;  // 0 to 100 (topics/README.md)
  Standing standing = Standing::nowhere;
  std::vector<EvidenceSpan> evidence;  // title first, then in the order of the text

  friend bool operator==(const TopicMark&, const TopicMark&) = default;
};

/// The marks of one article, by topic.
using TopicMarks = std::map<std::string, TopicMark, std::less<>>;

/// "XTwildlife-crime"
[[nodiscard]] std::string topic_term(std::string_view topic);

/// One line a topic: "wildlife-crime 87 title t0-41 120-233". Empty for no marks.
[[nodiscard]] std::string to_marks_value(const TopicMarks& marks);
/// The reverse. @error  Code::corrupt.
[[nodiscard]] Result<TopicMarks> from_marks_value(std::string_view value);

/// The marks of a document. @error  Code::corrupt, and Xapian's.
[[nodiscard]] Result<TopicMarks> marks_of(const Xapian::Document& document);

/// What an index's marks were made from: "VERSION QUERY LEXICONS", the last two short digests; an index of before has none.
struct TopicStamp {
  int version = 0;
  std::string query;     // of the topic's query, and of those of the topics it asks
  std::string lexicons;  // of the stamps of all lexicons that these ask

  friend bool operator==(const TopicStamp&, const TopicStamp&) = default;
};
using TopicStamps = std::map<std::string, TopicStamp, std::less<>>;

/// Of all shards: a topic whose marks two shards made from something else, or one not at all, is not there.
/// @error  Code::corrupt, when the metadata is not what we wrote; Xapian's.
[[nodiscard]] Result<TopicStamps> index_topics(const Xapian::Database& db);
/// Set within the open transaction. Xapian's exceptions pass.
void set_index_topics(Xapian::WritableDatabase& db, const TopicStamps& stamps);

/// Gives document `id` new marks for `topics`: what `marks` names of them it gets, the others it loses; marks of other topics stay.
/// Xapian's exceptions pass.
/// @return  false: it has exactly those already, and nothing was written. @error  Code::corrupt.
[[nodiscard]] Result<bool> put_marks(Xapian::WritableDatabase& db, Xapian::docid id,
                                     const std::vector<std::string>& topics,
                                     const TopicMarks& marks);

/// The documents that an index's marks count for the topic, ascending. Xapian's exceptions pass.
[[nodiscard]] std::vector<Xapian::docid> marked_documents(const Xapian::Database& db,
                                                          std::string_view topic);

}  // namespace saola::store
