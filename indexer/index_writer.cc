#include "indexer/index_writer.h"

#include <algorithm>

namespace saola::indexer {

Result<IndexWriter> IndexWriter::open(const std::filesystem::path& path,
                                      BeforeCommit before_commit) {
  auto database = store::open_index_for_writing(path);
  if (!database) return pass_on(database);
  auto position = store::index_position(*database);
  if (!position) return pass_on(position, path.string());
  IndexWriter writer(path.string(), std::move(*database), std::move(before_commit));
  writer.position_ = std::move(*position);
  return writer;
}

// A transaction of Xapian's, not its plain batches: those are committed by themselves after 10,000 changes (or what
// XAPIAN_FLUSH_THRESHOLD says), without the position.
Result<void> IndexWriter::begin() {
  written_.clear();
  return store::xapian_try(name_, [&] { database_.begin_transaction(); });
}

Result<std::optional<store::StoredArticle>> IndexWriter::find(const std::string& id) {
  auto found = store::find_document(database_, id);
  if (!found) return pass_on(found, name_);
  if (!*found) return std::optional<store::StoredArticle>();
  auto document = store::xapian_try(name_, [&] { return database_.get_document(**found); });
  if (!document) return pass_on(document);
  auto stored = store::stored_article(*document);
  if (!stored) return pass_on(stored, name_);
  return std::optional(std::move(*stored));
}

Result<Put> IndexWriter::put(const std::string& id, const Seen& seen,
                             const Xapian::Document& document) {
  auto found = store::find_document(database_, id);
  if (!found) return pass_on(found, name_);
  if (!*found) {
    return store::xapian_try(name_, [&] {
      written_.push_back(database_.add_document(document));
      return Put::added;
    });
  }
  const Xapian::docid old = **found;
  auto in_index = store::xapian_try(name_, [&] { return database_.get_document(old); });
  if (!in_index) return pass_on(in_index);
  auto stored = store::stored_article(*in_index);
  if (!stored) return pass_on(stored, name_);
  if (seen_of(*stored) > seen) return Put::older;
  if (auto replaced = replace(old, document); !replaced) return pass_on(replaced);
  return Put::replaced;
}

Result<void> IndexWriter::replace(Xapian::docid old, const Xapian::Document& document) {
  return store::xapian_try(name_, [&] {
    database_.replace_document(old, document);
    written_.push_back(old);
  });
}

Result<void> IndexWriter::commit(const store::LexiconStamps& stamps) {
  if (auto marked = mark(); !marked) return pass_on(marked);
  return end_transaction(stamps);
}

Result<bool> IndexWriter::commit_if_marked(const store::LexiconStamps& stamps) {
  const auto marked = mark();
  if (!marked) return marked;
  const auto ended = *marked ? end_transaction(stamps) : cancel();
  if (!ended) return pass_on(ended);
  return *marked;
}

Result<bool> IndexWriter::mark() {
  if (!before_commit_) return false;
  std::sort(written_.begin(), written_.end());
  written_.erase(std::unique(written_.begin(), written_.end()), written_.end());
  return before_commit_(database_, written_);
}

Result<void> IndexWriter::cancel() {
  return store::xapian_try(name_, [&] { database_.cancel_transaction(); });
}

Result<void> IndexWriter::end_transaction(const store::LexiconStamps& stamps) {
  return store::xapian_try(name_, [&] {
    store::set_index_position(database_, position_);
    store::set_index_lexicons(database_, stamps);
    database_.commit_transaction();
  });
}

}  // namespace saola::indexer
