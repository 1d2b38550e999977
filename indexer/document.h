// indexer/document.h
//
// From an article to the document that stands for it in the index: words with positions, concept terms,
// values, and the article itself as document data. The same article and lexicons always make the same document.
//
// Source: docs/index-schema.md.

#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "indexer/annotate.h"
#include "store/bigrams.h"
#include "store/index_db.h"
#include "text/analyze.h"
#include "text/lexicon.h"

namespace saola::indexer {

/// Makes documents one after the other. Thread rule: one thread at a time.
class DocumentMaker {
 public:
  /// @param lexicons  whose matches become concept terms; read now, not kept.
  /// @param home      the zone whose days the day terms are (kHomeZone).
  DocumentMaker(std::span<const text::Lexicon> lexicons, Zone home);

  /// From now on documents say which of these bigrams stand in them; nullptr: they say nothing of it.
  void use_bigrams(std::shared_ptr<const store::BigramList> list) { bigrams_ = std::move(list); }

  /// The document. Xapian's exceptions pass: call inside store::xapian_try.
  ///
  /// @param stored  article.id must not be empty. Terms too long for Xapian are left out.
  /// @cost  O(text); a fraction of what Xapian takes to write it (docs/index-schema.md, "Size").
  [[nodiscard]] Xapian::Document make(const store::StoredArticle& stored);

  /// Gives a document read from the index the concept terms of this maker's lexicons in place of those that it has of
  /// `changed`; all else stays. Xapian's exceptions pass.
  ///
  /// @param stored   the document's own article (store::stored_article).
  /// @param changed  ids: this maker's lexicons, and those that are gone.
  /// @return false: it has exactly those already and was not changed.
  [[nodiscard]] bool annotate_again(Xapian::Document& document, const store::StoredArticle& stored,
                                    const std::set<std::string>& changed);

  /// Lets a document read from the index say which bigrams stand in it; all else stays. Xapian's exceptions pass.
  /// @param stored  the document's own article.
  void tell_bigrams(Xapian::Document& document, const store::StoredArticle& stored);

 private:
  void collect_bigrams(std::span<const text::Token> tokens);
  void set_bigrams(Xapian::Document& document);
  void add_lanes(const store::Article& article, Xapian::Document& document);
  void add_author(const std::string& author, Xapian::Document& document);
  void collect_concepts(const store::Article& article);

  Zone home_;
  text::Analyzer analyzer_;
  Annotator annotator_;
  std::shared_ptr<const store::BigramList> bigrams_;
  std::vector<std::uint32_t> bigram_numbers_;  // of one article; reused
  std::vector<std::uint32_t> positions_;       // of the tokens of one text; reused
  std::vector<ConceptPosting> concepts_;       // of one article, sorted; reused
};

}  // namespace saola::indexer
