// query/place_source.h
//
// The documents in which a rule finds at least so many places, as a Xapian query.
//
// Source: docs/query-language.md#near, #count.

#pragma once

#include <memory>

#include "query/listed_source.h"
#include "query/places.h"

namespace saola::query {

struct PlaceContext {
  Within within = nullptr;  // the only documents of which it will be asked
  std::shared_ptr<FoundBefore> found_before = nullptr;  // null: nothing is kept
};

class PlaceSource : public ListedSource {
 public:
  PlaceSource(PlaceRule rule, std::size_t at_least, PlaceContext context);

  [[nodiscard]] Xapian::PostingSource* clone() const override;
  void init(const Xapian::Database& db) override;
  [[nodiscard]] Xapian::Query superset() const override;
  [[nodiscard]] std::string get_description() const override;

 protected:
  [[nodiscard]] bool accepts(Xapian::docid document) const override;

 private:
  [[nodiscard]] std::vector<Xapian::docid> candidates_within() const;
  [[nodiscard]] Within documents_of_run() const;

  PlaceRule rule_;
  std::size_t at_least_;
  PlaceContext context_;
  Xapian::Database db_;
  bool is_all_said_ = false;  // by being listed
};

/// Documents with at least so many places of the rule: in Xapian's own operators where these say it exactly.
/// @param at_least  1 or more.
[[nodiscard]] Xapian::Query place_query(const PlaceRule& rule, std::size_t at_least,
                                        PlaceContext context);

}  // namespace saola::query
