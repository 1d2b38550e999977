#include "text/legacy_detect.h"

#include <algorithm>
#include <string>

#include "text/char_kind.h"
#include "text/common_syllables.h"
#include "text/letters.h"
#include "text/normal.h"
#include "text/syllable.h"

namespace saola::text {
namespace {

constexpr std::size_t kSampleBytes = 16384;  // of words with high bytes; more says nothing new

// What a word is worth: chosen over 3,000 articles in five encodings (docs/vietnamese.md#encodings).
constexpr double kOftenUsed = 3;
constexpr double kUsed = 2;
constexpr double kWellFormed = 0.5;
constexpr double kImpossible = -1.5;
constexpr int kTellingWords =
    2;  // fewer in a text of kShortBytes: "Nº" is all that a German page has of them
constexpr std::size_t kShortBytes = 64;
constexpr double kVietnamese = 0.5;  // a mean below it: no Vietnamese encoding fits

bool is_word_byte(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80 ||
         (byte >= 0x02 && byte <= 0x06) || (byte >= 0x10 && byte <= 0x15) || byte == 0x19 ||
         (byte >= 0x1C && byte <= 0x1E);
}

/// Quotes, dashes and the ellipsis of windows-1252; in VISCII and VPS rare capitals.
bool is_punctuation(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x82 || byte == 0x84 || byte == 0x85 || (byte >= 0x91 && byte <= 0x97);
}

/// Whether the word holds a byte beyond ASCII, or a control byte that VISCII and VPS use, that is not just punctuation at its
/// edge. A byte that stands alone says nothing: an English dash would be VISCII's Ở.
bool tells(std::string_view word) {
  const auto is_beyond_ascii = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20;
  };
  while (!word.empty() && is_punctuation(word.front())) word.remove_prefix(1);
  while (!word.empty() && is_punctuation(word.back())) word.remove_suffix(1);
  return word.size() > 1 && std::any_of(word.begin(), word.end(), is_beyond_ascii);
}

/// The words that tell, each with a space behind it.
std::string telling_words(std::string_view bytes) {
  std::string words;
  for (std::size_t at = 0; at < bytes.size() && words.size() < kSampleBytes;) {
    const std::size_t begin = at;
    while (at < bytes.size() && is_word_byte(static_cast<unsigned char>(bytes[at]))) ++at;
    const std::string_view word = bytes.substr(begin, at - begin);
    if (tells(word)) words.append(word).push_back(' ');
    if (at == begin) ++at;
  }
  return words;
}

/// What may stand at a word's edge in any encoding: quotes, dashes, the ellipsis, a bullet, a no-break space.
bool is_edge(char32_t point) {
  return (point >= 0x2010 && point <= 0x2026) || point == 0xA0 || point == 0xAB || point == 0xBB ||
         point == 0xB7;
}

/// A capital beyond ASCII among small letters: "sƯ" and "CẢm" are small letters of another encoding. ASCII capitals and toned
/// small letters say nothing, since TCVN3 writes "HạNH PHúC".
bool has_capital_inside(std::u32string_view word) {
  const auto is_capital = [](char32_t letter) { return lower(letter) != letter; };
  for (std::size_t i = 1; i < word.size(); ++i) {
    const bool before_small = i + 1 < word.size() && word[i + 1] >= 'a' && word[i + 1] <= 'z';
    if (word[i] >= 0x80 && is_capital(word[i]) && (before_small || !is_capital(word[i - 1])))
      return true;
  }
  return false;
}

/// What the word says for its encoding; 0 if nothing.
double score_word(std::u32string_view word) {
  while (!word.empty() && is_edge(word.front())) word.remove_prefix(1);
  while (!word.empty() && is_edge(word.back())) word.remove_suffix(1);
  if (std::all_of(word.begin(), word.end(), [](char32_t point) { return point < 0x80; })) return 0;
  std::u32string small(word);
  for (char32_t& letter : small) letter = lower(letter);
  if (!is_well_formed(small) || has_capital_inside(word)) return kImpossible;
  const int level = commonness(small);
  return level == 2 ? kOftenUsed : level == 1 ? kUsed : kWellFormed;
}

double score(std::string_view words, Legacy charset) {
  std::u32string text = decode_legacy(words, charset);
  if (charset == Legacy::windows_1258) to_nfc(text);
  double sum = 0;
  double count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const std::size_t end = text.find(U' ', at);
    sum += score_word(std::u32string_view(text).substr(at, end - at));
    at = end + 1;
  }
  return count == 0 ? 0 : sum / count;
}

}  // namespace

Legacy detect_legacy(std::string_view bytes, std::optional<Legacy> declared) {
  const std::string words = telling_words(bytes);
  const Legacy fallback = declared.value_or(Legacy::windows_1252);
  const auto count = std::count(words.begin(), words.end(), ' ');
  if (count < kTellingWords && bytes.size() >= kShortBytes) return fallback;
  Legacy best = fallback;
  double best_score = std::max(kVietnamese, score(words, fallback));
  for (const Legacy charset : kLegacies) {
    const double found = score(words, charset);
    if (found <= best_score) continue;
    best = charset;
    best_score = found;
  }
  return best;
}

}  // namespace saola::text
