#include "store/index_db.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/digest.h"

namespace saola::store {

namespace {

constexpr const char* kSchemaKey = "saola_schema";
constexpr const char* kPositionKey = "saola_position";
constexpr const char* kLexiconsKey = "saola_lexicons";

constexpr const char* kIndexFirst = "run `saola index` first";
constexpr const char* kRebuild =
    "run `saola index --rebuild`; it reads everything from the archive again";

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
  // A reason from the system (disk full, no permission) says more than the kind of the exception, except for a lock.
  const bool locked = named != kMeanings.end() && named->meaning.code == Code::locked;
  if (error.get_error_string() != nullptr && !locked) {
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

Result<Xapian::Database> open_index(const std::filesystem::path& path) {
  std::error_code ignored;  // an unreadable folder is told apart by Xapian below
  if (!std::filesystem::exists(path, ignored)) {
    return fail(Code::not_found, fmt::format("{}: no index", path.string()), kIndexFirst);
  }
  auto db = xapian_try(path.string(), [&] { return Xapian::Database(path.string()); });
  if (!db) return db;
  auto schema = xapian_try(path.string(), [&] { return db->get_metadata(kSchemaKey); });
  if (!schema) return pass_on(schema);
  if (auto checked = check_schema(*schema, path.string()); !checked) return pass_on(checked);
  return db;
}

// Xapian 1.4 has no other way to a part of a database that a stub or add_database put together.
std::vector<Xapian::Database> shards_of(const Xapian::Database& db) {
  std::vector<Xapian::Database> shards;
  for (const auto& part : db.internal) shards.emplace_back(part.get());
  return shards;
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
  return metadata_map<std::string>(db, kLexiconsKey);
}

void set_index_position(Xapian::WritableDatabase& db, const IndexPosition& position) {
  set_metadata_map(db, kPositionKey, position);
}

void set_index_lexicons(Xapian::WritableDatabase& db, const LexiconStamps& stamps) {
  set_metadata_map(db, kLexiconsKey, stamps);
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
