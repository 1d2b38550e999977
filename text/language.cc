#include "text/language.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>

#include "base/utf8.h"
#include "text/analyze.h"
#include "text/syllable.h"

namespace saola::text {
namespace {

constexpr std::size_t kMostBytes = 3000;  // a page's language shows in its first screen
constexpr std::size_t kFewestWords = 3;

/// What a word looks like, seen from Vietnamese.
enum class Look : std::uint8_t {
  marked_syllable,  // "của"
  plain_syllable,   // "khi": could be Vietnamese written with or without marks
  english,          // "which": one of English's own small words
  english_like,  // "the", "on": English, but Vietnamese can be written so when marks are left out
  foreign,       // "und": small words of other languages of Latin script
  latin,         // any other word of ASCII letters
  other_marked,  // Vietnamese marks in a word that is no syllable: "résumé"
  other_script,  // letters that Vietnamese does not have
};
constexpr std::size_t kLooks = 8;

constexpr std::string_view kEnglish[] = {
    "a",    "about", "after",   "against", "all",    "also",  "and",   "any",   "are",    "as",
    "at",   "be",    "because", "been",    "before", "but",   "by",    "could", "during", "first",
    "for",  "from",  "had",     "has",     "have",   "her",   "his",   "how",   "if",     "into",
    "is",   "it",    "its",     "just",    "like",   "more",  "most",  "new",   "not",    "of",
    "or",   "other", "our",     "out",     "over",   "said",  "says",  "she",   "should", "some",
    "than", "their", "them",    "there",   "these",  "they",  "this",  "those", "under",  "up",
    "us",   "was",   "we",      "were",    "what",   "when",  "where", "which", "while",  "who",
    "why",  "will",  "with",    "would",   "year",   "years", "you",   "your"};
constexpr std::string_view kEnglishLike[] = {"an",  "can",  "he", "in", "on", "that",
                                             "the", "then", "to", "so", "no", "me"};
constexpr std::string_view kForeign[] = {
    "alla", "als",  "au",    "auf",   "aus",   "av",     "avec",  "bei",    "bir", "con",
    "dan",  "dans", "das",   "degli", "dei",   "del",    "della", "dem",    "den", "der",
    "des",  "die",  "durch", "een",   "ein",   "eine",   "einen", "einer",  "el",  "elle",
    "en",   "est",  "et",    "gegen", "gli",   "haben",  "het",   "hier",   "ihr", "ihre",
    "il",   "im",   "ist",   "jetzt", "je",    "las",    "le",    "les",    "los", "mehr",
    "mit",  "muss", "na",    "nach",  "nel",   "nella",  "nicht", "noch",   "och", "og",
    "ohne", "ou",   "para",  "per",   "plus",  "por",    "pour",  "que",    "qui", "sich",
    "sind", "som",  "son",   "sont",  "sul",   "sur",    "um",    "una",    "und", "une",
    "van",  "vom",  "von",   "vor",   "wegen", "werden", "wie",   "wieder", "wir", "wird",
    "yang", "ve",   "zu",    "zum",   "zur"};

// Endings that neither English nor Vietnamese has.
constexpr std::string_view kForeignEndings[] = {"keit",   "heit",   "lich", "isch",  "ische",
                                                "ischer", "ischen", "tung", "dung",  "zione",
                                                "zioni",  "schen",  "cion", "ujete", "mente"};

bool has_foreign_ending(std::string_view word) {
  return word.size() > 6 &&
         std::any_of(std::begin(kForeignEndings), std::end(kForeignEndings),
                     [word](std::string_view ending) { return word.ends_with(ending); });
}

using Looks = std::unordered_map<std::string_view, Look>;

/// The small words by which languages are told.
const Looks& small_words() {
  static const Looks made = [] {
    Looks filled;
    for (const std::string_view word : kEnglish) filled.emplace(word, Look::english);
    for (const std::string_view word : kEnglishLike) filled.emplace(word, Look::english_like);
    for (const std::string_view word : kForeign) filled.emplace(word, Look::foreign);
    return filled;
  }();
  return made;
}

/// How often each look is met in the four ways to write; counted over real articles, rounded. Their logarithms are added.
struct Model {
  std::string_view language;
  double prior;
  std::array<double, kLooks> share;  // by Look
};
constexpr Model kModels[] = {
    {"vi", 0.50, {.66, .24, .003, .006, .003, .08, .006, .002}},
    {"vi", 0.05, {.02, .85, .010, .030, .010, .08, .001, .001}},  // marks left out
    {"en", 0.30, {.001, .09, .27, .12, .006, .51, .002, .002}},
    {"other", 0.15, {.015, .15, .02, .01, .15, .45, .05, .15}}};

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

Look look_of(const Token& token) {
  if (!is_ascii(token.exact)) {
    if (!token.marked) return Look::other_script;
    return is_well_formed(to_code_points(token.exact)) ? Look::marked_syllable : Look::other_marked;
  }
  const auto small = small_words().find(token.exact);
  if (small != small_words().end()) return small->second;
  if (has_foreign_ending(token.exact)) return Look::foreign;
  return is_folded_syllable(token.exact) ? Look::plain_syllable : Look::latin;
}

/// The first bytes, not cutting a code point.
std::string_view beginning(std::string_view text) {
  if (text.size() <= kMostBytes) return text;
  std::size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

std::string_view detect_language(std::string_view text) {
  thread_local Analyzer analyzer;  // knows the words of the texts before
  std::array<std::size_t, kLooks> counts = {};
  std::size_t words = 0;
  for (const Token& token : analyzer.analyze(beginning(text))) {
    if (has_digit(token.exact)) continue;
    ++counts[static_cast<std::size_t>(look_of(token))];
    ++words;
  }
  if (words < kFewestWords) return {};
  std::string_view best;
  double best_score = -1e300;
  for (const Model& model : kModels) {
    double score = std::log(model.prior);
    for (std::size_t look = 0; look < kLooks; ++look)
      score += static_cast<double>(counts[look]) * std::log(model.share[look]);
    if (score <= best_score) continue;
    best_score = score;
    best = model.language;
  }
  return best;
}

}  // namespace saola::text
