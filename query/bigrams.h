// query/bigrams.h
//
// Exact phrases by the lists of common bigrams, where the index has them: what would be looked up by positions is read
// instead. Xapian's exceptions pass.
//
// Source: docs/index-schema.md#bigrams.

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "query/query_tree.h"
#include "store/bigram_table.h"

namespace saola::query {

/// The tables of an index, opened when they are first asked. One thread at a time.
class Bigrams {
 public:
  explicit Bigrams(std::filesystem::path index) : index_(std::move(index)) {}

  /// The documents in which the exact words stand one after the other in title or text, without weights: as a list, or as
  /// a phrase of which only those are looked at that have its common bigrams. None: the tables say nothing of it.
  /// @param db     the index, or a shard of it, as it is now.
  /// @param words  two or more.
  [[nodiscard]] std::optional<Xapian::Query> phrase(const Xapian::Database& db,
                                                    const std::vector<std::string>& words);

 private:
  [[nodiscard]] const store::BigramTable* table_of(const Xapian::Database& shard);

  std::filesystem::path index_;
  std::map<std::string, store::BigramTable> tables_;  // by the UUID of the database
};

/// Two or more exact words of title or text in a row.
[[nodiscard]] bool is_exact_phrase(const Node& node);

/// Lets the tree's exact phrases be asked of these. nullptr: of none.
void use_bigrams(Node& bound, const std::shared_ptr<Bigrams>& bigrams);

}  // namespace saola::query
