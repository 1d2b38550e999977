// indexer/index_writer.h
//
// Writes documents and the position they bring the index to, so that both are committed together or not at all.
//
// Source: docs/index-schema.md, "Position".

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "indexer/document_source.h"
#include "store/index_db.h"

namespace saola::indexer {

/// What became of a document handed to the writer.
enum class Put { added, replaced, older };

/// Writes what is derived from documents and their concepts (the topics' marks), in the transaction that commits them.
///
/// @param db       one database of the index, within a transaction: what has been written reads as written. It may be
///                 searched and changed, its metadata too; documents may be replaced, not added or removed.
/// @param written  the documents new or replaced since the last commit, ascending; empty: nothing was written.
/// @return  whether it changed anything; with neither that nor documents the transaction is not committed.
using BeforeCommit = std::function<Result<bool>(Xapian::WritableDatabase& db,
                                                std::span<const Xapian::docid> written)>;

/// Recipe: open, begin, put ... and advance ..., commit, begin, ... What was not committed when it is destroyed is
/// gone. One thread at a time. After an error only destruction is left.
class IndexWriter {
 public:
  /// @param before_commit  called by each commit, with what was written since begin; may be empty.
  /// @error  of store::open_index_for_writing and store::index_position.
  [[nodiscard]] static Result<IndexWriter> open(const std::filesystem::path& path,
                                                BeforeCommit before_commit);

  [[nodiscard]] Result<void> begin();

  /// Adds the document, or puts it in the place of an earlier version of the same id; a version that was seen later
  /// stays (Put::older). @error  of Xapian.
  [[nodiscard]] Result<Put> put(const std::string& id, const Seen& seen,
                                const Xapian::Document& document);

  /// The version of an article that is in the index, its text too; none: there is none. @error  of Xapian.
  [[nodiscard]] Result<std::optional<store::StoredArticle>> find(const std::string& id);

  /// The index now reaches up to byte `end` of `file`.
  void advance(const std::string& file, std::uint64_t end) { position_[file] = end; }

  /// Puts a document in the place of one of the same article. @error  of Xapian.
  [[nodiscard]] Result<void> replace(Xapian::docid old, const Xapian::Document& document);

  /// Commits documents, position and `stamps`. @error  of before_commit; of Xapian, Code::io when the disk is full.
  [[nodiscard]] Result<void> commit(const store::LexiconStamps& stamps);

  /// The same if before_commit finds something to change, else ends the transaction without a trace.
  /// @return  whether it was committed.
  [[nodiscard]] Result<bool> commit_if_marked(const store::LexiconStamps& stamps);

  /// Ends the transaction without a trace. @error  of Xapian.
  [[nodiscard]] Result<void> cancel();

  [[nodiscard]] const store::IndexPosition& position() const { return position_; }
  [[nodiscard]] Xapian::WritableDatabase& database() { return database_; }
  [[nodiscard]] const std::string& name() const { return name_; }  // the path, for messages

 private:
  IndexWriter(std::string name, Xapian::WritableDatabase database, BeforeCommit before_commit)
      : name_(std::move(name)),
        database_(std::move(database)),
        before_commit_(std::move(before_commit)) {}
  [[nodiscard]] Result<bool> mark();
  [[nodiscard]] Result<void> end_transaction(const store::LexiconStamps& stamps);

  std::string name_;
  Xapian::WritableDatabase database_;
  BeforeCommit before_commit_;
  store::IndexPosition position_;
  std::vector<Xapian::docid> written_;  // since begin, in no order
};

}  // namespace saola::indexer
