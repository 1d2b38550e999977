#include "indexer/annotate_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/document.h"

namespace saola::indexer {

namespace {

constexpr const char* kNoteKey = "saola_annotating";
constexpr std::uint64_t kLookedAt = 20;  // commits at the latest after so many times commit_every

using Json = nlohmann::json;

// How far an annotation is. Stands in the copy's metadata from its first commit to its last.
struct Note {
  store::LexiconStamps target;
  std::set<std::string> changed;  // lexicons: of these, old and new may both be there
  Xapian::docid next = 1;         // the first document that is not done
  std::string base;               // what the copy is of
};

// As Xapian names a revision.
std::string revision_of(const Xapian::Database& db) {
  return fmt::format("{} {}", db.get_uuid(), db.get_revision());
}

bool is_sound(const Json& json) {
  if (!json.is_object()) return false;
  const auto all_text = [&](const char* key, bool as_object) {
    const auto part = json.find(key);
    return part != json.end() && (as_object ? part->is_object() : part->is_array()) &&
           std::all_of(part->begin(), part->end(), [](const Json& one) { return one.is_string(); });
  };
  return all_text("target", true) && all_text("changed", false) && json.contains("next") &&
         json["next"].is_number_unsigned() && json.contains("base") && json["base"].is_string();
}

// A note that is damaged says that everything is to be looked at again.
std::optional<Note> read_note(const Xapian::Database& db) {
  const std::string text = db.get_metadata(kNoteKey);
  if (text.empty()) return std::nullopt;
  const Json json = Json::parse(text, nullptr, false);
  if (!is_sound(json)) return Note();
  return Note{json["target"], json["changed"], json["next"], json["base"]};
}

void write_note(Xapian::WritableDatabase& db, const Note& note) {
  const Json json = {
      {"target", note.target}, {"changed", note.changed}, {"next", note.next}, {"base", note.base}};
  db.set_metadata(kNoteKey, json.dump());
}

void add_differing(const store::LexiconStamps& a, const store::LexiconStamps& b,
                   std::set<std::string>& ids) {
  for (const auto& [id, stamp] : a) {
    const auto other = b.find(id);
    if (other == b.end() || other->second != stamp) ids.insert(id);
  }
}

// Goes on with the note there is. When its lexicons have changed once more, all documents are gone through for whatever
// has changed since the beginning.
Result<Note> begin_note(const Xapian::Database& db, const store::LexiconStamps& target) {
  const auto made_with = store::index_lexicons(db);
  if (!made_with) return pass_on(made_with);
  return store::xapian_try("index", [&] {
    const auto before = read_note(db);
    Note note = before.value_or(Note());
    if (!before) note.base = revision_of(db);
    if (before && before->target == target) return note;
    note.target = target;
    note.next = 1;
    add_differing(*made_with, target, note.changed);
    add_differing(target, *made_with, note.changed);
    return note;
  });
}

// The documents from `first` on, so many at most. Taken before they are written: a posting list that is being changed must
// not be walked.
std::vector<Xapian::docid> some_documents(const Xapian::Database& db, Xapian::docid first,
                                          std::uint64_t most) {
  std::vector<Xapian::docid> ids;
  auto at = db.postlist_begin("");
  at.skip_to(first);
  for (; at != db.postlist_end("") && ids.size() < most; ++at) ids.push_back(*at);
  return ids;
}

class Annotation {
 public:
  Annotation(DatabaseWriter& writer, const IndexEnv& env, std::uint64_t commit_every, Note note)
      : writer_(writer), env_(env), commit_every_(commit_every), note_(std::move(note)) {}

