// indexer/annotate.h
//
// Lexicon matches as concept terms: "Kspecies" and "Kspecies/rhino-horn" at the position of the match's first token, so that
// @species and @species/rhino-horn are ordinary positional terms of the index.
//
// Source: docs/index-schema.md, "Concepts".

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyze.h"
#include "text/lexicon.h"

namespace saola::indexer {

/// One concept term at one position; `term` lives as long as its Annotator.
struct ConceptPosting {
  std::string_view term;
  std::uint32_t position = 0;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 behind a defaulted <=> for a pointer
  friend auto operator<=>(const ConceptPosting&, const ConceptPosting&) = default;
};

/// Finds the concepts of token runs. Thread rule: one thread at a time.
class Annotator {
 public:
  /// @param lexicons  read now, not kept.
  explicit Annotator(std::span<const text::Lexicon> lexicons);

  /// Appends the postings of one text: for each match the lexicon's term and the entry's.
  ///
  /// @param positions  the position of each token; as long as `tokens`.
  void annotate(std::span<const text::Token> tokens, std::span<const std::uint32_t> positions,
                std::vector<ConceptPosting>& out);

 private:
  struct Terms {
    std::string lexicon;               // empty: too long for a term, not indexed
    std::vector<std::string> entries;  // the same, by the entry's number
  };
  std::vector<Terms> terms_;  // by the lexicon's number; never changed, `out` points into it
  text::LexiconMatcher matcher_;
  std::vector<text::LexiconMatch> matches_;  // reused from text to text
};

}  // namespace saola::indexer
