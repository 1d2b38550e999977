// query/definitions.h
//
// What is monitored, as read from the workspace: topics and lexicons.

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/review.h"
#include "query/topic.h"
#include "store/index_db.h"
#include "text/lexicon.h"

namespace saola::query {

struct Definitions {
  std::vector<Topic> topics;            // by id
  std::vector<text::Lexicon> lexicons;  // by id
  std::vector<std::string> stamps;      // of the lexicons, in their order: store::lexicon_stamp
  std::vector<Review> reviews;          // people's decisions, by topic and document: add_reviews
  bool live = false;            // topics are asked as their files stand, not by the index's marks
  std::vector<Error> problems;  // files that could not be read; the others work
};

/// Where answers come from. `definitions` must outlive it.
struct Sources {
  std::filesystem::path index;  // the Xapian database's folder
  const Definitions& definitions;
  /// How it is opened; a test lets writers pass here.
  std::function<Result<Xapian::Database>(const std::filesystem::path&)> open = store::open_index;
};

/// Reads all *.toml of both folders. Absent folders are empty. Never fails as a whole: see Definitions::problems, which
/// a command shows as warnings and `topics check` as errors.
[[nodiscard]] Definitions load_definitions(const std::filesystem::path& topics,
                                           const std::filesystem::path& lexicons);

/// @return  nullptr: there is none. Valid as long as `definitions` is unchanged.
[[nodiscard]] const Topic* find_topic(const Definitions& definitions, std::string_view id);
[[nodiscard]] const text::Lexicon* find_lexicon(const Definitions& definitions,
                                                std::string_view id);

/// Code::usage, for a topic that does not exist: names those that do.
[[nodiscard]] Error unknown_topic(const Definitions& definitions, std::string_view id);

}  // namespace saola::query
