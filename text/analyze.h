// text/analyze.h
//
// The one path from text to terms. Documents, queries, lexicons and duplicate detection all cut text here, so that the
// same word becomes the same term whoever wrote it and however.
//
// A token is a run of letters, marks and digits; everything else parts tokens, but a dot or comma between two digits
// stays inside ("7,2", "65.000"), a unit written onto its number is a token of its own ("41kg" is "41" and "kg"), and web
// and mail addresses are no tokens. The exact term is canonical (text/canonical.h) and lower case; the folded term has lost
// tone, quality and the bar of đ as well.
//
// Source: docs/vietnamese.md, with the measurements behind each rule.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace saola::text {

/// Half-open range of bytes in the text that was analysed; never cuts a code point.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

struct Token {
  std::string_view exact;   // canonical, lower case; UTF-8; 1 to 64 bytes (longer runs are skipped)
  std::string_view folded;  // ASCII for Vietnamese; UTF-8
  Span span;                // where it stands in the text given
  std::uint32_t sentence = 0;   // counted from 0 through the text
  std::uint32_t paragraph = 0;  // counted from 0; a paragraph ends at a line break
  bool marked = false;        // holds a Vietnamese mark or đ: a query with one such word is exact
  bool capital = false;       // begins with a capital letter
  bool all_capitals = false;  // two letters or more, all capital ("WCS", "ĐVHD")
  std::uint32_t exact_hash = 0;   // term_hash(exact), made once a spelling and not once a token
  std::uint32_t folded_hash = 0;  // term_hash(folded)
};

/// What LexiconMatcher finds terms by; the same in every run.
[[nodiscard]] std::uint32_t term_hash(std::string_view term);

/// Cuts text into tokens. Keep one and use it for many texts: its buffers are reused, so that a token costs no allocation.
/// Thread rule: one thread at a time.
class Analyzer {
 public:
  Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

  /// The tokens of `text`, in order. Bytes that are not UTF-8 part tokens. At most 4 GiB.
  /// @return  views into the analyser, valid until the next call.
  /// @cost    O(bytes), no allocation once the buffers have grown.
  [[nodiscard]] std::span<const Token> analyze(std::string_view text);

 private:
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
};

}  // namespace saola::text
