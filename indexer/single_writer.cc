#include "indexer/single_writer.h"

#include <fmt/format.h>

#include "indexer/annotate_database.h"
#include "indexer/database_copy.h"
#include "indexer/index_bigrams.h"
#include "indexer/index_folder.h"

namespace saola::indexer {

Result<std::unique_ptr<IndexWriter>> SingleWriter::open(const std::filesystem::path& folder,
                                                        const IndexOptions& options,
                                                        const IndexEnv& env) {
  std::unique_ptr<SingleWriter> writer(new SingleWriter(folder, options, env));
  if (auto opened = writer->open_writer(); !opened) return pass_on(opened);
  auto position = store::index_position(writer->writer_->database());
  if (!position) return pass_on(position, folder.string());
  writer->position_ = std::move(*position);
  auto bigrams = store::bigram_list(writer->writer_->database());
  if (!bigrams) return pass_on(bigrams, folder.string());
  writer->bigrams_ = std::move(*bigrams);
  return writer;
}

Result<void> SingleWriter::open_writer() {
  auto opened = DatabaseWriter::open(folder_, env_.before_commit);
  if (!opened) return pass_on(opened);
  writer_ = std::move(*opened);
  return writer_->begin();
}

Result<std::optional<std::uint64_t>> SingleWriter::annotate() {
  const std::filesystem::path copy = next_index_beside(folder_);
  const auto needed = needs_annotation(writer_->database(), env_);
  if (!needed) return pass_on(needed);
  if (!*needed) {
    if (auto removed = remove_folder(copy); !removed) return pass_on(removed);
    return std::optional<std::uint64_t>(0);
  }
  const auto count = documents();
  if (!count) return pass_on(count);
  env_.log.note(fmt::format("the lexicons changed: going through {} documents again", *count));
  if (auto made = make_copy(copy); !made) return pass_on(made);
  std::optional<std::uint64_t> changed;
  {
    auto writer = DatabaseWriter::open(copy, env_.before_commit);
    if (!writer) return pass_on(writer);
    if (auto begun = writer->begin(); !begun) return pass_on(begun);
    auto done = annotate_database(*writer, env_, options_.commit_every);
    if (!done || !*done) return done;
    changed = *done;
  }
  writer_.reset();
  if (auto taken = take_new_index(folder_, copy); !taken) return pass_on(taken);
  if (auto opened = open_writer(); !opened) return pass_on(opened);
  return changed;
}

// The one of an earlier run will do, unless the index has changed since.
Result<void> SingleWriter::make_copy(const std::filesystem::path& copy) {
  if (const auto before = store::open_database(copy)) {
    const auto usable = is_copy_of(*before, writer_->database());
    if (usable && *usable) return {};
  }
  if (auto removed = remove_folder(copy); !removed) return removed;
  return copy_database(folder_, copy);
}

Result<std::optional<Held>> SingleWriter::find(const std::string& id) {
  auto found = store::find_document(writer_->database(), id);
  if (!found) return pass_on(found, writer_->name());
  if (!*found) return std::optional<Held>();
  auto document =
      store::xapian_try(writer_->name(), [&] { return writer_->database().get_document(**found); });
  if (!document) return pass_on(document);
  auto stored = store::stored_article(*document);
  if (!stored) return pass_on(stored, writer_->name());
  return std::optional(Held{std::move(*stored), {{0, **found}}});
}

Result<Put> SingleWriter::put(const Seen& seen, const Xapian::Document& document,
                              const std::optional<Held>& held) {
  if (held && seen_of(held->stored) >= seen) return Put::older;
  const auto done =
      held ? writer_->replace(held->places.front().document, document) : writer_->add(document);
  if (!done) return pass_on(done);
  return held ? Put::replaced : Put::added;
}

Result<void> SingleWriter::learn_bigrams(std::uint32_t articles) {
  BigramLearner learner;
  if (auto read = learn_from(writer_->database(), articles, learner); !read) return read;
  bigrams_ = learner.choose();
  return {};
}

Result<void> SingleWriter::tell_missing_bigrams(DocumentMaker& maker) {
  return indexer::tell_missing_bigrams(*writer_, *bigrams_, maker);
}

bool SingleWriter::wants_commit() const { return writer_->changes() >= options_.commit_every; }

Result<void> SingleWriter::commit() {
  writer_->set_position(position_);
  writer_->use_bigrams(bigrams_);
  if (auto done = writer_->commit(stamps_); !done) return done;
  return writer_->begin();
}

// A run that found nothing new leaves the index untouched, and its readers undisturbed.
Result<void> SingleWriter::finish(bool advanced) {
  auto made_with = store::index_lexicons(writer_->database());
  if (!made_with) return pass_on(made_with);
  if (advanced || *made_with != stamps_ || writer_->changes() > 0) {
    if (auto done = commit(); !done) return done;
  } else {
    const auto marked = writer_->commit_if_marked(stamps_);
    if (!marked) return pass_on(marked);
    if (auto begun = writer_->begin(); !begun) return begun;
  }
  return options_.compact ? compact() : Result<void>();
}

Result<void> SingleWriter::compact() {
  const auto is_done =
      store::xapian_try(writer_->name(), [&] { return store::is_compacted(writer_->database()); });
  if (!is_done) return pass_on(is_done);
  if (*is_done) return {};
  const std::filesystem::path fresh = new_index_beside(folder_);
  if (auto cancelled = writer_->cancel(); !cancelled) return cancelled;
  if (auto compacted = compact_database(folder_, fresh); !compacted) return compacted;
  writer_.reset();
  if (auto taken = take_new_index(folder_, fresh); !taken) return taken;
  return open_writer();
}

Result<std::uint64_t> SingleWriter::documents() {
  return store::xapian_try(writer_->name(),
                           [&]() -> std::uint64_t { return writer_->database().get_doccount(); });
}

}  // namespace saola::indexer
