// store/index_db.h
//
// The index: one Xapian database (glass). Opening it, its schema version, the metadata that says how far it reaches and
// with which lexicons it was made, and the one place where Xapian's exceptions become a Result.
//
// Source: docs/index-schema.md. Xapian 1.4 API.

#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/document_text.h"
#include "store/fields.h"
#include "store/index_layout.h"
#include "store/terms.h"

namespace saola::store {

/// Raised when terms, slots or document data change their meaning; an index of another version is rebuilt.
inline constexpr std::string_view kIndexSchema = "4";

/// What a Xapian exception means to a user.
/// Code::locked (another writer, or too many changes while reading), corrupt, not_found, outdated (another database
/// format), bad_input (a query Xapian refuses), io (the system's reason is in the message: disk full, ...), other.
/// @param what  the index's path, or what was being done; begins the message.
[[nodiscard]] Error error_from_xapian(const Xapian::Error& error, std::string_view what);

/// Calls `action`, the only place where Xapian may throw, and hands its value on.
/// @example  store::xapian_try(path, [&] { return db.get_doccount(); }) -> Result<Xapian::doccount>
template <typename Action>
[[nodiscard]] auto xapian_try(std::string_view what, Action&& action)
    -> Result<std::invoke_result_t<Action>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Action>>) {
      std::forward<Action>(action)();
      return {};
    } else {
      return std::forward<Action>(action)();
    }
  } catch (const Xapian::Error& error) {
    return tl::unexpected<Error>(error_from_xapian(error, what));
  }
}

/// As xapian_try, for a reader while somebody writes: when two commits have passed under it (DatabaseModifiedError), the
/// database is reopened and `action` called again, a hundred times at most. `action` must begin afresh each time.
/// Once such an error has come through plain xapian_try, reopen the database before using it: Xapian 1.4.22 then gives
/// empty values without an error.
template <typename Action>
[[nodiscard]] auto xapian_try_reading(Xapian::Database& db, std::string_view what, Action&& action)
    -> Result<std::invoke_result_t<Action>> {
  constexpr int kAttempts =
      100;  // two commits within one question are rare, but a writer may be quick
  auto result = xapian_try(what, action);
  for (int attempt = 1; attempt < kAttempts; ++attempt) {
    if (result || result.error().code != Code::locked) break;
    if (auto reopened = xapian_try(what, [&] { db.reopen(); }); !reopened) {
      return pass_on(reopened);
    }
    result = xapian_try(what, action);
  }
  return result;
}

/// Opens an index for reading, all its shards as one, and checks its schema. Xapian::Database: one thread at a time; copies
/// share one state. While it is open it stays at the revision, or with shards at the generation, it was opened at.
/// @error  Code::not_found (hint: run `saola index`), outdated (hint: `saola index --rebuild`), corrupt, io; network: a
///         shard's machine does not answer.
[[nodiscard]] Result<Xapian::Database> open_index(const std::filesystem::path& path);

/// Opens one database, or one shard of the index, as above.
[[nodiscard]] Result<Xapian::Database> open_database(const std::filesystem::path& path);
[[nodiscard]] Result<Xapian::Database> open_shard(const std::filesystem::path& index,
                                                  const ShardLine& shard);

/// The databases that an opened index consists of, each by itself: one, or the shards in their order. Metadata is a
/// shard's own: get_metadata of the whole index answers for the first alone. They are the same open databases, at the same
/// revision; document n of shard s is number (n - 1) * shards + s + 1 of the whole, s counted from 0.
[[nodiscard]] std::vector<Xapian::Database> shards_of(const Xapian::Database& db);

/// Whether a shard is on another machine: there Xapian evaluates its own operators alone, and every document, position or
/// value read is a question over the network.
[[nodiscard]] bool is_remote(const Xapian::Database& shard);

/// Opens one database of an index for writing, or makes it, with its schema, if there is none. One writer at a time.
/// @error  Code::locked, when another process writes; outdated; corrupt; io.
[[nodiscard]] Result<Xapian::WritableDatabase> open_index_for_writing(
    const std::filesystem::path& path);

/// With which lexicons the concept terms were made: lexicon id -> lexicon_stamp().
using LexiconStamps = std::map<std::string, std::string>;

/// Of an index without shards; those have it in their list. @error  Code::corrupt, when the metadata is not what we wrote.
[[nodiscard]] Result<IndexPosition> index_position(const Xapian::Database& db);

/// Of all shards. A lexicon that two shards were made with in different versions, or one without, has a stamp that
/// no file has. @error  as index_position.
[[nodiscard]] Result<LexiconStamps> index_lexicons(const Xapian::Database& db);

// Set within the open transaction; last as long as its documents. Xapian's exceptions pass: call inside xapian_try.
void set_index_position(Xapian::WritableDatabase& db, const IndexPosition& position);
void set_index_lexicons(Xapian::WritableDatabase& db, const LexiconStamps& stamps);

/// Whether the database has been compacted and not written to since: a note of ours.
[[nodiscard]] bool is_compacted(const Xapian::Database& db);
void set_compacted(Xapian::WritableDatabase& db, bool compacted);

/// What a shard holds, of its own knowledge: "2015", kUndatedShard; empty: not a shard.
[[nodiscard]] std::string shard_key(const Xapian::Database& db);
void set_shard_key(Xapian::WritableDatabase& db, const std::string& key);

/// "3 0123456789abcdef": a lexicon's version and the short digest of its file's bytes. A file that differs in one byte
/// has another stamp, whatever version it claims.
[[nodiscard]] std::string lexicon_stamp(int version, std::string_view file_bytes);

/// The article of one document. @error  Code::corrupt, and Xapian's.
[[nodiscard]] Result<StoredArticle> stored_article(const Xapian::Document& document);

/// The document with this id; none when the index does not hold it. @error  Code::corrupt, and Xapian's.
[[nodiscard]] Result<std::optional<Xapian::docid>> find_document(const Xapian::Database& db,
                                                                 std::string_view id);

}  // namespace saola::store
