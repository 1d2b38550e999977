// query/review.h
//
// People's decisions: reviews.csv in the workspace says of an article whether it counts for a topic, by whom, when and why.
// A decision stands above the topic's query, in every count, search and report.
//
// Source: docs/reviews.md; RFC 4180 (CSV), with what spreadsheets make of it: a semicolon or a tab between cells, a
// byte-order mark, LF line ends, an apostrophe before a cell that would be a formula.

#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/query_tree.h"

namespace saola::query {

struct Definitions;

/// One row of the file. All text is UTF-8, as written; nothing in it is safe for a terminal.
struct Review {
  std::string document;  // an article's id
  std::string topic;     // a topic's id
  bool counts = true;    // the decision: yes or no
  std::string who = {};
  std::string when = {};  // as written; `saola review` writes ISO 8601
  std::string note = {};
  unsigned line = 0;  // in the file, where the row begins
};

struct ReviewFile {
  std::vector<Review>
      reviews;  // by topic, then document; of several decisions on the same the last row's
  std::vector<Error>
      problems;  // "NAME:LINE: what": rows that were left out, in the order of the file
};

/// Reads the file's bytes. A row that cannot be understood is a problem, and the others hold.
///
/// The first row names the columns, in any order: document, topic and decision must be there; who, when and note may be; others
/// are not read. A decision is yes, no, có or không, in any case. Rows without any text are passed over.
/// @param name  of the file, for messages.
[[nodiscard]] ReviewFile parse_reviews(std::string_view csv, std::string_view name);

/// Puts the decisions of a file into `definitions.reviews`, and what is wrong with it, such as a topic that does not exist, into
/// definitions.problems. An absent file has none.
void add_reviews(Definitions& definitions, const std::filesystem::path& file);

/// Writes one more decision behind those of the file, which appears whole or stays as it was; an absent file is begun. What
/// stands in it stays byte for byte.
/// @error  Code::bad_input: the file's first row does not name the columns, or its last quote is never closed; io, locked.
[[nodiscard]] Result<void> append_review(const std::filesystem::path& file, const Review& review);

/// The tree that finds these articles. @param ids  one at least.
[[nodiscard]] Node any_article(const std::vector<std::string>& ids);

/// The topic's tree with the decisions put above it: (tree NOT the articles of a no) OR the articles of a yes. The tree itself
/// when nobody has decided.
[[nodiscard]] Node with_reviews(Node tree, const std::vector<Review>& reviews,
                                std::string_view topic);

/// @return  nullptr: nobody has decided. Valid as long as `reviews`.
[[nodiscard]] const Review* find_review(const std::vector<Review>& reviews, std::string_view topic,
                                        std::string_view document);

/// Adds to `notes` how many decisions stand behind each topic that these bound trees ask: "topic policy: people decided on 3
/// articles, 2 yes and 1 no (reviews.csv)".
void note_reviews(const Definitions& definitions, std::span<const Node> bound,
                  std::vector<std::string>& notes);

}  // namespace saola::query
