// text/lexicon.h
//
// A lexicon is a named list of entries with their spellings; a matcher finds all of many lexicons in one pass over tokens.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/analyze.h"

namespace saola::text {

struct LexiconEntry {
  std::string id;  // "rhino-horn": lower-case ASCII letters, digits, hyphens
  std::string label_vi;
  std::string label_en;
  std::vector<std::string>
      spellings;  // phrases as written; cut by the Analyzer; matched on exact terms
  std::vector<std::string>
      folded;  // spellings matched on folded terms (names of people and places)
  std::vector<std::string>
      cased;  // spellings whose letter case must agree (abbreviations: "WCS", "ENV")
  std::vector<std::string> excluded;  // NOT-phrases: a match inside one of these does not count
  std::string safety;                 // "alone", "company", "never": can the bare word be trusted?
  std::string note;
  std::string source;
  std::vector<std::string>
      tags;  // free groups inside the lexicon: "mammal", "product", an ISO country code
};

struct Lexicon {
  std::string id;  // "species"
  std::string label_vi;
  std::string label_en;
  int version = 0;
  bool revisit = false;  // a page whose title or lead names one of these is fetched again
  std::vector<LexiconEntry> entries;
};

/// Reads a lexicon from TOML; the format is described by example in lexicons/README.md.
/// @error  Code::bad_input, "NAME:LINE: what", with a hint.
[[nodiscard]] Result<Lexicon> parse_lexicon(std::string_view toml, std::string_view name);

struct LexiconMatch {
  std::uint32_t lexicon = 0;  // index into the lexicons given to the matcher
  std::uint32_t entry = 0;    // index into that lexicon's entries
  std::uint32_t first = 0;    // tokens [first, last)
  std::uint32_t last = 0;
};

/// Finds spellings by an automaton over the terms of tokens, which must come from an Analyzer. Immutable after construction; thread-safe.
class LexiconMatcher {
 public:
  explicit LexiconMatcher(std::span<const Lexicon> lexicons);
  LexiconMatcher(LexiconMatcher&&) noexcept;
  LexiconMatcher& operator=(LexiconMatcher&&) noexcept;
  ~LexiconMatcher();

  /// Appends all matches, by first token, then by lexicon and entry; of one entry none inside a longer one; never across a
  /// paragraph; none inside an excluded phrase of its entry. Punctuation between words does not matter.
  /// @cost  one look at a bit for a token that begins no spelling; a look-up a token inside one.
  void match(std::span<const Token> tokens, std::vector<LexiconMatch>& out) const;

 private:
  struct Automaton;
  std::unique_ptr<Automaton> automaton_;
};

}  // namespace saola::text
