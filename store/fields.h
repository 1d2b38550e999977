// store/fields.h
//
// THE table of fields: what a document holds, how it is written in the index, and by which word a query names it.
// Indexer, query parser, `saola fields` and docs/index-schema.md all read it; there is no second list.
//
// Source: docs/index-schema.md; prefixes are Omega's where Omega has one (xapian-omega, docs/termprefixes).

#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace saola::store {

/// How a field can be asked.
enum class FieldKind {
  text,     // words and phrases: terms with positions
  part,     // words of text that stand in one part of it; no terms of its own
  mark,     // one term that stands where something begins; not asked by name
  keyword,  // one whole value: a boolean term without position
  day,      // a day or a range of days
  value,    // a range: only in a value slot
  facet,    // entries of one lexicon that an article names: lexicon terms, asked by id
  lexicon,  // concept terms that lexicon matches left, with positions: @lexicon, @lexicon/entry
  saved,    // nothing in the index: stands for a saved query (topic:ID)
};

[[nodiscard]] std::string_view to_string(FieldKind kind);

/// A value slot's number (Xapian::valueno).
using Slot = unsigned;

inline constexpr Slot kPublishedSlot =
    0;  // seconds since 1970 UTC, Xapian::sortable_serialise; absent: undated
inline constexpr Slot kOutletSlot = 1;    // the outlet's key, as in its term
inline constexpr Slot kLanguageSlot = 2;  // "vi", "en", "other"; absent: unknown
inline constexpr Slot kSectionSlot = 3;   // folded, with hyphens, as in its term
inline constexpr Slot kMarksSlot = 5;  // score, place, evidence of each topic (store/topic_mark.h)
inline constexpr Slot kDaySlot = 4;    // YYYYMMDD of the home zone; absent: undated
inline constexpr Slot kBigramsSlot =
    6;  // which common bigrams stand in it (store/bigrams.h); absent: written before any were known

/// All that an article's language can be, beside unknown.
inline constexpr std::array<std::string_view, 3> kLanguages{"vi", "en", "other"};

struct Field {
  std::string_view name;   // the word before the colon in a query: "title"
  std::string_view alias;  // a second word for it ("lang"), or empty
  FieldKind kind;
  std::string_view prefix;       // of its terms; empty for words of the text, which have none
  std::optional<Slot> slot;      // where its value lies, if it has one
  std::string_view description;  // one line, for people
  std::string_view tag = {};     // facet: only entries tagged "TAG", or "TAG:VALUE"; empty: all
  std::string_view more = {};    // facet: another lexicon whose entries are values as well
};

/// All fields, in the order in which they are shown. Static.
[[nodiscard]] std::span<const Field> fields();

/// The field of that name or alias, exactly as written ("title", "lang"); nullptr: there is none. Static.
[[nodiscard]] const Field* find_field(std::string_view name);

/// The lexicon whose entries a facet's values are: "species" for prefix "Kspecies/".
[[nodiscard]] std::string_view facet_lexicon(const Field& facet);

}  // namespace saola::store
