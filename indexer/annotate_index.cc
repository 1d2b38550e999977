#include "indexer/annotate_index.h"

namespace saola::indexer {

namespace {

// @return whether the document was changed.
Result<bool> annotate_document(IndexWriter& writer, DocumentMaker& maker, Xapian::docid id) {
  auto document =
      store::xapian_try(writer.name(), [&] { return writer.database().get_document(id); });
  if (!document) return pass_on(document);
  auto stored = store::stored_article(*document);
  if (!stored) return pass_on(stored, writer.name());
  auto changed =
      store::xapian_try(writer.name(), [&] { return maker.annotate_again(*document, *stored); });
  if (!changed || !*changed) return changed;
  if (auto replaced = writer.replace(id, *document); !replaced) return pass_on(replaced);
  return true;
}

// Numbers are taken first, not walked while writing: a posting list that is being changed must not be iterated.
Result<std::vector<Xapian::docid>> all_documents(IndexWriter& writer) {
  return store::xapian_try(writer.name(), [&] {
    std::vector<Xapian::docid> ids;
    const Xapian::Database& database = writer.database();
    for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
      ids.push_back(*at);
    }
    return ids;
  });
}

}  // namespace

Result<std::optional<std::uint64_t>> annotate_index(IndexWriter& writer, DocumentMaker& maker,
                                                    const store::LexiconStamps& stamps,
                                                    const std::function<bool()>& is_stopped) {
  auto ids = all_documents(writer);
  if (!ids) return pass_on(ids);
  if (auto begun = writer.begin(); !begun) return pass_on(begun);
  std::uint64_t changed = 0;
  for (const Xapian::docid id : *ids) {
    if (is_stopped && is_stopped()) {
      if (auto undone = writer.cancel(); !undone) return pass_on(undone);
      return std::optional<std::uint64_t>();
    }
    auto done = annotate_document(writer, maker, id);
    if (!done) return pass_on(done);
    changed += *done ? 1 : 0;
  }
  if (auto committed = writer.commit(stamps); !committed) return pass_on(committed);
  return std::optional<std::uint64_t>(changed);
}

}  // namespace saola::indexer