  Result<std::optional<std::uint64_t>> run(const Zone& home) {
    const auto made_with = store::index_lexicons(writer_.database());
    if (!made_with) return pass_on(made_with);
    std::vector<text::Lexicon> lexicons;
    for (const text::Lexicon& lexicon : env_.lexicons) {
      if (note_.changed.contains(lexicon.id)) lexicons.push_back(lexicon);
    }
    DocumentMaker maker(lexicons, home);
    while (true) {
      const auto ids = store::xapian_try(writer_.name(), [&] {
        return some_documents(writer_.database(), note_.next, commit_every_);
      });
      if (!ids) return pass_on(ids);
      if (ids->empty()) break;
      auto went_on = annotate(*ids, maker);
      if (!went_on) return pass_on(went_on);
      const bool due = writer_.changes() >= commit_every_ ||
                       looked_at_ >= kLookedAt * commit_every_ || !*went_on;
      if (due) {
        if (auto done = commit(*made_with); !done) return pass_on(done);
      }
      if (!*went_on) return std::optional<std::uint64_t>();
    }
    if (auto done = finish(); !done) return pass_on(done);
    return std::optional(changed_);
  }

 private:
  // @return  false: stopped.
  Result<bool> annotate(const std::vector<Xapian::docid>& ids, DocumentMaker& maker) {
    for (const Xapian::docid id : ids) {
      if (env_.is_stopped && env_.is_stopped()) return false;
      auto done = annotate(id, maker);
      if (!done) return pass_on(done);
      ++looked_at_;
      note_.next = id + 1;
    }
    return true;
  }

  Result<void> annotate(Xapian::docid id, DocumentMaker& maker) {
    auto document =
        store::xapian_try(writer_.name(), [&] { return writer_.database().get_document(id); });
    if (!document) return pass_on(document);
    auto stored = store::stored_article(*document);
    if (!stored) return pass_on(stored, writer_.name());
    auto changed = store::xapian_try(
        writer_.name(), [&] { return maker.annotate_again(*document, *stored, note_.changed); });
    if (!changed) return pass_on(changed);
    if (!*changed) return {};
    ++changed_;
    return writer_.replace(id, *document);
  }

  Result<void> commit(const store::LexiconStamps& made_with) {
    looked_at_ = 0;
    auto noted = store::xapian_try(writer_.name(), [&] { write_note(writer_.database(), note_); });
    if (!noted) return noted;
    if (auto done = writer_.commit(made_with); !done) return done;
    return writer_.begin();
  }

  Result<void> finish() {
    auto noted =
        store::xapian_try(writer_.name(), [&] { writer_.database().set_metadata(kNoteKey, ""); });
    if (!noted) return noted;
    if (auto done = writer_.commit(note_.target); !done) return done;
    return writer_.begin();
  }

  DatabaseWriter& writer_;
  const IndexEnv& env_;
  std::uint64_t commit_every_;
  Note note_;
  std::uint64_t changed_ = 0;
  std::uint64_t looked_at_ = 0;  // since the last commit
};

}  // namespace

Result<bool> needs_annotation(const Xapian::Database& db, const IndexEnv& env) {
  const auto made_with = store::index_lexicons(db);
  if (!made_with) return pass_on(made_with);
  if (*made_with == stamps_of(env)) {
    return store::xapian_try("index", [&] { return read_note(db).has_value(); });
  }
  return store::xapian_try("index", [&] { return db.get_doccount() > 0; });
}

Result<bool> is_copy_of(const Xapian::Database& copy, const Xapian::Database& original) {
  return store::xapian_try("index", [&] {
    const auto note = read_note(copy);
    return (note ? note->base : revision_of(copy)) == revision_of(original);
  });
}

Result<std::optional<std::uint64_t>> annotate_database(DatabaseWriter& writer, const IndexEnv& env,
                                                       std::uint64_t commit_every) {
  auto home = Zone::open(kHomeZone);
  if (!home) return pass_on(home);
  auto note = begin_note(writer.database(), stamps_of(env));
  if (!note) return pass_on(note);
  return Annotation(writer, env, commit_every, std::move(*note)).run(*home);
}

}  // namespace saola::indexer
