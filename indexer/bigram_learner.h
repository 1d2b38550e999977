// indexer/bigram_learner.h
//
// Which pairs of neighbouring words are common, from the first articles of an index.
//
// Source: docs/index-schema.md#bigrams.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/bigrams.h"
#include "text/analyze.h"

namespace saola::indexer {

/// Recipe: read title and text, end_article, ..., choose.
class BigramLearner {
 public:
  BigramLearner() = default;
  BigramLearner(const BigramLearner&) = delete;  // words_ views into numbers_
  BigramLearner& operator=(const BigramLearner&) = delete;

  /// The words of a title or a text, of the article that is not yet ended.
  void read(std::span<const text::Token> tokens);
  void end_article() { ++articles_; }
  [[nodiscard]] std::uint32_t articles() const { return articles_; }

  /// Those that stand in at least one of 250 articles read, and at least four times as often as their words would meet by
  /// chance: words, names, and what is always said the same way, but not "of the".
  [[nodiscard]] std::shared_ptr<const store::BigramList> choose() const;

 private:
  struct Word {
    const std::string* bytes = nullptr;  // in numbers_
    std::uint32_t uses = 0;
  };
  struct Bigram {
    std::uint32_t articles = 0;
    std::uint32_t uses = 0;
    std::uint32_t last_article = 0;  // in which it was met, counted from 1
  };

  std::uint32_t number_of(std::string_view word);

  std::unordered_map<std::string, std::uint32_t> numbers_;  // of words
  std::vector<Word> words_;                                 // by number
  std::unordered_map<std::uint64_t, Bigram> bigrams_;       // by both words' numbers
  std::uint64_t tokens_ = 0;
  std::uint32_t articles_ = 0;
  std::string key_;  // reused
};

}  // namespace saola::indexer
