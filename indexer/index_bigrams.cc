#include "indexer/index_bigrams.h"

#include "text/analyze.h"

namespace saola::indexer {

Result<void> learn_from(const Xapian::Database& db, std::uint32_t articles,
                        BigramLearner& learner) {
  text::Analyzer analyzer;
  auto read = store::xapian_try("index", [&]() -> Result<void> {
    const auto end = db.postlist_end("");
    for (auto at = db.postlist_begin(""); at != end && learner.articles() < articles; ++at) {
      const auto stored = store::stored_article(db.get_document(*at));
      if (!stored) return pass_on(stored);
      learner.read(analyzer.analyze(stored->article.title));
      learner.read(analyzer.analyze(stored->article.text));
      learner.end_article();
    }
    return {};
  });
  if (!read) return pass_on(read);
  return *read;
}

Result<void> tell_missing_bigrams(DatabaseWriter& writer, const store::BigramList& list,
                                  DocumentMaker& maker) {
  Xapian::WritableDatabase& db = writer.database();
  const auto own = store::bigram_list(db);
  if (!own) return pass_on(own, writer.name());
  if (*own && (*own)->stamp() != list.stamp()) return {};
  const auto silent =
      store::xapian_try(writer.name(), [&] { return store::documents_without_bigrams(db, list); });
  if (!silent) return pass_on(silent);
  for (const Xapian::docid id : *silent) {
    auto document = store::xapian_try(writer.name(), [&] { return db.get_document(id); });
    if (!document) return pass_on(document);
    const auto stored = store::stored_article(*document);
    if (!stored) return pass_on(stored, writer.name());
    auto told = store::xapian_try(writer.name(), [&] { maker.tell_bigrams(*document, *stored); });
    if (!told) return told;
    if (auto amended = writer.amend(id, *document); !amended) return amended;
  }
  return {};
}

}  // namespace saola::indexer
