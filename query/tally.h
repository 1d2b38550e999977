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
#include <vector>

#include "base/time.h"
#include "query/dimensions.h"
#include "query/facets.h"
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

/// What is asked about of each article.
struct Wanted {
  std::array<bool, kFieldCount> fields{};
  std::array<std::vector<FacetEntry>, kFieldCount> facets;  // of the facets among them
  bool time = false;
};

/// One article with one value of each dimension. An article that names two animals has two entries when species are asked
/// about, one that names none has none. `days` is empty for an undated article, or when time is not wanted.
struct Articles {
  std::uint64_t count = 0;               // articles, each once, also those without an entry
  std::uint64_t without = 0;             // articles without an entry
  std::vector<Xapian::docid> documents;  // ascending; of the entries, like the next two
  std::vector<FieldLabels> labels;
  std::vector<std::optional<Day>> days;
};

/// Reads the values of documents. Xapian's exceptions pass.
/// @param documents  ascending.
/// @param labels     grows by what is seen; an article without a value has the label "".
[[nodiscard]] Articles read_articles(const Xapian::Database& db,
                                     std::vector<Xapian::docid> documents, const Wanted& wanted,
                                     const Zone& zone, LabelSets& labels);

/// The days of articles, whose published instants are in slot 0. Xapian's exceptions pass.
[[nodiscard]] std::vector<std::optional<Day>> days_of(const Xapian::Database& db,
                                                      std::span<const Xapian::docid> documents,
                                                      const Zone& zone);

}  // namespace saola::query
