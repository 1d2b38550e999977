// store/backlog.h
//
// What is too much for memory: pages that wait for their turn in a run, in a temporary file. It holds nothing that the
// ledger does not have, and is gone when it is closed.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/sqlite.h"

namespace saola::store {

/// A page that is to be fetched, as far as its turn needs it. Its whole row is in the ledger.
struct DuePage {
  std::string canonical_url;
  std::string url;  // to ask for
  std::string outlet;
};

/// Queues by number, first in, first out. One thread at a time. The file lies in SQLite's folder for temporary files
/// ($SQLITE_TMPDIR, $TMPDIR, /var/tmp). @error as store/sqlite.h: a full disk is Code::io.
class Backlog {
 public:
  [[nodiscard]] static Result<Backlog> open();

  [[nodiscard]] Result<void> push(std::int64_t queue, const DuePage& page);

  /// Takes the first pages out of a queue, `most` at most.
  [[nodiscard]] Result<std::vector<DuePage>> pop(std::int64_t queue, std::size_t most);

 private:
  explicit Backlog(Database database) : database_(std::move(database)) {}
  Database database_;
  std::int64_t pushed_ = 0;
};

}  // namespace saola::store
