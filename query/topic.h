// query/topic.h
//
// A topic is a saved, versioned query with its purpose and examples: one file topics/ID.toml.
//
// Source: docs/query-language.md#topic-files, topics/README.md.

#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/output.h"
#include "query/query_tree.h"

namespace saola::query {

struct Definitions;

/// A text that the topic must find, or must not. Its first line is the title, what follows the text.
struct TopicExample {
  std::string text;
  bool must_match = true;
  std::string why;
  unsigned line = 0;  // in the topic's file
};

struct Topic {
  std::string id;  // lower-case ASCII letters, digits, hyphens; the file's name without .toml
  int version = 0;
  std::string label_vi;
  std::string label_en;
  std::string purpose;
  Query query;  // Dialect::topic; its origin names the file
  std::vector<TopicExample> examples;
};

/// Reads a topic from TOML, with its query.
///
/// @param toml  UTF-8.
/// @param name  of the file, for messages: "topics/policy.toml"; its stem must be the id.
/// @error  Code::bad_input, "NAME:LINE: what", with a hint: TOML syntax, unknown or missing key, the query's syntax.
[[nodiscard]] Result<Topic> parse_topic(std::string_view toml, std::string_view name);

struct TopicFolder {
  std::vector<Topic> topics;    // by id
  std::vector<Error> problems;  // one a file that could not be read, by file name
};

/// Reads all *.toml of a folder. An absent folder has no topics.
[[nodiscard]] TopicFolder load_topics(const std::filesystem::path& folder);

/// What is wrong with a topic beyond its syntax: a lexicon, entry or topic that does not exist, a circle of topics, an
/// example that is found and must not be, or the reverse. Each begins with "FILE:LINE: ". None: it is sound.
[[nodiscard]] std::vector<Error> check_topic(const Topic& topic, const Definitions& definitions);

/// Writes one row a topic: topic, version, label_vi, label_en, purpose. @error as Output's.
[[nodiscard]] Result<void> list_topics(const Definitions& definitions, Output& output);

/// Writes everything about one topic for a person to read. @error  Code::usage: unknown topic, with the known ids in the hint.
[[nodiscard]] Result<void> show_topic(const Definitions& definitions, std::string_view id,
                                      std::ostream& out);

}  // namespace saola::query
