#include "indexer/sharded_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "indexer/annotate_database.h"
#include "indexer/database_copy.h"
#include "indexer/index_bigrams.h"
#include "indexer/index_folder.h"

namespace saola::indexer {

namespace fs = std::filesystem;

namespace {

// Years by number, then what is undated.
bool comes_before(const std::string& a, const std::string& b) {
  const bool a_undated = a == store::kUndatedShard;
  const bool b_undated = b == store::kUndatedShard;
  if (a_undated != b_undated) return b_undated;
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool is_in(const store::IndexLayout& layout, const store::ShardLine& line) {
  return std::find(layout.shards.begin(), layout.shards.end(), line) != layout.shards.end();
}

// The list in the making, if it was begun from the one in force; else that one.
Result<store::IndexLayout> next_layout(const fs::path& folder, const store::IndexLayout& current,
                                       const std::string& base) {
  const auto next = store::read_layout(store::next_layout_file(folder));
  if (next && *next && (*next)->base == base) return **next;
  return current;
}

std::string name_of(const store::ShardLine& line) {
  return line.folder.empty() ? fmt::format("{}:{}", line.host, line.port) : line.folder;
}

}  // namespace

Result<std::unique_ptr<IndexWriter>> ShardedWriter::open(const fs::path& folder,
                                                         const IndexOptions& options,
                                                         const IndexEnv& env) {
  if (auto made = make_folder(folder); !made) return pass_on(made);
  auto lock = FileLock::try_lock(folder / "lock");
  if (!lock && lock.error().code == Code::locked) {
    return fail(Code::locked,
                fmt::format("{}: another process is writing the index", folder.string()),
                "wait until the other `saola` has finished, then try again");
  }
  if (!lock) return pass_on(lock);
  std::unique_ptr<ShardedWriter> writer(new ShardedWriter(folder, options, env, std::move(*lock)));
  if (auto begun = writer->begin(); !begun) return pass_on(begun);
  return writer;
}

Result<void> ShardedWriter::begin() {
  const fs::path file = store::layout_file(folder_);
  auto current = store::read_layout(file);
  if (!current) return pass_on(current);
  if (!*current) {
    if (auto written = store::write_layout(file, {}); !written) return written;
    *current = store::IndexLayout();
  }
  for (const store::ShardLine& line : (*current)->shards) old_.insert(line.folder);
  const auto bytes = read_file(file);
  if (!bytes) return pass_on(bytes);
  base_ = short_id(*bytes);
  const auto next = next_layout(folder_, **current, base_);
  if (!next) return pass_on(next);
  position_ = next->position;
  if (auto opened = open_shards(**current, *next); !opened) return opened;
  return tidy();
}

Result<void> ShardedWriter::open_shards(const store::IndexLayout& current,
                                        const store::IndexLayout& next) {
  for (const store::ShardLine& line : next.shards) {
    auto db = store::open_shard(folder_, line);
    if (!db) return pass_on(db);
    auto key = store::xapian_try(name_of(line), [&] { return store::shard_key(*db); });
    if (!key) return pass_on(key);
    if (!bigrams_ && line.host.empty()) {
      auto bigrams = store::bigram_list(*db);
      if (!bigrams) return pass_on(bigrams, name_of(line));
      bigrams_ = std::move(*bigrams);
    }
    Shard shard;
    shard.line = line;
    shard.key = *key;
    shard.is_working = !is_in(current, line);
    shard.reading = std::move(*db);
    shards_.push_back(std::move(shard));
  }
  return {};
}

// Folders of shards that no list names are what a killed run or an earlier generation left. Those of a year that is
// asked of another machine are let be, unless this run took their place: they may be what is served there.
Result<void> ShardedWriter::tidy() {
  std::set<std::string> listed;
  std::set<std::string> here;
  const auto current = store::read_layout(store::layout_file(folder_));
  if (!current) return pass_on(current);
  for (const store::ShardLine& line : (*current)->shards) listed.insert(line.folder);
  for (const Shard& shard : shards_) {
    listed.insert(shard.line.folder);
    here.insert(shard.key);
  }
  for (const Shard& shard : shards_) {
    if (shard.is_remote()) here.erase(shard.key);
  }
  std::vector<fs::path> left;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    const bool is_ours = here.contains(store::shard_key(name)) || old_.contains(name);
    if ((is_ours && !listed.contains(name)) || name.ends_with(kPartSuffix))
      left.push_back(entry.path());
  }
  for (const fs::path& path : left) {
    if (auto removed = remove_folder(path); !removed) return removed;
  }
  return {};
}

std::string ShardedWriter::free_name(const std::string& key) const {
  std::error_code ignored;  // a name that cannot be looked at fails when it is made
  for (std::uint64_t number = 1;; ++number) {
    std::string name = fmt::format("{}.{}", key, number);
    if (!fs::exists(folder_ / name, ignored)) return name;
  }
}

store::IndexLayout ShardedWriter::layout() const {
  store::IndexLayout layout;
  layout.position = position_;
  std::vector<const Shard*> sorted;
  for (const Shard& shard : shards_) sorted.push_back(&shard);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Shard* a, const Shard* b) { return comes_before(a->key, b->key); });
  for (const Shard* shard : sorted) layout.shards.push_back(shard->line);
  return layout;
}

