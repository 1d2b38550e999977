#include "store/fields.h"

#include <array>

namespace saola::store {

namespace {

constexpr std::optional<Slot> kNoSlot = std::nullopt;

constexpr std::array kFields{
    Field{"text", "", FieldKind::text, "", kNoSlot,
          "title, lead and body; what a word without a field asks"},
    Field{"title", "", FieldKind::text, "S", kNoSlot, "the headline"},
    Field{"lead", "", FieldKind::part, "", kNoSlot,
          "the first paragraph of the text: words of text that stand there"},
    Field{"author", "", FieldKind::text, "A", kNoSlot, "the author's name, as the page gives it"},
    Field{"outlet", "", FieldKind::keyword, "J", kOutletSlot,
          "the outlet's key: a registrable domain, or feeds.txt's outlet="},
    Field{"language", "lang", FieldKind::keyword, "L", kLanguageSlot,
          "vi, en or other; absent when the text is too short to say"},
    Field{"section", "", FieldKind::keyword, "XS", kSectionSlot,
          "the section's name, folded, spaces as hyphens: phap-luat"},
    Field{"credit", "", FieldKind::keyword, "XC", kNoSlot,
          "whom the text credits, folded, spaces as hyphens: ttxvn"},
    Field{"species", "", FieldKind::facet, "Kspecies/", kNoSlot,
          "an animal the article names: an entry of lexicons/species.toml"},
    Field{"product", "", FieldKind::facet, "Kproducts/", kNoSlot,
          "a product it names: an entry of lexicons/products.toml"},
    Field{"country", "", FieldKind::facet, "Kafrican-places/", kNoSlot,
          "a country it names, not Viet Nam: of lexicons/african-places.toml or countries.toml",
          "country", "countries"},
    Field{"province", "", FieldKind::facet, "Kprovinces/", kNoSlot,
          "a province it names: one of the 63, from July 2025 on one of the 34"},
    Field{"stage", "", FieldKind::facet, "Kjustice/", kNoSlot,
          "a stage of a case it names: seizure, arrest, charge, trial, sentence, appeal, return",
          "stage"},
    Field{"institution", "", FieldKind::facet, "Kinstitutions/", kNoSlot,
          "an institution it names: an entry of lexicons/institutions.toml"},
    Field{"topic", "", FieldKind::saved, "XT", kMarksSlot,
          "what the saved query topics/ID.toml finds: as marked when the index was made"},
    Field{"lexicon", "", FieldKind::lexicon, "K", kNoSlot,
          "lexicon matches, written @species or @species/rhino-horn"},
    Field{"published", "", FieldKind::value, "", kPublishedSlot,
          "when it was published, to the second, in UTC; asked by --since and --until"},
    Field{"date", "", FieldKind::day, "D", kDaySlot,
          "the day it was published in Asia/Ho_Chi_Minh: 20181006; asked as date:2018-10"},
    Field{"sentence", "", FieldKind::mark, "XBS", kNoSlot,
          "stands where a sentence begins, unless the title or a paragraph begins there"},
    Field{"paragraph", "", FieldKind::mark, "XBP", kNoSlot,
          "stands where a paragraph of the text begins"},
    Field{"bigrams", "", FieldKind::value, "", kBigramsSlot,
          "which common pairs of neighbouring words stand in it"},
    Field{"undated", "", FieldKind::keyword, "XU", kNoSlot,
          "set when no trustworthy date was found; the term has no value"},
    Field{"kind", "", FieldKind::keyword, "T", kNoSlot, "always article"},
    Field{"id", "", FieldKind::keyword, "Q", kNoSlot,
          "the document's name; over 200 bytes, its SHA-256 in hexadecimal"},
};

}  // namespace

std::string_view to_string(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "text";
    case FieldKind::part:
      return "part";
    case FieldKind::mark:
      return "mark";
    case FieldKind::keyword:
      return "keyword";
    case FieldKind::day:
      return "day";
    case FieldKind::value:
      return "value";
    case FieldKind::facet:
      return "facet";
    case FieldKind::lexicon:
      return "lexicon";
    case FieldKind::saved:
      return "saved";
  }
  return "";
}

std::string_view facet_lexicon(const Field& facet) {
  return facet.prefix.substr(1, facet.prefix.size() - 2);
}

std::span<const Field> fields() { return kFields; }

const Field* find_field(std::string_view name) {
  if (name.empty()) return nullptr;
  for (const Field& field : kFields) {
    if (name == field.name || name == field.alias) return &field;
  }
  return nullptr;
}

}  // namespace saola::store
