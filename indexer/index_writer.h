// indexer/index_writer.h
//
// Writes an index, of one database or of shards, and the position in the archive that its documents bring it to, so that
// both last together or not at all.
//
// Source: docs/index-schema.md, "Position" and "Shards".

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "indexer/document_source.h"
#include "indexer/index_env.h"
#include "store/index_db.h"

namespace saola::indexer {

/// What became of a document handed to the writer.
enum class Put {
  added,
  replaced,
  older,      // the same version, or a later one, is there and stays
  elsewhere,  // an earlier version is in a shard on another machine, which is only read, and stays
};

/// The version of an article that the index holds.
struct Held {
  struct Place {
    std::size_t shard = 0;  // of the writer's
    Xapian::docid document = 0;
  };
  store::StoredArticle stored;
  std::vector<Place> places;  // one; more only where a run was killed while the article moved
};

/// Recipe: open, annotate, find and put and advance ..., commit when wants_commit, ..., finish. What was put since the last
/// commit is gone when it is destroyed. One thread at a time. After an error only destruction is left.
class IndexWriter {
 public:
  virtual ~IndexWriter() = default;

  /// Brings the concepts of all documents up to date with the lexicons, if these have changed. Old and new never meet in
  /// one answer. A run that is stopped or killed in it is gone on with by the next.
  /// @return  how many documents were changed; none: it was stopped.
  [[nodiscard]] virtual Result<std::optional<std::uint64_t>> annotate() = 0;

  /// The version of an article that is in the index, its text too; none: there is none. @error  of Xapian.
  [[nodiscard]] virtual Result<std::optional<Held>> find(const std::string& id) = 0;

  /// Adds the document, or puts it in the place of an earlier version; of two versions the one seen later stays.
  /// @param held  what find(made.id) says.
  [[nodiscard]] virtual Result<Put> put(const Seen& seen, const Xapian::Document& document,
                                        const std::optional<Held>& held) = 0;

  /// The index now reaches up to byte `end` of `file`.
  void advance(const std::string& file, std::uint64_t end) { position_[file] = end; }
  [[nodiscard]] const store::IndexPosition& position() const { return position_; }

  /// The common bigrams that the index's documents tell; nullptr: it has no list of them.
  [[nodiscard]] const std::shared_ptr<const store::BigramList>& bigrams() const { return bigrams_; }

  /// Learns them from so many of its articles; the list goes with the next commit.
  [[nodiscard]] virtual Result<void> learn_bigrams(std::uint32_t articles) = 0;

  /// Lets those documents tell their bigrams that do not: the ones from which they were learned. Of what this run does not
  /// write otherwise nothing is changed. @param maker  uses bigrams().
  [[nodiscard]] virtual Result<void> tell_missing_bigrams(DocumentMaker& maker) = 0;

  /// So much has been put that it is time.
  [[nodiscard]] virtual bool wants_commit() const = 0;

  /// What was put so far, and the position, lasts. @error  of Xapian, Code::io when the disk is full.
  [[nodiscard]] virtual Result<void> commit() = 0;

  /// The end of a run: readers find all that was put.
  /// @param advanced  whether the position is another than at the beginning.
  [[nodiscard]] virtual Result<void> finish(bool advanced) = 0;

  [[nodiscard]] virtual Result<std::uint64_t> documents() = 0;

 protected:
  store::IndexPosition position_;
  std::shared_ptr<const store::BigramList> bigrams_;
};

/// A writer of the index of one database in `folder`, or, where the folder has a list of shards, of these. A folder that
/// does not exist becomes what `fresh` says.
/// @error  of store::open_index_for_writing; Code::corrupt for a list that is not understood; network for a shard elsewhere.
[[nodiscard]] Result<std::unique_ptr<IndexWriter>> open_index_writer(
    const std::filesystem::path& folder, Sharding fresh, const IndexOptions& options,
    const IndexEnv& env);

/// How the index in a folder lies; none: there is no index.
[[nodiscard]] std::optional<Sharding> sharding_of(const std::filesystem::path& folder);

}  // namespace saola::indexer
