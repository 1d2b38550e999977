// query/near_source.h
//
// NEAR over words, phrases and lexicons alike. Xapian's own NEAR takes single terms alone, and most Vietnamese words are
// written as two.
//
// Source: docs/query-language.md#near.

#pragma once

#include <string>
#include <vector>

#include "store/index_db.h"

namespace saola::query {

/// Terms that stand one after the other; one term is a word.
using TermRun = std::vector<std::string>;

/// One side of a NEAR: any of these.
using NearSide = std::vector<TermRun>;

/// The Xapian query for documents that hold one of the side's runs.
[[nodiscard]] Xapian::Query any_run(const NearSide& side);

/// The documents in which a place of `left` and another place of `right` begin at most `distance` positions apart, in
/// either order. The same place does not count as near itself. Worked out when the matching begins.
/// @cost  the documents that hold both sides, and the positions of their terms.
class NearSource : public Xapian::PostingSource {
 public:
  NearSource(NearSide left, NearSide right, unsigned distance);

  [[nodiscard]] Xapian::PostingSource* clone() const override;
  void init(const Xapian::Database& db) override;
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override;
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override;
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override;
  void next(double min_weight) override;
  void skip_to(Xapian::docid document, double min_weight) override;
  [[nodiscard]] bool at_end() const override;
  [[nodiscard]] Xapian::docid get_docid() const override;
  [[nodiscard]] std::string get_description() const override;

 private:
  NearSide left_;
  NearSide right_;
  unsigned distance_;
  std::vector<Xapian::docid> documents_;  // ascending, set by init
  std::size_t at_ = 0;  // one past the document the source stands on; 0: before the first
};

}  // namespace saola::query