Result<void> ShardedWriter::save_next() {
  store::IndexLayout next = layout();
  next.base = base_;
  return store::write_layout(store::next_layout_file(folder_), next);
}

// The one step in which readers come to see the run. From then on the list in the making has another base than the one in
// force, and counts for nothing.
Result<void> ShardedWriter::publish() {
  return store::write_layout(store::layout_file(folder_), layout());
}

Result<void> ShardedWriter::make_working(Shard& shard) {
  if (shard.is_working) return {};
  const std::string name = free_name(shard.key);
  auto copied = copy_database(folder_ / shard.line.folder, folder_ / name);
  if (!copied) return copied;
  shard.line.folder = name;
  shard.is_working = true;
  return {};
}

Result<DatabaseWriter*> ShardedWriter::writer_of(Shard& shard) {
  if (shard.writer) return &*shard.writer;
  if (auto made = make_working(shard); !made) return pass_on(made);
  auto writer = DatabaseWriter::open(folder_ / shard.line.folder, env_.before_commit);
  if (!writer) return pass_on(writer);
  shard.writer = std::move(*writer);
  shard.reading.reset();
  if (auto begun = shard.writer->begin(); !begun) return pass_on(begun);
  return &*shard.writer;
}

Result<std::size_t> ShardedWriter::shard_for(const std::string& key) {
  const auto found = std::find_if(shards_.begin(), shards_.end(), [&](const Shard& shard) {
    return shard.key == key && !shard.is_remote();
  });
  if (found != shards_.end()) return static_cast<std::size_t>(found - shards_.begin());
  Shard shard;
  shard.key = key;
  shard.line.folder = free_name(key);
  shard.is_working = true;
  const auto writer = writer_of(shard);
  if (!writer) return pass_on(writer);
  auto named = store::xapian_try(shard.line.folder,
                                 [&] { store::set_shard_key((*writer)->database(), key); });
  if (!named) return pass_on(named);
  shards_.push_back(std::move(shard));
  return shards_.size() - 1;
}

Result<std::optional<std::uint64_t>> ShardedWriter::annotate() {
  std::uint64_t changed = 0;
  for (Shard& shard : shards_) {
    const auto needed = needs_annotation(shard.database(), env_);
    if (!needed) return pass_on(needed);
    if (!*needed) continue;
    const std::string name = name_of(shard.line);
    if (shard.is_remote()) {
      env_.log.warn({Code::outdated, fmt::format("the shard at {} has other lexicons", name),
                     "put its folder and its line back and run `saola index`, then move it again"});
      continue;
    }
    env_.log.note(fmt::format("the lexicons changed: going through shard {} again", name));
    const auto writer = writer_of(shard);
    if (!writer) return pass_on(writer);
    if (auto saved = save_next(); !saved) return pass_on(saved);
    const auto done = annotate_database(**writer, env_, options_.commit_every);
    if (!done || !*done) return done;
    changed += **done;
  }
  return std::optional(changed);
}

Result<std::optional<Held>> ShardedWriter::find(const std::string& id) {
  std::optional<Held> held;
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    const Xapian::Database& db = shards_[i].database();
    const auto found = store::find_document(db, id);
    if (!found) return pass_on(found, name_of(shards_[i].line));
    if (!*found) continue;
    auto document =
        store::xapian_try(name_of(shards_[i].line), [&] { return db.get_document(**found); });
    if (!document) return pass_on(document);
    auto stored = store::stored_article(*document);
    if (!stored) return pass_on(stored, name_of(shards_[i].line));
    if (!held) held.emplace();
    const bool is_best = held->places.empty() || seen_of(*stored) > seen_of(held->stored);
    if (is_best) held->stored = std::move(*stored);
    held->places.insert(is_best ? held->places.begin() : held->places.end(), {i, **found});
  }
  return held;
}

Result<Put> ShardedWriter::put(const Seen& seen, const Xapian::Document& document,
                               const std::optional<Held>& held) {
  const auto key = store::xapian_try(
      "index", [&] { return store::shard_of_day(document.get_value(store::kDaySlot)); });
  if (!key) return pass_on(key);
  const std::vector<Held::Place> places = held ? held->places : std::vector<Held::Place>();
  if (held && seen_of(held->stored) >= seen) {
    if (auto removed = remove(places, places.front().shard); !removed) return pass_on(removed);
    return Put::older;
  }
  for (const Held::Place& place : places) {
    if (shards_[place.shard].is_remote()) return Put::elsewhere;
  }
  const auto target = shard_for(*key);
  if (!target) return pass_on(target);
  if (auto removed = remove(places, *target); !removed) return pass_on(removed);
  const auto writer = writer_of(shards_[*target]);
  if (!writer) return pass_on(writer);
  const auto there = std::find_if(places.begin(), places.end(),
                                  [&](const Held::Place& place) { return place.shard == *target; });
  const auto done = there == places.end() ? (*writer)->add(document)
                                          : (*writer)->replace(there->document, document);
  if (!done) return pass_on(done);
  return held ? Put::replaced : Put::added;
}

