// tests/query/desk.h
//
// A small index in a temporary folder, made by the indexer's own document maker, and short words to ask it.

#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "query/count.h"
#include "query/definitions.h"
#include "query/filters.h"
#include "query/search.h"
#include "store/article.h"
#include "tests/indexer/temp_folder.h"

namespace saola::query {

/// What a test says of an article; the rest is unknown.
struct Story {
  std::string id = {};
  std::string title = {};
  std::string text = {};
  std::string published = "2018-10-03T08:00:00+07:00";  // ISO; empty: undated
  std::string outlet = "a.vn";
  std::string language = "vi";
  std::string section = {};
  std::string author = {};
  std::string credit = {};
};

[[nodiscard]] store::Article article_of(const Story& story);

class Desk {
 public:
  Desk() = default;
  explicit Desk(const std::vector<Story>& stories) { add(stories); }

  /// Lexicons are matched in what is added afterwards; their files' bytes are stamped into the index.
  void add_lexicon(const std::string& toml);
  void add_topic(const std::string& id, const std::string& query);
  void add(const std::vector<Story>& stories);
  /// Brings the index's marks of topics up to date, as `saola index` does.
  void mark_topics();
  /// Learns common bigrams from all articles, as `saola index` does from the first, and makes the table of them.
  void know_bigrams();
  void remove(const std::string& id);

  /// The ids that a search gives, in its order, by `--limit 0 --format json`; an error's message when it fails.
  [[nodiscard]] std::vector<std::string> search(std::string_view query,
                                                const FilterWords& filters = {},
                                                Sort sort = Sort::rank) const;
  /// The same, sorted.
  [[nodiscard]] std::vector<std::string> ids(std::string_view query,
                                             const FilterWords& filters = {}) const;

  /// The CSV of a count without byte-order mark, lines ended by "\n"; an error's message when it fails.
  [[nodiscard]] std::string count(std::string_view query, std::string_view by = "",
                                  const FilterWords& filters = {}, bool share = false) const;
  [[nodiscard]] std::string count(const CountOptions& options,
                                  OutputOptions how = {.format = Format::csv}) const;
  [[nodiscard]] Result<CountSummary> count_summary(std::string_view query, std::string_view by = "",
                                                   const FilterWords& filters = {}) const;
  [[nodiscard]] Result<SearchSummary> search_summary(const SearchOptions& options,
                                                     std::ostream& out,
                                                     Format format = Format::json) const;

  [[nodiscard]] Sources sources() const { return {*folder_ / "index", definitions}; }
  [[nodiscard]] const indexer::TempFolder& folder() const { return *folder_; }

  Definitions definitions;

 private:
  std::unique_ptr<indexer::TempFolder> folder_ = std::make_unique<indexer::TempFolder>();
};

/// Filters by name, for tests that need one or two.
[[nodiscard]] FilterWords between(const std::string& since, const std::string& until);

/// make_filters for words that are known to be right.
[[nodiscard]] Filters filters_of(const FilterWords& words);

}  // namespace saola::query
