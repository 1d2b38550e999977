// A lexicon file of any bytes: read, or refused with a message that names its line; what was read matches without a crash.
// Seeds: tests/fuzz/lexicon_seeds, written by hand.

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "text/lexicon.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saola::text;
  const std::string_view toml(reinterpret_cast<const char*>(data), size);
  const auto lexicon = parse_lexicon(toml, "fuzz.toml");
  if (!lexicon) {
    if (!lexicon.error().message.starts_with("fuzz.toml:")) std::abort();
    return 0;
  }
  if (lexicon->id.empty() || lexicon->entries.empty()) std::abort();
  const LexiconMatcher matcher(std::span(&*lexicon, 1));
  Analyzer analyzer;
  std::vector<LexiconMatch> matches;
  const auto tokens = analyzer.analyze(toml);
  matcher.match(tokens, matches);
  for (const LexiconMatch& match : matches)
    if (match.first >= match.last || match.last > tokens.size()) std::abort();
  return 0;
}
