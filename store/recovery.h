// store/recovery.h
//
// Brings archive and ledger together again after a kill, a full disk or a lost state.db. To be called under the
// workspace's lock before anything is written.
//
// Source: docs/ledger.md#recovery.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "store/ledger.h"

namespace saola::store {

/// What recovery did.
struct Recovery {
  std::int64_t groups_entered = 0;    // whole, but not in the ledger
  std::int64_t bytes_cut = 0;         // of broken ends
  std::vector<std::string> messages;  // one for each broken end and each damage, naming the file
  bool needs_person = false;          // a file is gone or shorter than was committed
};

/// A page that was found in the archive. Views into its records, for the time of the call.
struct FoundPage {
  std::string_view title;  // as its door said; may be empty
  std::string_view summary;
  std::string_view body;
  std::string_view content_type;
};

/// What is planned anew for pages that are entered.
struct RevisitPlan {
  Instant
      now;  // of the next times to fetch a page again (next_revisit) only those still to come count
  std::function<bool(const FoundPage&)> is_watched;  // empty: none is planned
};

/// Looks at every archive file from the ledger's committed length on: whole groups are entered into the ledger (fetch
/// and page, poll, import); a broken end is moved into FILE.damaged beside it and cut off the file. An untouched
/// archive costs one look at each file's size. Running it twice changes nothing more.
///
/// A file that is gone or shorter than the ledger has committed is told of in the messages; the others are still looked
/// at, and new files may be written.
///
/// @param is_stopped  asked now and then, for a lost ledger takes minutes to rebuild; may be empty. True: the file that is
///                    being read is left for the next time.
/// @error  Code::io, and of the ledger. Nothing is cut before its copy is safe on the disk. Code::cancelled: is_stopped.
[[nodiscard]] Result<Recovery> recover(const std::filesystem::path& archive_folder, Ledger& ledger,
                                       const RevisitPlan& plan = {},
                                       const std::function<bool()>& is_stopped = {});

}  // namespace saola::store
