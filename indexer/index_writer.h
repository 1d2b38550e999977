// indexer/index_writer.h
//
// Writes documents and the position they bring the index to, so that both are committed together or not at all.
//
// Source: docs/index-schema.md, "Position".

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "indexer/document_source.h"
#include "store/index_db.h"

namespace saola::indexer {

/// What became of a document handed to the writer.
enum class Put { added, replaced, older };

/// Recipe: open, begin, put ... and advance ..., commit, begin, ... What was not committed when it is destroyed is
/// gone. One thread at a time. After an error only destruction is left.
class IndexWriter {
 public:
  /// @error  of store::open_index_for_writing and store::index_position.
  [[nodiscard]] static Result<IndexWriter> open(const std::filesystem::path& path);

  [[nodiscard]] Result<void> begin();

  /// Adds the document, or puts it in the place of an earlier version of the same id; a version that was seen later
  /// stays (Put::older). @error  of Xapian.
  [[nodiscard]] Result<Put> put(const std::string& id, const Seen& seen,
                                const Xapian::Document& document);

  /// The version of an article that is in the index, its text too; none: there is none. @error  of Xapian.
  [[nodiscard]] Result<std::optional<store::StoredArticle>> find(const std::string& id);

  /// The index now reaches up to byte `end` of `file`.
  void advance(const std::string& file, std::uint64_t end) { position_[file] = end; }

  /// Commits documents, position and `stamps`. @error  of Xapian, Code::io when the disk is full.
  [[nodiscard]] Result<void> commit(const store::LexiconStamps& stamps);

  [[nodiscard]] const store::IndexPosition& position() const { return position_; }
  [[nodiscard]] Xapian::WritableDatabase& database() { return database_; }
  [[nodiscard]] const std::string& name() const { return name_; }  // the path, for messages

 private:
  IndexWriter(std::string name, Xapian::WritableDatabase database, store::IndexPosition position)
      : name_(std::move(name)), database_(std::move(database)), position_(std::move(position)) {}

  std::string name_;
  Xapian::WritableDatabase database_;
  store::IndexPosition position_;
};

}  // namespace saola::indexer
