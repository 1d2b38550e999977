// query/number_source.h
//
// The documents that hold a number within a range, in figures.
//
// Source: docs/query-language.md#numbers.

#pragma once

#include <string>

#include "query/listed_source.h"
#include "query/query_tree.h"

namespace saola::query {

class NumberSource : public ListedSource {
 public:
  /// @param prefix  of the lane whose terms are read: "", "S".
  NumberSource(std::string prefix, NumberRange range);

  [[nodiscard]] Xapian::PostingSource* clone() const override;
  /// @cost  a look at every number of the index, and the documents of those within the range.
  void init(const Xapian::Database& db) override;
  [[nodiscard]] std::string get_description() const override;

 protected:
  [[nodiscard]] bool accepts(Xapian::docid) const override { return true; }

 private:
  std::string prefix_;
  NumberRange range_;
};

[[nodiscard]] Xapian::Query number_query(const std::string& prefix, NumberRange range);

}  // namespace saola::query
