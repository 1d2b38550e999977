// query/listed_source.h
//
// A Xapian posting source over a list of documents, each of which may still be looked at before it counts. What cannot be
// said in Xapian's own operators is worked out in its children.

#pragma once

#include <vector>

#include "store/index_db.h"

namespace saola::query {

class ListedSource : public Xapian::PostingSource {
 public:
  void next(double) override;
  void skip_to(Xapian::docid document, double) override;
  bool check(Xapian::docid document, double) override;
  [[nodiscard]] bool at_end() const override { return at_ > documents_.size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return documents_[at_ - 1]; }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return get_termfreq_max(); }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override {
    return static_cast<Xapian::doccount>(documents_.size());
  }

 protected:
  /// To be called by init. @param documents  all that may match, ascending, each once.
  void list(std::vector<Xapian::docid> documents);

  /// Whether a listed document matches; asked when Xapian comes to it, so that what another part of the query has ruled
  /// out costs nothing.
  [[nodiscard]] virtual bool accepts(Xapian::docid document) const = 0;

 private:
  void go_on();

  std::vector<Xapian::docid> documents_;
  std::size_t at_ = 0;  // one more than the index of the present document; 0: before the first
};

}  // namespace saola::query
