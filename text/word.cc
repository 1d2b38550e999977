#include "text/word.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "text/char_kind.h"
#include "text/letters.h"
#include "text/look_alikes.h"
#include "text/normal.h"
#include "text/syllable.h"

namespace saola::text {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A printable character of ASCII or a letter of Vietnamese that is composed: whatever stands beside it, nothing is mended.
bool is_settled(char32_t point) {
  return (point > 0x1F && point < 0x7F) || is_marked_letter(point);
}

bool is_diacritic(char32_t point) { return point >= 0x300 && point < 0x370; }

/// Puts a loose mark onto the vowel before it. False if it stays loose.
bool absorb(char32_t& vowel, char32_t mark) {
  VowelLetter letter = vowel_letter(vowel);
  if (!letter) return false;
  const Tone tone = tone_of_mark(mark);
  if (tone != Tone::ngang) {
    if (letter.tone == Tone::ngang) letter.tone = tone;
    if (letter.tone != tone) return false;
  } else {
    const Quality quality = quality_of_mark(mark);
    if (quality == Quality::none) return false;
    if (letter.quality == Quality::none) letter.quality = quality;
    if (letter.quality != quality) return false;
  }
  const char32_t composed = compose(letter);
  if (composed == 0) return false;
  vowel = composed;
  return true;
}

/// A tone typed before the circumflex (a, acute, circumflex) does not compose in NFC, and a tone typed twice leaves one over.
void mend_marks(std::u32string& points) {
  std::size_t base = 0;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t point = points[i];
    if (is_diacritic(point) && kept > 0 && absorb(points[base], point)) continue;
    if (!is_diacritic(point)) base = kept;
    points[kept++] = point;
  }
  points.resize(kept);
}

void place_tones(std::u32string& points) {
  const auto is_letter = [](char32_t point) { return char_kind(point) == CharKind::letter; };
  const auto is_other = [&](char32_t point) { return !is_letter(point); };
  if (std::all_of(points.begin(), points.end(), is_letter)) return place_tone(points);
  for (auto at = points.begin(); at != points.end();) {
    const auto begin = std::find_if(at, points.end(), is_letter);
    at = std::find_if(begin, points.end(), is_other);
    if (at != points.end() && char_kind(*at) == CharKind::mark)
      continue;  // not a syllable we can read
    std::u32string part(begin, at);
    place_tone(part);  // keeps the length
    std::copy(part.begin(), part.end(), begin);
  }
}

CharKind kind_before(const std::u32string& points) {
  return points.empty() ? CharKind::digit : char_kind(points.back());
}

char32_t fold_point(char32_t point) {
  if (const VowelLetter vowel = vowel_letter(point)) return static_cast<char32_t>(vowel.base);
  return point == U'đ' ? U'd' : point;
}

}  // namespace

std::size_t next_word(std::string_view text, std::size_t begin) {
  while (begin < text.size()) {
    const CodePoint point = decode_utf8(text, begin);
    const CharKind kind = char_kind(point.value);
    if (kind == CharKind::letter || kind == CharKind::digit) break;
    begin += point.bytes;
  }
  return begin;
}

std::size_t word_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  CharKind last = CharKind::separator;  // the last that was not ignorable
  bool joined = false;                  // a dot or comma was passed: what follows must be a digit
  for (std::size_t at = begin; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const CharKind kind = char_kind(point.value);
    at += point.bytes;
    if (kind == CharKind::ignorable) continue;
    const bool is_join = point.value == '.' || point.value == ',';
    if (is_join && !joined && last == CharKind::digit) {
      joined = true;
      continue;
    }
    if (joined ? kind != CharKind::digit
               : kind != CharKind::letter && kind != CharKind::digit && kind != CharKind::mark)
      break;
    joined = false;
    last = kind;
    end = at;
  }
  return end;
}

void read_word(std::string_view word, Form form, std::u32string& points) {
  if (is_ascii(word)) {  // nothing to compose; only an ignorable control can be inside
    points.assign(word.begin(), word.end());
    std::erase_if(points, [](char32_t point) { return point <= 0x1F || point == 0x7F; });
    return;
  }
  points = to_code_points(word);
  if (!std::all_of(points.begin(), points.end(), is_settled)) {
    std::erase_if(points, [](char32_t point) { return char_kind(point) == CharKind::ignorable; });
    to_nfc(points);
    if (map_look_alikes(points, form)) to_nfc(points);
    mend_marks(points);
  }
  if (form == Form::canonical) place_tones(points);
}

void append_word(std::string_view word, Form form, std::string& out) {
  std::u32string points;
  read_word(word, form, points);
  for (const char32_t point : points) append_utf8(out, point);
}

void append_gap(std::string_view gap, Form form, std::string& out) {
  std::u32string points;
  for (const char32_t point : to_code_points(gap))
    if (char_kind(point) != CharKind::ignorable) points.push_back(point);
  to_nfc(points);
  std::u32string made;
  bool at_start = out.empty() || out.back() == '\n';
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t point = points[i];
    const CharKind kind = char_kind(point);
    const bool after_space =
        made.empty() ? at_start : kind_before(made) == CharKind::space || made.back() == U'\n';
    if (is_diacritic(point) && after_space) continue;  // "Tuâ" + space + mark: its letter is lost
    if (kind == CharKind::space) {
      made.push_back(U' ');
    } else if (point == U'\r') {
      if (i + 1 == points.size() || points[i + 1] != U'\n') made.push_back(U'\n');
    } else {
      append_punctuation(point, form, made);
    }
  }
  for (const char32_t point : made) append_utf8(out, point);
}

void append_lower(std::u32string_view canonical, std::string& out) {
  for (const char32_t point : canonical) append_utf8(out, lower(point));
}

void append_folded(std::u32string_view canonical, std::string& out) {
  std::size_t plain = 0;
  for (; plain < canonical.size(); ++plain) {
    const char32_t point = fold_point(lower(canonical[plain]));
    if (point >= 0x80) break;
    out.push_back(static_cast<char>(point));
  }
  if (plain == canonical.size()) return;
  out.resize(out.size() - plain);
  std::u32string points(canonical);
  for (char32_t& point : points) point = fold_point(lower(point));
  to_nfd(points);
  std::erase_if(points, is_diacritic);
  to_nfc(points);
  for (const char32_t point : points) append_fold_letter(point, out);
}

void append_folded(std::string_view canonical, std::string& out) {
  append_folded(to_code_points(canonical), out);
}

}  // namespace saola::text
