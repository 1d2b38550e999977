#include "text/repair.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/char_kind.h"
#include "text/common_syllables.h"
#include "text/damage_signs.h"
#include "text/legacy_charset.h"
#include "text/letters.h"
#include "text/normal.h"
#include "text/syllable.h"

namespace saola::text {
namespace {

constexpr double kVietnamese =
    0.5;  // vietnamese_score of a text that is Vietnamese, damaged or not

constexpr double kScoredWords = 2000;  // as many as a long article has; more say nothing new

bool is_letter(char32_t point) {
  const CharKind kind = char_kind(point);
  return kind == CharKind::letter || kind == CharKind::mark;
}

bool is_ascii(std::u32string_view word) {
  return std::all_of(word.begin(), word.end(), [](char32_t letter) { return letter < 0x80; });
}

/// In lower case and composed: half of the damaged texts were written with combining marks.
std::u32string lowered(std::u32string_view word) {
  std::u32string made(word);
  to_nfc(made);
  for (char32_t& letter : made) letter = lower(letter);
  return made;
}

/// Calls `visit(begin, end)` for each run of letters.
template <typename Visit>
void for_each_word(std::u32string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    if (at > begin) visit(begin, at);
    if (at == begin) ++at;
  }
}

// ---- UTF-8 read as windows-1252 ----

/// Whether `text` holds pairs that only this damage makes, more than one in fifty characters.
bool looks_doubly_encoded(std::u32string_view text) {
  std::size_t signs = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (is_double_pair(text[i], text[i + 1])) ++signs;
  return signs > 0 && signs * 50 >= text.size();
}

std::optional<std::u32string> undo_double_encoding(std::u32string_view text) {
  if (!looks_doubly_encoded(text)) return std::nullopt;
  const std::optional<std::string> bytes = encode_windows_1252(text);
  if (!bytes || find_bad_utf8(*bytes)) return std::nullopt;
  std::u32string decoded = to_code_points(*bytes);
  if (looks_doubly_encoded(decoded)) {
    if (auto again = undo_double_encoding(decoded)) return again;
  }
  if (vietnamese_score(decoded) <= std::max(0.0, vietnamese_score(text))) return std::nullopt;
  return decoded;
}

/// A right page around a damaged title or comment. Whether any line changed.
bool undo_double_encoding_by_line(std::u32string& text) {
  bool changed = false;
  std::u32string made;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(U'\n', at), text.size() - 1) + 1;
    const std::u32string_view line(text.data() + at, end - at);
    const auto undone = undo_double_encoding(line);
    changed = changed || undone.has_value();
    made.append(undone ? std::u32string_view(*undone) : line);
    at = end;
  }
  if (changed) text = std::move(made);
  return changed;
}

// ---- Latin-1 letters read as windows-1258 ----

/// The word with each mark on a consonant read as the letter it was; empty if it has none.
std::u32string with_letters_for_marks(std::u32string_view word) {
  const auto may_be_mark = [](char32_t letter) {
    return latin_of_mark(letter) != 0 || is_toned_consonant(letter);
  };
  if (std::none_of(word.begin(), word.end(), may_be_mark)) return {};
  std::u32string made;
  bool changed = false;
  std::u32string parts(word);
  to_nfd(parts);
  for (const char32_t letter : parts) {
    const char32_t meant = latin_of_mark(letter);
    const bool on_consonant = !made.empty() && is_consonant(made.back());
    made.push_back(meant != 0 && on_consonant ? meant : letter);
    changed = changed || (meant != 0 && on_consonant);
  }
  if (!changed) return {};
  to_nfc(made);
  return made;
}

char32_t latin_of_letter(char32_t letter) {
  switch (letter) {
    case U'ă':
      return U'ã';
    case U'Ă':
      return U'Ã';
    case U'ơ':
      return U'õ';
    case U'Ơ':
      return U'Õ';
    case U'ư':
      return U'ý';
    case U'Ư':
      return U'Ý';
    default:
      return letter;
  }
}

std::u32string with_latin_letters(std::u32string_view word) {
  std::u32string made(word);
  for (char32_t& letter : made) letter = latin_of_letter(letter);
  return made;
}

/// What the word was before the damage, or empty.
std::u32string undamaged(std::u32string_view word) {
  const std::u32string marked = with_letters_for_marks(word);
  if (!marked.empty()) {
    if (is_well_formed(lowered(marked))) return marked;
    const std::u32string both = with_latin_letters(marked);
    return is_well_formed(lowered(both)) ? both : std::u32string();
  }
  std::u32string latin = with_latin_letters(word);
  if (latin == word || !is_well_formed(lowered(latin))) return {};
  return commonness(lowered(latin)) > commonness(lowered(word)) ? latin : std::u32string();
}

std::optional<std::string> undo_misreading(std::string_view utf8) {
  const std::u32string text = to_code_points(utf8);
  if (vietnamese_score(text) < kVietnamese) return std::nullopt;
  std::u32string made;
  std::size_t copied = 0;
  for_each_word(text, [&](std::size_t begin, std::size_t end) {
    const std::u32string_view word(text.data() + begin, end - begin);
    const std::u32string meant = is_ascii(word) ? std::u32string() : undamaged(word);
    if (meant.empty()) return;
    made.append(text, copied, begin - copied).append(meant);
    copied = end;
  });
  if (copied == 0) return std::nullopt;
  made.append(text, copied);
  return to_utf8(made);
}

}  // namespace

std::optional<std::string> repair(std::string_view text) {
  const DamageSigns signs = damage_signs(text);
  if (!signs.double_encoding) return signs.misreading ? undo_misreading(text) : std::nullopt;
  std::u32string points = to_code_points(text);
  if (auto undone = undo_double_encoding(points)) {
    points = std::move(*undone);
  } else if (!undo_double_encoding_by_line(points)) {
    return signs.misreading ? undo_misreading(text) : std::nullopt;
  }
  std::string mended = to_utf8(points);
  if (!damage_signs(mended).misreading) return mended;
  return undo_misreading(mended).value_or(mended);
}

double vietnamese_score(std::u32string_view text) {
  double sum = 0;
  double words = 0;
  for_each_word(text, [&](std::size_t begin, std::size_t end) {
    if (words == kScoredWords || is_ascii(text.substr(begin, end - begin))) return;
    const std::u32string word = lowered(text.substr(begin, end - begin));
    sum += is_well_formed(word) ? (commonness(word) > 0 ? 2 : 1) : -1;
    ++words;
  });
  return words == 0 ? 0 : sum / words;
}

}  // namespace saola::text
