#include "indexer/index_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "base/printable.h"
#include "indexer/document.h"
#include "indexer/document_source.h"
#include "indexer/first_date.h"
#include "indexer/index_folder.h"
#include "indexer/index_writer.h"
#include "store/archive.h"
#include "store/index_layout.h"

namespace saola::indexer {

namespace {

Result<std::uint64_t> bytes_to_do(const store::Archive& archive, const store::Position& from) {
  auto files = archive.files();
  if (!files) return pass_on(files);
  std::uint64_t bytes = 0;
  for (const std::string& file : *files) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(archive.folder() / file, error);
    if (error) continue;  // reading it will tell
    const auto done = from.find(file);
    const std::uint64_t begin = done == from.end() ? 0 : done->second;
    bytes += size > begin ? size - begin : 0;
  }
  return bytes;
}

// Archive files that the index was made from and that are not there any more.
Result<std::vector<std::string>> files_gone(const store::Archive& archive,
                                            const store::IndexPosition& position) {
  const auto files = archive.files();
  if (!files) return pass_on(files);
  std::vector<std::string> gone;
  for (const auto& [file, offset] : position) {
    if (std::find(files->begin(), files->end(), file) == files->end()) gone.push_back(file);
  }
  return gone;
}

std::string gone_message(const std::filesystem::path& archive, const std::string& file) {
  return fmt::format("{} is gone; the index still holds its articles", (archive / file).string());
}

// One run over one database. The steps are its functions, in the order of their calls.
class Run {
 public:
  Run(const IndexOptions& options, const IndexEnv& env, IndexWriter& writer, Zone home)
      : options_(options),
        env_(env),
        writer_(writer),
        home_(std::move(home)),
        maker_(env.lexicons, home_) {}

  [[nodiscard]] Result<IndexSummary> run() {
    const auto annotated = writer_.annotate();
    if (!annotated) return pass_on(annotated);
    summary_.annotated_again = annotated->value_or(0);
    summary_.was_stopped = !annotated->has_value();
    if (summary_.was_stopped) return summary();
    const store::Archive archive(env_.archive);
    auto bytes = bytes_to_do(archive, writer_.position());
    if (!bytes) return pass_on(bytes);
    auto gone = files_gone(archive, writer_.position());
    if (!gone) return pass_on(gone);
    for (const std::string& file : *gone) tell_damage(gone_message(env_.archive, file));
    progress_.bytes_to_do = *bytes;
    maker_.use_bigrams(writer_.bigrams());
    auto source = DocumentSource::start(archive, writer_.position(), maker_);
    if (!source) return pass_on(source);
    if (auto done = take_groups(**source); !done) return pass_on(done);
    if (auto done = tell_all_bigrams(**source); !done) return pass_on(done);
    if (auto done = writer_.finish(summary_.groups > 0); !done) return pass_on(done);
    tell_progress();
    return summary();
  }

 private:
  Result<void> take_groups(DocumentSource& source) {
    while (true) {
      auto made = source.next();
      if (!made) return pass_on(made);
      if (!*made) break;
      if (auto taken = take(**made); !taken) return taken;
      source.give_back(std::move(*made));
      if (writer_.wants_commit()) {
        if (auto done = writer_.commit(); !done) return done;
        if (auto learned = learn_bigrams(source); !learned) return learned;
        tell_progress();
      }
      summary_.was_stopped = env_.is_stopped && env_.is_stopped();
      if (summary_.was_stopped) return {};
    }
    for (const std::string& damage : source.damage_at_end()) tell_damage(damage);
    return {};
  }

  // As soon as there are articles enough.
  Result<void> learn_bigrams(DocumentSource& source) {
    if (writer_.bigrams()) return {};
    const auto articles = writer_.documents();
    if (!articles) return pass_on(articles);
    if (*articles < options_.learn_bigrams_from) return {};
    if (auto learned = writer_.learn_bigrams(options_.learn_bigrams_from); !learned) return learned;
    source.use_bigrams(writer_.bigrams());
    if (late_maker_) late_maker_->use_bigrams(writer_.bigrams());
    return {};
  }

