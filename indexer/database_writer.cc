#include "indexer/database_writer.h"

#include <algorithm>

namespace saola::indexer {

Result<DatabaseWriter> DatabaseWriter::open(const std::filesystem::path& path,
                                            BeforeCommit before_commit) {
  auto database = store::open_index_for_writing(path);
  if (!database) return pass_on(database);
  return DatabaseWriter(path.string(), std::move(*database), std::move(before_commit));
}

// A transaction of Xapian's, not its plain batches: those are committed by themselves after 10,000 changes (or what
// XAPIAN_FLUSH_THRESHOLD says), without what belongs to them.
Result<void> DatabaseWriter::begin() {
  written_.clear();
  changes_ = 0;
  return store::xapian_try(name_, [&] { database_.begin_transaction(); });
}

Result<void> DatabaseWriter::add(const Xapian::Document& document) {
  ++changes_;
  return store::xapian_try(name_, [&] { written_.push_back(database_.add_document(document)); });
}

Result<void> DatabaseWriter::replace(Xapian::docid old, const Xapian::Document& document) {
  ++changes_;
  return store::xapian_try(name_, [&] {
    database_.replace_document(old, document);
    written_.push_back(old);
  });
}

Result<void> DatabaseWriter::remove(Xapian::docid old) {
  ++changes_;
  std::erase(written_, old);
  return store::xapian_try(name_, [&] { database_.delete_document(old); });
}

Result<void> DatabaseWriter::amend(Xapian::docid old, const Xapian::Document& document) {
  ++changes_;
  return store::xapian_try(name_, [&] { database_.replace_document(old, document); });
}

Result<void> DatabaseWriter::commit(const store::LexiconStamps& stamps) {
  if (auto marked = mark(); !marked) return pass_on(marked);
  return end_transaction(stamps);
}

Result<bool> DatabaseWriter::commit_if_marked(const store::LexiconStamps& stamps) {
  const auto marked = mark();
  if (!marked) return marked;
  const auto ended = *marked ? end_transaction(stamps) : cancel();
  if (!ended) return pass_on(ended);
  return *marked;
}

Result<bool> DatabaseWriter::would_mark() {
  const auto marked = mark();
  if (auto ended = cancel(); !ended) return pass_on(ended);
  return marked;
}

Result<bool> DatabaseWriter::mark() {
  if (!before_commit_) return false;
  std::sort(written_.begin(), written_.end());
  written_.erase(std::unique(written_.begin(), written_.end()), written_.end());
  return before_commit_(database_, written_);
}

Result<void> DatabaseWriter::cancel() {
  return store::xapian_try(name_, [&] { database_.cancel_transaction(); });
}

Result<void> DatabaseWriter::end_transaction(const store::LexiconStamps& stamps) {
  return store::xapian_try(name_, [&] {
    if (position_) store::set_index_position(database_, *position_);
    store::set_index_lexicons(database_, stamps);
    if (bigrams_) store::set_bigram_list(database_, *bigrams_);
    if (changes_ > 0) store::set_compacted(database_, false);
    database_.commit_transaction();
  });
}

}  // namespace saola::indexer
