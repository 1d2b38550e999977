// indexer/import_sink.h
//
// Where imported records go: into the archive and the ledger, each key once, in safe portions.
//
// Source: docs/archive-format.md, "Imports"; docs/ledger.md, "Durability".

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "indexer/import.h"

namespace saola::indexer {

/// Recipe: begin, put ..., finish. One thread at a time. After an error only destruction is left; what was committed is
/// safe, and what was appended since is found by store's recovery.
class ImportSink {
 public:
  ImportSink(const ImportEnv& env, ImportSummary& summary) : env_(env), summary_(summary) {}

  [[nodiscard]] Result<void> begin();

  /// Keeps one group, or counts it as unchanged.
  /// @param records  of store::make_article_record or store::make_import_group.
  /// @param source   "FILE:LINE" or "FILE@OFFSET", for a person.
  [[nodiscard]] Result<void> put(std::span<const store::WarcRecord> records,
                                 const std::string& source);

  [[nodiscard]] Result<void> finish();

 private:
  const ImportEnv& env_;
  ImportSummary& summary_;
};

}  // namespace saola::indexer
