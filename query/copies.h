// query/copies.h
//
// Which articles are copies: nearly the same text, as when several papers print one agency's report.
//
// Source: docs/output.md#copies. A. Z. Broder, On the resemblance and containment of documents (1997): shingles, and the
// smallest hashes of them as a sketch.

#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "text/analyze.h"

namespace saola::query {

/// The smallest hashes of an article's shingles, ascending: runs of kShingleWords words as written but for capitals and
/// punctuation. Empty: the text has no word.
using Sketch = std::vector<std::uint64_t>;

inline constexpr std::size_t kShingleWords = 5;
inline constexpr std::size_t kSketchSize = 64;

/// Of 100: two articles are copies when of the kSketchSize smallest hashes of both together this share is in both. Copies
/// share it exactly whatever machine works it out.
inline constexpr std::size_t kCopyPercent = 75;

/// @param text  without the title, which every paper writes anew.
[[nodiscard]] Sketch sketch_of(text::Analyzer& analyzer, std::string_view text);

[[nodiscard]] bool are_copies(const Sketch& a, const Sketch& b);

/// The articles that are no copy of one taken before. In which order they are offered decides who stays.
class Originals {
 public:
  /// Takes the article; false: it is a copy of one taken before. An empty sketch is never a copy.
  bool take(Sketch sketch);

 private:
  std::vector<Sketch> taken_;
  std::multimap<std::uint64_t, std::size_t> taken_with_;  // hash -> number of the article
};

}  // namespace saola::query
