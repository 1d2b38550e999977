// query/tally.h
//
// Articles sorted into cells by outlet, topic, language, section and time, and counted. For query/count.cc and the
// report.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "query/count.h"
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

/// The dimensions that are one whole value of an article, with their slots.
inline constexpr std::array kKeywordDimensions{Dimension::outlet, Dimension::language,
                                               Dimension::section};

/// An article's values as label numbers, in the order of kKeywordDimensions; 0 for a dimension that is not asked.
using Keywords = std::array<std::uint32_t, kKeywordDimensions.size()>;

/// What is asked about of each article.
struct Wanted {
  std::array<bool, kKeywordDimensions.size()> keywords{};
  bool time = false;
};

/// Articles with the values that count. `days` has no entry for an undated article, or when time is not wanted.
struct Articles {
  std::vector<Xapian::docid> documents;  // ascending
  std::vector<Keywords> keywords;
  std::vector<std::optional<Day>> days;
};

using LabelSets = std::array<Labels, kKeywordDimensions.size()>;

/// Reads the values of documents. Xapian's exceptions pass.
/// @param labels  grows by what is seen; an article without a value has the label "".
[[nodiscard]] Articles read_articles(const Xapian::Database& db,
                                     std::vector<Xapian::docid> documents, const Wanted& wanted,
                                     const Zone& zone, LabelSets& labels);

/// The days of articles, whose published instants are in slot 0. Xapian's exceptions pass.
[[nodiscard]] std::vector<std::optional<Day>> days_of(const Xapian::Database& db,
                                                      std::span<const Xapian::docid> documents,
                                                      const Zone& zone);

}  // namespace saola::query
