// store/bigrams.h
//
// Common bigrams: pairs of neighbouring words that the index keeps lists of documents for, as it does for single words. Most
// Vietnamese words are written as two, so that a phrase of two common words is the question asked most, and the dearest one
// when it has to be looked up by positions. Which pairs these are, an index learns from its first articles
// (indexer/bigram_learner.h) and keeps in its metadata; a document holds the numbers of its own in a value slot.
//
// Source: docs/index-schema.md#bigrams; H. E. Williams, J. Zobel and D. Bahle, "Fast Phrase Querying with Combined Indexes",
// ACM Transactions on Information Systems 22(4), 2004.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/index_db.h"

namespace saola::store {

/// The pairs, in the order of their bytes, each with its number: its place among them. Immutable; thread-safe.
class BigramList {
 public:
  /// @param bigrams  "ngà voi": two exact words parted by a blank; in any order, each once.
  explicit BigramList(std::vector<std::string> bigrams);
  BigramList(const BigramList&) = delete;
  BigramList& operator=(const BigramList&) = delete;

  /// A word with what it is looked for by, made once for both pairs it stands in.
  struct Word {
    explicit Word(std::string_view word) : bytes(word), hash(std::hash<std::string_view>()(word)) {}
    std::string_view bytes;
    std::uint64_t hash;
  };

  /// @cost  of a look at one bit for most pairs that are not in the list.
  [[nodiscard]] std::optional<std::uint32_t> find(const Word& first, const Word& second) const;
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view first,
                                                  std::string_view second) const {
    return find(Word(first), Word(second));
  }

  [[nodiscard]] const std::vector<std::string>& bigrams() const { return bigrams_; }

  /// Of the whole list: numbers mean something only beside the list they were given by.
  [[nodiscard]] std::uint32_t stamp() const { return stamp_; }

 private:
  std::vector<std::string> bigrams_;
  std::vector<bool> seen_;            // by hash: may the pair be in the list?
  std::vector<std::uint32_t> slots_;  // by hash: one more than its number; 0: free
  std::uint32_t stamp_ = 0;
};

/// What a document's value slot says: that these are all of its bigrams that the list of this stamp has.
/// @param numbers  ascending, each once.
[[nodiscard]] std::string bigram_value(std::uint32_t stamp,
                                       const std::vector<std::uint32_t>& numbers);

/// Reads them back. @return  false: by another list, or damaged.
[[nodiscard]] bool read_bigram_value(std::string_view value, std::uint32_t stamp,
                                     std::vector<std::uint32_t>& numbers);

/// Calls visit(document, numbers) for every document of a database, in order; nullptr: it does not tell its bigrams of this
/// list. Xapian's exceptions pass.
void each_bigram_value(
    const Xapian::Database& db, const BigramList& list,
    const std::function<void(Xapian::docid, const std::vector<std::uint32_t>*)>& visit);

/// The documents that do not. Xapian's exceptions pass.
[[nodiscard]] std::vector<Xapian::docid> documents_without_bigrams(const Xapian::Database& db,
                                                                   const BigramList& list);

/// The list of one database; nullptr: it has none. @error  of Xapian.
[[nodiscard]] Result<std::shared_ptr<const BigramList>> bigram_list(const Xapian::Database& db);

/// Set within the open transaction, unless the database has a list, which stays. Xapian's exceptions pass: call inside
/// xapian_try.
void set_bigram_list(Xapian::WritableDatabase& db, const BigramList& list);

}  // namespace saola::store
