// indexer/single_writer.h
//
// An index of one database, written in place: each commit is a revision of Xapian's, which a reader has whole.
//
// Source: docs/index-schema.md, "Position" and "Concepts".

#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "indexer/database_writer.h"
#include "indexer/index_writer.h"

namespace saola::indexer {

class SingleWriter : public IndexWriter {
 public:
  /// @error  of store::open_index_for_writing and store::index_position.
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
  SingleWriter(std::filesystem::path folder, const IndexOptions& options, const IndexEnv& env)
      : folder_(std::move(folder)), options_(options), env_(env), stamps_(stamps_of(env)) {}
  [[nodiscard]] Result<void> open_writer();
  [[nodiscard]] Result<void> make_copy(const std::filesystem::path& copy);
  [[nodiscard]] Result<void> compact();

  std::filesystem::path folder_;
  const IndexOptions& options_;
  const IndexEnv& env_;
  store::LexiconStamps stamps_;
  std::optional<DatabaseWriter> writer_;
};

}  // namespace saola::indexer