  // Those from which they were learned, too.
  Result<void> tell_all_bigrams(DocumentSource& source) {
    if (summary_.was_stopped) return {};  // the next run does it
    if (auto learned = learn_bigrams(source); !learned) return learned;
    if (!writer_.bigrams()) return {};
    return writer_.tell_missing_bigrams(late_maker());
  }

  DocumentMaker& late_maker() {
    if (!late_maker_) {
      late_maker_.emplace(env_.lexicons, home_);
      late_maker_->use_bigrams(writer_.bigrams());
    }
    return *late_maker_;
  }

  Result<void> take(const Made& made) {
    for (const std::string& damage : made.damage) tell_damage(damage);
    ++summary_.groups;
    if (!made.kind) {
      ++summary_.unreadable;
      tell(made.kind.error());
    } else if (*made.kind == GroupKind::article) {
      if (auto put = put_article(made); !put) return put;
    } else {
      count(*made.kind);
    }
    advance(made);
    return {};
  }

  void count(GroupKind kind) {
    if (kind == GroupKind::door) ++summary_.doors;
    if (kind == GroupKind::not_page) ++summary_.not_pages;
    if (kind == GroupKind::no_article) ++summary_.no_articles;
  }

  // The document that keeps the time of an earlier version's first publication; none: it is right as it is.
  Result<std::optional<Xapian::Document>> with_time_kept(const Made& made,
                                                         const std::optional<Held>& held) {
    if (!held) return std::optional<Xapian::Document>();
    auto stored = store::stored_article(*made.document);
    if (!stored) return pass_on(stored);
    auto kept = with_first_date(held->stored.article, stored->article);
    if (!kept) return std::optional<Xapian::Document>();
    stored->article = std::move(*kept);
    return store::xapian_try("index", [&] { return std::optional(late_maker().make(*stored)); });
  }

  Result<void> put_article(const Made& made) {
    const auto held = writer_.find(made.id);
    if (!held) return pass_on(held);
    const auto kept = with_time_kept(made, *held);
    if (!kept) return pass_on(kept);
    const auto put = writer_.put(made.seen, *kept ? **kept : *made.document, *held);
    if (!put) return pass_on(put);
    if (*put == Put::older) {
      ++summary_.older;
      return {};
    }
    if (*put == Put::elsewhere) {
      ++summary_.elsewhere;
      tell(Error{Code::refused,
                 fmt::format("{}: an earlier version is in a shard on another machine, and stays",
                             printable(made.id)),
                 "put that shard's folder and line back; or run `saola index --rebuild`"});
      return {};
    }
    ++summary_.articles;
    summary_.replaced += *put == Put::replaced ? 1 : 0;
    summary_.undated += made.undated ? 1 : 0;
    return {};
  }

  void advance(const Made& made) {
    const auto before = writer_.position().find(made.file);
    const std::uint64_t begin = before == writer_.position().end() ? 0 : before->second;
    progress_.bytes_done += made.end > begin ? made.end - begin : 0;
    writer_.advance(made.file, made.end);
  }

  void tell_progress() {
    progress_.groups = summary_.groups;
    progress_.documents = summary_.articles;
    if (env_.progress) env_.progress(progress_);
  }

  void tell(const Error& error) {
    if (troubles_++ < options_.max_troubles_told) env_.log.warn(error);
  }

  void tell_damage(const std::string& damage) {
    ++summary_.damaged;
    tell(Error{Code::corrupt, damage, "what is readable behind it is taken"});
  }

