// store/terms.h
//
// How each field's value becomes a Xapian term. Indexer and query make their terms here and nowhere else.
//
// Source: docs/index-schema.md. Terms are UTF-8 bytes. A text term starts in lower case and a prefix is in capitals, so no
// term of one field can be taken for another's.

#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace saola::store {

/// Our limit on a term; Xapian's is 245, and a zero byte counts twice there. A longer term is not indexed and finds nothing.
inline constexpr std::size_t kMaxTermBytes = 240;

[[nodiscard]] bool fits_term(std::string_view term);

/// Positions skipped after the title and after each paragraph, so that phrases and NEAR/n (n < 100) stay inside one.
inline constexpr unsigned kParagraphGap = 100;

/// @param token  text::Token::exact; not checked.
[[nodiscard]] std::string exact_term(std::string_view token);
[[nodiscard]] std::string title_term(std::string_view token);   // "S" + token
[[nodiscard]] std::string author_term(std::string_view token);  // "A" + token

/// "Kspecies" for the lexicon, "Kspecies/rhino-horn" for one entry.
[[nodiscard]] std::string concept_term(std::string_view lexicon);
[[nodiscard]] std::string concept_term(std::string_view lexicon, std::string_view entry);

/// "Jvnexpress.net"; ASCII capitals are lowered.
[[nodiscard]] std::string outlet_term(std::string_view outlet);
/// "Lvi"; ASCII capitals are lowered.
[[nodiscard]] std::string language_term(std::string_view language);
/// "XSphap-luat". @param folded  text::fold of the section's name; its spaces become hyphens.
[[nodiscard]] std::string section_term(std::string_view folded);
/// What slot 3 holds: "phap-luat". @param folded  as above.
[[nodiscard]] std::string section_key(std::string_view folded);
/// "XCttxvn". @param folded  text::fold of the name credited; its spaces become hyphens.
[[nodiscard]] std::string credit_term(std::string_view folded);
/// "Tarticle"
[[nodiscard]] std::string kind_term(std::string_view kind);
/// "Q" + id; an id over 200 bytes: "Q" + its SHA-256 in hexadecimal.
[[nodiscard]] std::string unique_term(std::string_view id);
/// "D20181006"
[[nodiscard]] std::string day_term(Day day);
/// What slot 4 holds: "20181006".
[[nodiscard]] std::string day_key(Day day);

inline constexpr std::string_view kUndatedTerm = "XU";

/// Marks of where sentences and paragraphs begin (docs/index-schema.md#lanes-and-positions).
inline constexpr std::string_view kSentenceTerm = "XBS";
inline constexpr std::string_view kParagraphTerm = "XBP";

/// ASCII capitals lowered; other bytes stay.
[[nodiscard]] std::string lower_ascii(std::string_view text);

}  // namespace saola::store
