// indexer/database_writer.h
//
// Writes one database of the index, the whole of it or a shard, in transactions that carry what belongs to the documents:
// the lexicons they were made with, the position they bring the index to, the topics' marks.
//
// Source: docs/index-schema.md.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "indexer/index_env.h"
#include "store/bigrams.h"
#include "store/index_db.h"

namespace saola::indexer {

/// Recipe: open, begin, add, replace and remove ..., commit, begin, ... What was not committed when it is destroyed is gone.
/// One thread at a time. After an error only destruction is left.
class DatabaseWriter {
 public:
  /// @param before_commit  called by each commit, with what was written since begin; may be empty.
  /// @error  of store::open_index_for_writing.
  [[nodiscard]] static Result<DatabaseWriter> open(const std::filesystem::path& path,
                                                   BeforeCommit before_commit);

  [[nodiscard]] Result<void> begin();

  // Each: @error  of Xapian.
  [[nodiscard]] Result<void> add(const Xapian::Document& document);
  [[nodiscard]] Result<void> replace(Xapian::docid old, const Xapian::Document& document);
  [[nodiscard]] Result<void> remove(Xapian::docid old);

  /// Puts a document that was read from this database and differs in values alone in its place; quick right after the
  /// reading, for Xapian then writes only these. To before_commit it is as it was.
  [[nodiscard]] Result<void> amend(Xapian::docid old, const Xapian::Document& document);

  /// Documents added, replaced, amended or removed since begin.
  [[nodiscard]] std::uint64_t changes() const { return changes_; }

  /// Goes with the next commit.
  void set_position(const store::IndexPosition& position) { position_ = position; }

  /// Becomes the database's list with the next commit, if it has none by then.
  void use_bigrams(std::shared_ptr<const store::BigramList> list) { bigrams_ = std::move(list); }

  /// Commits. @error  of before_commit; of Xapian, Code::io when the disk is full.
  [[nodiscard]] Result<void> commit(const store::LexiconStamps& stamps);

  /// The same if before_commit finds something to change, else ends the transaction without a trace.
  /// @return  whether it was committed.
  [[nodiscard]] Result<bool> commit_if_marked(const store::LexiconStamps& stamps);

  /// Whether before_commit would find something to change; ends the transaction without a trace.
  [[nodiscard]] Result<bool> would_mark();

  /// Ends the transaction without a trace. @error  of Xapian.
  [[nodiscard]] Result<void> cancel();

  [[nodiscard]] Xapian::WritableDatabase& database() { return database_; }
  [[nodiscard]] const std::string& name() const { return name_; }  // the path, for messages

 private:
  DatabaseWriter(std::string name, Xapian::WritableDatabase database, BeforeCommit before_commit)
      : name_(std::move(name)),
        database_(std::move(database)),
        before_commit_(std::move(before_commit)) {}
  [[nodiscard]] Result<bool> mark();
  [[nodiscard]] Result<void> end_transaction(const store::LexiconStamps& stamps);

  std::string name_;
  Xapian::WritableDatabase database_;
  BeforeCommit before_commit_;
  std::optional<store::IndexPosition> position_;
  std::shared_ptr<const store::BigramList> bigrams_;
  std::vector<Xapian::docid> written_;  // since begin, in no order
  std::uint64_t changes_ = 0;
};

}  // namespace saola::indexer
