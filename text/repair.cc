#include "text/repair.h"

#include <algorithm>

#include "text/char_kind.h"
#include "text/common_syllables.h"
#include "text/legacy_charset.h"
#include "text/letters.h"
#include "text/normal.h"
#include "text/syllable.h"
#include "text/utf8.h"

namespace saola::text {
namespace {

constexpr double kVietnamese =
    0.5;  // vietnamese_score of a text that is Vietnamese, damaged or not

bool is_letter(char32_t point) {
  const CharKind kind = char_kind(point);
  return kind == CharKind::letter || kind == CharKind::mark;
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
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char32_t next = text[i + 1];
    const bool is_latin_pair =
        (text[i] == 0xC3 || text[i] == 0xC4 || text[i] == 0xC6 || text[i] == 0xC2) &&
        (next >= 0x80 && encode_windows_1252({&next, 1}));
    const bool is_three = text[i] == 0xE1 && (next == 0xBA || next == 0xBB);
    if (is_latin_pair || is_three) ++signs;
  }
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
  if (text.find_first_of(U"\u00C2\u00C3\u00C4\u00C6\u00E1") == std::u32string::npos) return false;
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

char32_t latin_of_mark(char32_t mark) {
  switch (mark) {
    case 0x301:
      return U'ì';
    case 0x323:
      return U'ò';
    case 0x300:
      return U'Ì';
    case 0x309:
      return U'Ò';
    default:
      return 0;
  }
}

bool is_consonant(char32_t letter) {
  const char32_t small_letter = lower(letter);
  return (small_letter >= 'a' && small_letter <= 'z' && !vowel_letter(small_letter)) ||
         small_letter == U'đ';
}

/// ṭ, ḥ, ć and the like: one of the four tones, composed with a consonant.
bool is_toned_consonant(char32_t letter) {
  if (letter < 0x80 || is_marked_letter(letter) || !is_letter(letter) || letter > 0x1EFF)
    return false;
  std::u32string parts(1, letter);
  to_nfd(parts);
  return parts.size() == 2 && is_consonant(parts[0]) && latin_of_mark(parts[1]) != 0;
}

/// The word with each mark on a consonant read as the letter it was; empty if it has none.
std::u32string with_letters_for_marks(std::u32string_view word) {
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

/// Two kinds of word that Vietnamese does not have and this damage makes: a consonant with a tone (ṭa), and one that ends
/// as no syllable can (xă, quư). One look at each character, since every clean page is asked.
bool shows_misreading(std::u32string_view text) {
  // The end of the text ends no word: a text cut off after forty characters ends in "nă" as easily as in "năm".
  const auto ends_word = [&](std::size_t i) { return i < text.size() && !is_letter(text[i]); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t point = text[i];
    if (point < 0x80) continue;
    const bool is_breve_end =
        (point == U'ă' || point == U'Ă') && ends_word(i + 1) && i > 0 && is_letter(text[i - 1]);
    const bool is_quu = (point == U'ư' || point == U'Ư') && i > 1 && lower(text[i - 1]) == 'u' &&
                        lower(text[i - 2]) == 'q';
    const bool is_loose_mark = latin_of_mark(point) != 0 && i > 0 && is_consonant(text[i - 1]);
    if (is_breve_end || is_quu || is_loose_mark || is_toned_consonant(point)) return true;
  }
  return false;
}

std::optional<std::u32string> undo_misreading(std::u32string_view text) {
  if (!shows_misreading(text) || vietnamese_score(text) < kVietnamese) return std::nullopt;
  std::u32string made;
  std::size_t copied = 0;
  for_each_word(text, [&](std::size_t begin, std::size_t end) {
    const std::u32string meant = undamaged(text.substr(begin, end - begin));
    if (meant.empty()) return;
    made.append(text.substr(copied, begin - copied)).append(meant);
    copied = end;
  });
  if (copied == 0) return std::nullopt;
  made.append(text.substr(copied));
  return made;
}

}  // namespace

std::optional<std::string> repair(std::string_view text) {
  std::u32string points = to_code_points(text);
  bool changed = false;
  if (auto undone = undo_double_encoding(points)) {
    points = std::move(*undone);
    changed = true;
  } else {
    changed = undo_double_encoding_by_line(points);
  }
  if (auto undone = undo_misreading(points)) {
    points = std::move(*undone);
    changed = true;
  }
  if (!changed) return std::nullopt;
  return to_utf8(points);
}

double vietnamese_score(std::u32string_view text) {
  double sum = 0;
  double words = 0;
  for_each_word(text, [&](std::size_t begin, std::size_t end) {
    const std::u32string word = lowered(text.substr(begin, end - begin));
    if (std::all_of(word.begin(), word.end(), [](char32_t letter) { return letter < 0x80; }))
      return;
    sum += is_well_formed(word) ? (commonness(word) > 0 ? 2 : 1) : -1;
    ++words;
  });
  return words == 0 ? 0 : sum / words;
}

}  // namespace saola::text
