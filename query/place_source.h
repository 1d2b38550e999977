// query/place_source.h
//
// The documents in which a rule finds at least so many places, as a Xapian query.
//
// Source: docs/query-language.md#near, #count.

#pragma once

#include "query/listed_source.h"
#include "query/places.h"

namespace saola::query {

class PlaceSource : public ListedSource {
 public:
  PlaceSource(PlaceRule rule, std::size_t at_least, Within within);

  [[nodiscard]] Xapian::PostingSource* clone() const override;
  void init(const Xapian::Database& db) override;
  [[nodiscard]] Xapian::Query superset() const override;
  [[nodiscard]] std::string get_description() const override;

 protected:
  [[nodiscard]] bool accepts(Xapian::docid document) const override;

 private:
  PlaceRule rule_;
  std::size_t at_least_;
  Within within_;
  Xapian::Database db_;
  bool is_all_said_ = false;  // by being listed
};

/// Documents with at least so many places of the rule: in Xapian's own operators where these say it exactly.
/// @param at_least  1 or more.
/// @param within    the only documents of which it will be asked.
[[nodiscard]] Xapian::Query place_query(const PlaceRule& rule, std::size_t at_least, Within within);

}  // namespace saola::query
