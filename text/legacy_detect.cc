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
constexpr double kVietnamese = 0.5;  // a mean below it: no Vietnamese encoding fits

bool is_word_byte(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80 ||
         (byte >= 0x02 && byte <= 0x06) || (byte >= 0x10 && byte <= 0x15) || byte == 0x19 ||
         (byte >= 0x1C && byte <= 0x1E);
}

bool tells(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20;
}

/// The words that hold a byte beyond ASCII, or a control byte that VISCII and VPS use, and an ASCII letter, each with a
/// space behind it. A byte that stands alone says nothing: an English dash would be VISCII's Ở.
std::string telling_words(std::string_view bytes) {
  std::string words;
  for (std::size_t at = 0; at < bytes.size() && words.size() < kSampleBytes;) {
    const std::size_t begin = at;
    while (at < bytes.size() && is_word_byte(static_cast<unsigned char>(bytes[at]))) ++at;
    const std::string_view word = bytes.substr(begin, at - begin);
    const bool has_letter =
        std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'z'; });
    if (has_letter && std::any_of(word.begin(), word.end(), tells))
      words.append(word).push_back(' ');
    if (at == begin) ++at;
  }
  return words;
}

/// What may stand at a word's edge in any encoding: quotes, dashes, the ellipsis, a bullet, a no-break space.
bool is_edge(char32_t point) {
  return (point >= 0x2010 && point <= 0x2026) || point == 0xA0 || point == 0xAB || point == 0xBB ||
         point == 0xB7;
}

/// What the word says for its encoding; 0 if nothing.
double score_word(std::u32string_view word) {
  while (!word.empty() && is_edge(word.front())) word.remove_prefix(1);
  while (!word.empty() && is_edge(word.back())) word.remove_suffix(1);
  if (std::all_of(word.begin(), word.end(), [](char32_t point) { return point < 0x80; })) return 0;
  std::u32string small(word);
  for (char32_t& letter : small) letter = lower(letter);
  if (!is_well_formed(small)) return kImpossible;
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