Result<void> ShardedWriter::remove(const std::vector<Held::Place>& places, std::size_t but_of) {
  for (const Held::Place& place : places) {
    if (place.shard == but_of || shards_[place.shard].is_remote()) continue;
    const auto writer = writer_of(shards_[place.shard]);
    if (!writer) return pass_on(writer);
    if (auto removed = (*writer)->remove(place.document); !removed) return removed;
  }
  return {};
}

Result<void> ShardedWriter::learn_bigrams(std::uint32_t articles) {
  BigramLearner learner;
  for (Shard& shard : shards_) {
    if (shard.is_remote()) continue;
    auto read = learn_from(shard.database(), articles, learner);
    if (!read) return pass_on(read, name_of(shard.line));
  }
  bigrams_ = learner.choose();
  return {};
}

Result<void> ShardedWriter::tell_missing_bigrams(DocumentMaker& maker) {
  for (Shard& shard : shards_) {
    if (!shard.writer) continue;
    auto told = indexer::tell_missing_bigrams(*shard.writer, *bigrams_, maker);
    if (!told) return told;
  }
  return {};
}

// Bounds what waits in memory, and yet gives each of a few shards a batch worth a commit.
bool ShardedWriter::wants_commit() const {
  constexpr std::uint64_t kBatches = 4;
  std::uint64_t changes = 0;
  std::uint64_t writers = 0;
  for (const Shard& shard : shards_) {
    if (!shard.writer) continue;
    changes += shard.writer->changes();
    ++writers;
  }
  return changes >= options_.commit_every * std::clamp<std::uint64_t>(writers, 1, kBatches);
}

Result<void> ShardedWriter::commit_shards() {
  for (Shard& shard : shards_) {
    if (!shard.writer || shard.writer->changes() == 0) continue;
    shard.writer->use_bigrams(bigrams_);
    if (auto done = shard.writer->commit(stamps_); !done) return done;
    if (auto begun = shard.writer->begin(); !begun) return begun;
  }
  return {};
}

Result<void> ShardedWriter::commit() {
  if (auto done = commit_shards(); !done) return done;
  return save_next();
}

// Whether the marks are to be made anew is asked of the shard that readers see before it is copied.
Result<void> ShardedWriter::mark(Shard& shard) {
  if (!env_.before_commit) return {};
  if (!shard.is_working) {
    auto trial = DatabaseWriter::open(folder_ / shard.line.folder, env_.before_commit);
    if (!trial) return pass_on(trial);
    if (auto begun = trial->begin(); !begun) return begun;
    const auto wanted = trial->would_mark();
    if (!wanted) return pass_on(wanted);
    if (!*wanted) return {};
  }
  const auto writer = writer_of(shard);
  if (!writer) return pass_on(writer);
  const auto marked = (*writer)->commit_if_marked(stamps_);
  if (!marked) return pass_on(marked);
  return (*writer)->begin();
}

bool ShardedWriter::is_closed(const Shard& shard) const {
  if (shard.key == store::kUndatedShard) return false;
  return std::any_of(shards_.begin(), shards_.end(), [&](const Shard& other) {
    return other.key != store::kUndatedShard && comes_before(shard.key, other.key);
  });
}

Result<void> ShardedWriter::compact(Shard& shard) {
  const auto is_done =
      store::xapian_try(shard.line.folder, [&] { return store::is_compacted(shard.database()); });
  if (!is_done) return pass_on(is_done);
  if (*is_done) return {};
  shard.writer.reset();
  shard.reading.reset();
  const std::string name = free_name(shard.key);
  auto compacted = compact_database(folder_ / shard.line.folder, folder_ / name);
  if (!compacted) return compacted;
  shard.line.folder = name;
  shard.is_working = true;
  auto db = store::open_shard(folder_, shard.line);
  if (!db) return pass_on(db);
  shard.reading = std::move(*db);
  return {};
}

Result<void> ShardedWriter::finish(bool advanced) {
  if (auto done = commit_shards(); !done) return done;
  for (Shard& shard : shards_) {
    if (shard.is_remote()) continue;
    if (auto marked = mark(shard); !marked) return marked;
    if (!options_.compact && !is_closed(shard)) continue;
    if (auto compacted = compact(shard); !compacted) return compacted;
  }
  const bool changed = std::any_of(shards_.begin(), shards_.end(),
                                   [](const Shard& shard) { return shard.is_working; });
  if (changed || advanced) {
    if (auto done = publish(); !done) return done;
  }
  for (Shard& shard : shards_) shard.is_working = false;
  if (auto removed = remove_folder(store::next_layout_file(folder_)); !removed) return removed;
  return tidy();
}

Result<std::uint64_t> ShardedWriter::documents() {
  return store::xapian_try(folder_.string(), [&] {
    std::uint64_t count = 0;
    for (Shard& shard : shards_) count += shard.database().get_doccount();
    return count;
  });
}

}  // namespace saola::indexer
