#include "store/index_db.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/digest.h"

namespace saola::store {

namespace {

constexpr const char* kSchemaKey = "saola_schema";
constexpr const char* kPositionKey = "saola_position";
constexpr const char* kLexiconsKey = "saola_lexicons";

constexpr const char* kCompactedKey = "saola_compacted";
constexpr const char* kShardKey = "saola_shard";

constexpr const char* kIndexFirst = "run `saola index` first";
constexpr const char* kRebuild =
    "run `saola index --rebuild`; it reads everything from the archive again";

constexpr const char* kRemote =
    "see that xapian-tcpsrv runs there and is reached from here; its line is in index/XAPIANDB";

struct Meaning {
  Code code;
  const char* says;
  const char* hint;
};

struct NamedMeaning {
  std::string_view type;  // Xapian::Error::get_type()
  Meaning meaning;
};

constexpr std::array kMeanings{
    NamedMeaning{"DatabaseLockError",
                 {Code::locked, "another process is writing the index",
                  "wait until the other `saola` has finished, then try again"}},
    NamedMeaning{"DatabaseModifiedError",
                 {Code::locked, "the index changed while it was read", "try again"}},
    NamedMeaning{"DatabaseCorruptError", {Code::corrupt, "the index is damaged", kRebuild}},
    NamedMeaning{"DatabaseNotFoundError", {Code::not_found, "no index", kIndexFirst}},
    NamedMeaning{"DatabaseVersionError",
                 {Code::outdated, "the index has another version of Xapian's format", kRebuild}},
    NamedMeaning{"DatabaseOpeningError", {Code::corrupt, "the index cannot be opened", kRebuild}},
    NamedMeaning{"DatabaseError", {Code::corrupt, "the index is damaged", kRebuild}},
    NamedMeaning{"NetworkError", {Code::network, "does not answer", kRemote}},
    NamedMeaning{"NetworkTimeoutError", {Code::network, "does not answer", kRemote}},
    NamedMeaning{"DocNotFoundError", {Code::not_found, "the index has no such document", ""}},
    NamedMeaning{"QueryParserError", {Code::bad_input, "the query is not understood", ""}},
    NamedMeaning{"InvalidArgumentError", {Code::bad_input, "Xapian refused", ""}},
    NamedMeaning{"RangeError", {Code::bad_input, "Xapian refused", ""}},
    NamedMeaning{"WildcardError", {Code::bad_input, "the pattern fits too many words", ""}},
};

Meaning meaning_of(const Xapian::Error& error) {
  const std::string_view type = error.get_type();
  auto named = std::find_if(kMeanings.begin(), kMeanings.end(),
                            [&](const NamedMeaning& row) { return row.type == type; });
  // A reason from the system (disk full, no permission) says more than the kind of the exception, except for a lock, for
  // another machine, and for a file of the index that is gone.
  const char* reason = error.get_error_string();
  const bool is_plain = named != kMeanings.end() && (named->meaning.code == Code::locked ||
                                                     named->meaning.code == Code::network);
  if (reason != nullptr && std::string_view(reason) == std::strerror(ENOENT)) {
    return {Code::corrupt, "the index is damaged", kRebuild};
  }
  if (reason != nullptr && !is_plain) {
    return {Code::io, "the index cannot be read or written",
            "see that the disk has room and that you may write there, then run it again"};
  }
  if (named != kMeanings.end()) return named->meaning;
  return {Code::other, "Xapian failed", ""};
}

// Both metadata values are objects of one level; Value is what the JSON library converts.
template <typename Value>
Result<std::map<std::string, Value>> metadata_map(const Xapian::Database& db, const char* key) {
  auto text = xapian_try("index", [&] { return db.get_metadata(key); });
  if (!text) return pass_on(text);
  std::map<std::string, Value> map;
  if (text->empty()) return map;
  const auto object = nlohmann::json::parse(*text, nullptr, false);
  bool sound = object.is_object();
  for (auto member = object.begin(); sound && member != object.end(); ++member) {
    if constexpr (std::is_same_v<Value, std::string>) {
      sound = member->is_string();
    } else {
      sound = member->is_number_unsigned();
    }
    if (sound) map[member.key()] = member->template get<Value>();
  }
  if (!sound)
    return fail(Code::corrupt, fmt::format("index: metadata {} is damaged", key), kRebuild);
  return map;
}

template <typename Map>
void set_metadata_map(Xapian::WritableDatabase& db, const char* key, const Map& map) {
  const nlohmann::json object = map;
  db.set_metadata(key, object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Result<void> check_schema(const std::string& schema, std::string_view path) {
  if (schema == kIndexSchema) return {};
  if (schema.empty()) {
    return fail(Code::outdated, fmt::format("{}: a Xapian database, but not Saola's index", path),
                kRebuild);
  }
  return fail(
      Code::outdated,
      fmt::format("{}: the index has schema {}, this program reads {}", path, schema, kIndexSchema),
      kRebuild);
}

Result<Xapian::Database> checked(Xapian::Database db, const std::string& name) {
  auto schema = xapian_try(name, [&] { return db.get_metadata(kSchemaKey); });
  if (!schema) return pass_on(schema);
  if (auto sound = check_schema(*schema, name); !sound) return pass_on(sound);
  return db;
}

Result<Xapian::Database> open_shards(const std::filesystem::path& index,
                                     const IndexLayout& layout) {
  Xapian::Database all;
  for (const ShardLine& shard : layout.shards) {
    const auto db = open_shard(index, shard);
    if (!db) return db;
    all.add_database(*db);
  }
  return all;
}

}  // namespace

Error error_from_xapian(const Xapian::Error& error, std::string_view what) {
  const Meaning meaning = meaning_of(error);
  std::string message = fmt::format("{}: {}", what, meaning.says);
  if (const char* reason = error.get_error_string()) {
    message += fmt::format(": {}", reason);
  } else if (!error.get_msg().empty()) {
    message += fmt::format(" ({})", error.get_msg());
  }
  return {meaning.code, std::move(message), meaning.hint};
}

Result<Xapian::Database> open_database(const std::filesystem::path& path) {
  std::error_code ignored;  // an unreadable folder is told apart by Xapian below
  if (!std::filesystem::exists(path, ignored)) {
    return fail(Code::not_found, fmt::format("{}: no index", path.string()), kIndexFirst);
  }
  auto db = xapian_try(path.string(), [&] { return Xapian::Database(path.string()); });
  if (!db) return db;
  return checked(std::move(*db), path.string());
}

Result<Xapian::Database> open_shard(const std::filesystem::path& index, const ShardLine& shard) {
  if (!shard.folder.empty()) return open_database(index / shard.folder);
  const std::string name = fmt::format("the shard at {}:{}", shard.host, shard.port);
  auto db = xapian_try(name, [&] { return Xapian::Remote::open(shard.host, shard.port); });
  if (!db) return db;
  return checked(std::move(*db), name);
}

Result<Xapian::Database> open_index(const std::filesystem::path& path) {
  constexpr int kAttempts = 5;  // a new generation may take the place of the one being opened
  for (int attempt = 1;; ++attempt) {
    const auto layout = read_layout(layout_file(path));
    if (!layout) return pass_on(layout);
    auto db = *layout ? open_shards(path, **layout) : open_database(path);
    if (db || attempt == kAttempts) return db;
    const auto now = read_layout(layout_file(path));
    if (now && *now == *layout) return db;
  }
}

// Xapian 1.4 has no other way to a part of a database that a stub or add_database put together.
std::vector<Xapian::Database> shards_of(const Xapian::Database& db) {
  std::vector<Xapian::Database> shards;
  for (const auto& part : db.internal) shards.emplace_back(part.get());
  return shards;
}

// Of Xapian's backends only that one cannot tell its revision.
bool is_remote(const Xapian::Database& shard) {
  return !xapian_try("index", [&] { return shard.get_revision(); }).has_value();
}

Result<Xapian::WritableDatabase> open_index_for_writing(const std::filesystem::path& path) {
  const std::string name = path.string();
  auto db = xapian_try(name, [&] {
    return Xapian::WritableDatabase(name, Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
  });
  if (!db) return db;
  auto schema = xapian_try(name, [&]() -> std::string {
    const bool is_new = db->get_doccount() == 0 && db->get_metadata(kSchemaKey).empty();
    if (is_new) {
      db->set_metadata(kSchemaKey, std::string(kIndexSchema));
      db->commit();
    }
    return db->get_metadata(kSchemaKey);
  });
  if (!schema) return pass_on(schema);
  if (auto checked = check_schema(*schema, name); !checked) return pass_on(checked);
  return db;
}

Result<IndexPosition> index_position(const Xapian::Database& db) {
  return metadata_map<std::uint64_t>(db, kPositionKey);
}

Result<LexiconStamps> index_lexicons(const Xapian::Database& db) {
  const auto shards = shards_of(db);
  LexiconStamps all;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    auto stamps = metadata_map<std::string>(shards[i], kLexiconsKey);
    if (!stamps) return stamps;
    if (i == 0) all = *stamps;
    for (const auto& [id, stamp] : all) stamps->try_emplace(id, "none");
    for (const auto& [id, stamp] : *stamps) {
      auto [known, is_new] = all.try_emplace(id, "none");
      if (known->second != stamp) known->second = fmt::format("{}, {}", known->second, stamp);
    }
  }
  return all;
}

void set_index_position(Xapian::WritableDatabase& db, const IndexPosition& position) {
  set_metadata_map(db, kPositionKey, position);
}

void set_index_lexicons(Xapian::WritableDatabase& db, const LexiconStamps& stamps) {
  set_metadata_map(db, kLexiconsKey, stamps);
}

bool is_compacted(const Xapian::Database& db) { return !db.get_metadata(kCompactedKey).empty(); }

void set_compacted(Xapian::WritableDatabase& db, bool compacted) {
  db.set_metadata(kCompactedKey, compacted ? "1" : "");
}

std::string shard_key(const Xapian::Database& db) { return db.get_metadata(kShardKey); }

void set_shard_key(Xapian::WritableDatabase& db, const std::string& key) {
  db.set_metadata(kShardKey, key);
}

std::string lexicon_stamp(int version, std::string_view file_bytes) {
  return fmt::format("{} {}", version, short_id(file_bytes));
}

Result<StoredArticle> stored_article(const Xapian::Document& document) {
  auto data = xapian_try("index", [&] { return document.get_data(); });
  if (!data) return pass_on(data);
  return from_document_data(*data);
}

Result<std::optional<Xapian::docid>> find_document(const Xapian::Database& db,
                                                   std::string_view id) {
  return xapian_try("index", [&]() -> std::optional<Xapian::docid> {
    const std::string term = unique_term(id);
    auto posting = db.postlist_begin(term);
    if (posting == db.postlist_end(term)) return std::nullopt;
    return *posting;
  });
}

}  // namespace saola::store
