// query/listed_source.h
//
// A Xapian posting source over a list of documents, each of which may still be looked at before it counts. What cannot be
// said in Xapian's own operators is worked out in its children.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "store/index_db.h"

namespace saola::query {

/// Documents of one database, ascending, each once; null: all.
using Within = std::shared_ptr<const std::vector<Xapian::docid>>;

class ListedSource : public Xapian::PostingSource {
 public:
  void next(double) override;
  void skip_to(Xapian::docid document, double) override;
  bool check(Xapian::docid document, double) override;
  [[nodiscard]] bool at_end() const override { return at_ > documents_->size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return (*documents_)[at_ - 1]; }

  /// Documents that it may find, in Xapian's own operators: none is missing. For what a source cannot be handed to.
  [[nodiscard]] virtual Xapian::Query superset() const { return Xapian::Query::MatchAll; }

  /// All that it finds in this one database, where nothing has to be looked at; else null.
  [[nodiscard]] virtual Within known(const Xapian::Database&) const { return nullptr; }

  /// The source of a query that is one alone (LEAF_POSTING_SOURCE). It lives as long as the query.
  [[nodiscard]] static const ListedSource& of(const Xapian::Query& leaf);

  // Xapian's way to write a query down. It is never read by another process: `of` finds the source again by it, for which
  // Xapian 1.4 has no other means.
  [[nodiscard]] std::string name() const override { return "saola::query::ListedSource"; }
  [[nodiscard]] std::string serialise() const override;

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return get_termfreq_max(); }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override {
    return static_cast<Xapian::doccount>(documents_->size());
  }

 protected:
  /// To be called by init. @param documents  all that may match; not null.
  void list(Within documents);

  /// Whether a listed document matches; asked when Xapian comes to it, so that what another part of the query has ruled
  /// out costs nothing.
  [[nodiscard]] virtual bool accepts(Xapian::docid document) const = 0;

 private:
  void go_on();

  Within documents_ = std::make_shared<const std::vector<Xapian::docid>>();
  std::size_t at_ = 0;  // one more than the index of the present document; 0: before the first
};

/// Documents of local databases by the UUID of each: of one, or of the shards of an index.
using OfShards = std::map<std::string, Within>;

/// Just these documents. Beside other parts of an AND or a FILTER they are walked, and the others looked up in them: Xapian
/// 1.4.22 passes over a match when it walks an OR itself and turns it into an AND on the way, as no lighter one is wanted.
/// @param description  for Xapian's description of the query.
[[nodiscard]] Xapian::Query these_documents(OfShards documents,
                                            std::string description = "these documents");

}  // namespace saola::query
