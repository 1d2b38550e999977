// query/tally.h
//
// What articles are counted by: their outlet, language, section, facets and day, read for many articles at once. For
// query/count.cc and the report.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "query/dimensions.h"
#include "query/facets.h"
#include "store/document_table.h"
#include "store/index_db.h"

namespace saola::query {

/// Names as small numbers, in the order in which they were first seen.
class Labels {
 public:
  std::uint32_t add(const std::string& name);
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

inline constexpr std::size_t kFieldCount = kFieldDimensions.size();

/// Values as label numbers, in the order of kFieldDimensions; 0 for a dimension that is not asked.
using FieldLabels = std::array<std::uint32_t, kFieldCount>;
using LabelSets = std::array<Labels, kFieldCount>;

/// Where the values of articles are read.
struct ValueSource {
  const Xapian::Database& db;
  const store::DocumentTable* table = nullptr;  // nullptr: the value slots, with the same answers
  const Zone& zone;                             // in which days are cut
};

/// Combinations of labels as small numbers, in the order in which they were first seen.
class Combinations {
 public:
  std::uint32_t add(const FieldLabels& labels);
  [[nodiscard]] std::optional<std::uint32_t> find(const FieldLabels& labels) const;
  [[nodiscard]] const std::vector<FieldLabels>& list() const { return list_; }

 private:
  struct Hash {
    std::size_t operator()(const FieldLabels& labels) const;
  };
  std::unordered_map<FieldLabels, std::uint32_t, Hash> numbers_;
  std::vector<FieldLabels> list_;
};

/// What is asked about of each article.
struct Wanted {
  std::array<bool, kFieldCount> fields{};
  std::array<std::vector<FacetEntry>, kFieldCount> facets;  // of the facets among them
  bool time = false;
};

/// One article with one value of each dimension. An article that names two animals has two entries when species are asked
/// about, one that names none has none.
struct Articles {
  std::uint64_t count = 0;               // articles, each once, also those without an entry
  std::uint64_t without = 0;             // articles without an entry
  std::vector<Xapian::docid> documents;  // ascending; of the entries, like the next two
  std::vector<FieldLabels> labels;       // empty when no field is wanted: all are {}
  std::vector<std::optional<Day>> days;  // empty when time is not wanted; nullopt: undated

  [[nodiscard]] FieldLabels labels_of(std::size_t i) const {
    return labels.empty() ? FieldLabels{} : labels[i];
  }
};

/// Articles of which nothing but the day is known so far.
struct Dated {
  std::vector<Xapian::docid> documents;  // ascending
  std::vector<std::optional<Day>> days;  // of each; empty when it was not asked for
};

/// Reads the labels of articles. Xapian's exceptions pass.
/// @param labels  grows by what is seen; an article without a value has the label "".
[[nodiscard]] Articles read_articles(const ValueSource& source, Dated dated, const Wanted& wanted,
                                     LabelSets& labels);

/// The days of articles. Xapian's exceptions pass. @param documents  ascending.
[[nodiscard]] std::vector<std::optional<Day>> days_of(const ValueSource& source,
                                                      std::span<const Xapian::docid> documents);

}  // namespace saola::query