  [[nodiscard]] Result<IndexSummary> summary() {
    if (troubles_ > options_.max_troubles_told) {
      env_.log.warn(fmt::format("{} further troubles of this kind were counted, not shown",
                                troubles_ - options_.max_troubles_told));
    }
    auto count = writer_.documents();
    if (!count) return pass_on(count);
    summary_.total = *count;
    return summary_;
  }

  const IndexOptions& options_;
  const IndexEnv& env_;
  IndexWriter& writer_;
  Zone home_;
  DocumentMaker maker_;                      // the source's thread has it
  std::optional<DocumentMaker> late_maker_;  // for what is in the index already
  IndexSummary summary_;
  IndexProgress progress_;
  std::uint64_t troubles_ = 0;
};

Result<IndexSummary> run_into(const std::filesystem::path& folder, Sharding fresh,
                              const IndexOptions& options, const IndexEnv& env) {
  auto home = Zone::open(kHomeZone);
  if (!home) return pass_on(home);
  auto writer = open_index_writer(folder, fresh, options, env);
  if (!writer) return pass_on(writer);
  return Run(options, env, **writer, std::move(*home)).run();
}

// Up to where the index in the folder has the archive; none: it is damaged, and a rebuild is what it needs.
std::optional<store::IndexPosition> position_of(const std::filesystem::path& folder) {
  const auto layout = store::read_layout(store::layout_file(folder));
  if (layout && *layout) return (*layout)->position;
  const auto db = store::open_database(folder);
  if (!db) return std::nullopt;
  const auto position = store::index_position(*db);
  return position ? std::optional(*position) : std::nullopt;
}

// A rebuild from an archive that has lost a file would quietly make every count of the past smaller.
Result<void> refuse_to_lose(const IndexEnv& env) {
  const auto position = position_of(env.index);
  if (!position) return {};
  const auto gone = files_gone(store::Archive(env.archive), *position);
  if (!gone) return pass_on(gone);
  if (gone->empty()) return {};
  return fail(
      Code::corrupt, gone_message(env.archive, gone->front()),
      "put the file back; or remove the folder index/ and run `saola index` to go on without it");
}

// Held so that nobody adds to the old index what the new one would not have; one that cannot be opened for another
// reason (damaged, another schema) is what a rebuild is for.
Result<std::unique_ptr<IndexWriter>> hold(const IndexOptions& options, const IndexEnv& env) {
  if (!sharding_of(env.index)) return std::unique_ptr<IndexWriter>();
  auto old = open_index_writer(env.index, Sharding::none, options, env);
  if (!old && old.error().code != Code::locked) return std::unique_ptr<IndexWriter>();
  return old;
}

Result<IndexSummary> rebuild(Sharding wanted, const IndexOptions& options, const IndexEnv& env) {
  const auto old = hold(options, env);
  if (!old) return pass_on(old);
  if (auto whole = refuse_to_lose(env); !whole) return pass_on(whole);
  const std::filesystem::path fresh = new_index_beside(env.index);
  auto summary = run_into(fresh, wanted, options, env);
  if (!summary || summary->was_stopped) {
    // What was built goes, so that a full disk has room again. If that fails too, the next run does it.
    (void)tidy_index_folder(env.index);
  }
  if (!summary) return summary;
  if (summary->was_stopped) {
    return fail(Code::cancelled, "the rebuild was stopped; the old index is as it was",
                "run `saola index --rebuild` again");
  }
  if (auto taken = take_new_index(env.index, fresh); !taken) return pass_on(taken);
  return summary;
}

}  // namespace

Result<IndexSummary> index_archive(const IndexOptions& options, const IndexEnv& env) {
  if (auto tidy = tidy_index_folder(env.index); !tidy) return pass_on(tidy);
  const auto present = sharding_of(env.index);
  const Sharding wanted = options.sharding.value_or(present.value_or(Sharding::none));
  const bool is_other = present && *present != wanted;
  if (options.rebuild || is_other) return rebuild(wanted, options, env);
  return run_into(env.index, wanted, options, env);
}

}  // namespace saola::indexer
