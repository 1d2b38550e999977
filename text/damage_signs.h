// text/damage_signs.h
//
// What only damaged text holds: cheap signs, asked of every clean page, before text/repair.h looks closer.
//
// Source: docs/vietnamese.md#repair.

#pragma once

#include <string_view>

namespace saola::text {

struct DamageSigns {
  bool double_encoding = false;  // a pair that UTF-8 read as windows-1252 makes: "Ã©", "á»"
  bool misreading = false;  // a word that Latin-1 read as windows-1258 makes: "ṭa", "xă", "quư"
};

/// @param text  valid UTF-8.
/// @cost  one look at each character beyond ASCII.
[[nodiscard]] DamageSigns damage_signs(std::string_view text);

/// Whether UTF-8 read as windows-1252 makes these two, and no sane text does.
[[nodiscard]] bool is_double_pair(char32_t first, char32_t second);

/// ì, ò, Ì or Ò for the combining mark that windows-1258 has in its place; else 0.
[[nodiscard]] char32_t latin_of_mark(char32_t mark);

/// A consonant of Vietnamese, of either case, without a mark.
[[nodiscard]] bool is_consonant(char32_t letter);

/// ṭ, ḥ, ć and the like: a consonant composed with one of those four marks.
[[nodiscard]] bool is_toned_consonant(char32_t letter);

}  // namespace saola::text
