// Any bytes into the text library: valid UTF-8 out, the relations of docs/vietnamese.md hold, nothing crashes.
// Seeds: tests/fuzz/text_seeds, written by hand.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "text/analyze.h"
#include "text/canonical.h"
#include "text/charset.h"
#include "text/language.h"
#include "text/lead_tail.h"
#include "text/normal.h"
#include "text/repair.h"

namespace {

using namespace saola;
using namespace saola::text;

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

void check_same_tokens(const std::string& text, const std::string& canonical) {
  static Analyzer one;
  static Analyzer other;
  const auto a = one.analyze(text);
  const auto b = other.analyze(canonical);
  demand(a.size() == b.size(), "a text and its canonical form have as many tokens");
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    demand(a[i].exact == b[i].exact && a[i].folded == b[i].folded, "and the same");
    demand(
        a[i].span.begin >= end && a[i].span.end > a[i].span.begin && a[i].span.end <= text.size(),
        "spans ascend inside the text");
    end = a[i].span.end;
    demand(!find_bad_utf8(a[i].exact) && !find_bad_utf8(a[i].folded), "terms are UTF-8");
    demand(a[i].sentence == b[i].sentence && a[i].paragraph == b[i].paragraph,
           "in the same sentence");
  }
}

void check_forms(const std::string& text) {
  const std::string display = display_form(text);
  const std::string canonical = canonical_form(text);
  demand(!find_bad_utf8(display) && !find_bad_utf8(canonical), "forms are UTF-8");
  demand(display_form(display) == display, "display form is idempotent");
  demand(canonical_form(canonical) == canonical, "canonical form is idempotent");
  demand(canonical_form(display) == canonical, "canonical form of the display form");
  demand(fold(canonical) == fold(text), "fold of the canonical form");
  if (!find_bad_utf8(text)) {
    std::u32string apart = to_code_points(text);
    to_nfd(apart);
    demand(canonical_form(to_utf8(apart)) == canonical, "canonical form of the decomposed text");
  }
  check_same_tokens(text, canonical);
}

/// A line by itself has the tokens that it has among others.
void check_lines(const std::string& text) {
  static Analyzer whole;
  static Analyzer part;
  const auto tokens = whole.analyze(text);
  std::size_t next = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    for (const Token& token : part.analyze(std::string_view(text).substr(at, end - at))) {
      demand(next < tokens.size() && tokens[next].exact == token.exact &&
                 tokens[next].span.begin == token.span.begin + at,
             "tokens of joined lines are the lines' tokens joined");
      ++next;
    }
    at = end + 1;
  }
  demand(next == tokens.size(), "and no others");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const Decoded decoded = decode(bytes);
  demand(!find_bad_utf8(decoded.utf8) && !decoded.charset.empty(), "decoded text is UTF-8");
  for (const char* charset :
       {"windows-1258", "tcvn3", "vni", "viscii", "vps", "utf-16le", "utf-16be"})
    demand(!find_bad_utf8(decode_from(bytes, charset).utf8), "decoded text is UTF-8");
  check_forms(bytes);
  check_forms(decoded.utf8);
  check_lines(bytes);
  const auto mended = repair(decoded.utf8);
  demand(!mended || !find_bad_utf8(*mended), "mended text is UTF-8");
  (void)detect_language(decoded.utf8);
  const LeadTail split = split_lead_tail(decoded.utf8);
  demand(split.core.size() <= decoded.utf8.size(), "the core is a part");
  (void)story_text(decoded.utf8);
  return 0;
}
