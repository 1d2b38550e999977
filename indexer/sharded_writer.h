// indexer/sharded_writer.h
//
// An index of a database for each year. What is written is written into copies that no reader sees: the generation in the
// making, whose list is saved at each commit, so that a killed run is gone on with. At the end of the run that list takes
// the place of the other, in one step.
//
// Source: docs/index-schema.md, "Shards"; store/index_layout.h.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "indexer/database_writer.h"
#include "indexer/index_writer.h"
#include "store/index_layout.h"

namespace saola::indexer {

class ShardedWriter : public IndexWriter {
 public:
  /// @error  Code::locked; of store::read_layout and store::open_shard.
  [[nodiscard]] static Result<std::unique_ptr<IndexWriter>> open(
      const std::filesystem::path& folder, const IndexOptions& options, const IndexEnv& env);

  [[nodiscard]] Result<std::optional<std::uint64_t>> annotate() override;
  [[nodiscard]] Result<std::optional<Held>> find(const std::string& id) override;
  [[nodiscard]] Result<Put> put(const Seen& seen, const Xapian::Document& document,
                                const std::optional<Held>& held) override;
  [[nodiscard]] Result<void> learn_bigrams(std::uint32_t articles) override;
  [[nodiscard]] Result<void> tell_missing_bigrams(DocumentMaker& maker) override;
  [[nodiscard]] bool wants_commit() const override;
  [[nodiscard]] Result<void> commit() override;
  [[nodiscard]] Result<void> finish(bool advanced) override;
  [[nodiscard]] Result<std::uint64_t> documents() override;

 private:
  struct Shard {
    store::ShardLine line;
    std::string key;
    bool is_working = false;  // of the generation in the making alone, so that it may be written
    std::optional<Xapian::Database> reading;  // while it has no writer
    std::optional<DatabaseWriter> writer;     // within a transaction

    [[nodiscard]] bool is_remote() const { return line.folder.empty(); }
    [[nodiscard]] const Xapian::Database& database() {
      return writer ? writer->database() : *reading;
    }
  };

  ShardedWriter(std::filesystem::path folder, const IndexOptions& options, const IndexEnv& env,
                FileLock lock)
      : folder_(std::move(folder)),
        options_(options),
        env_(env),
        stamps_(stamps_of(env)),
        lock_(std::move(lock)) {}

  // Lists.
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> open_shards(const store::IndexLayout& current,
                                         const store::IndexLayout& next);
  [[nodiscard]] store::IndexLayout layout() const;
  [[nodiscard]] Result<void> save_next();
  [[nodiscard]] Result<void> publish();
  [[nodiscard]] Result<void> tidy();
  [[nodiscard]] std::string free_name(const std::string& key) const;

  // Shards.
  [[nodiscard]] Result<void> commit_shards();
  [[nodiscard]] Result<DatabaseWriter*> writer_of(Shard& shard);
  [[nodiscard]] Result<void> make_working(Shard& shard);
  [[nodiscard]] Result<std::size_t> shard_for(const std::string& key);
  [[nodiscard]] Result<void> mark(Shard& shard);
  [[nodiscard]] Result<void> compact(Shard& shard);
  [[nodiscard]] bool is_closed(const Shard& shard) const;
  [[nodiscard]] Result<void> remove(const std::vector<Held::Place>& places, std::size_t but_of);

  std::filesystem::path folder_;
  const IndexOptions& options_;
  const IndexEnv& env_;
  store::LexiconStamps stamps_;
  FileLock lock_;
  std::string base_;           // digest of the list in force
  std::set<std::string> old_;  // the folders that it names
  std::vector<Shard> shards_;
};

}  // namespace saola::indexer
