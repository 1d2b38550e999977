#include "indexer/document_source.h"

#include <fmt/format.h>

#include <utility>

namespace saola::indexer {

namespace {

constexpr std::size_t kAhead =
    64;  // documents made and not yet written: enough to smooth, a few megabytes

// A group's outcome as a document. Xapian's exceptions pass.
void fill(Made& made, GroupArticle read, DocumentMaker& maker) {
  made.kind = read.kind;
  if (!read.stored) return;
  made.id = read.stored->article.id;
  made.seen = seen_of(*read.stored);
  made.undated = !read.stored->article.published.has_value();
  made.document = maker.make(*read.stored);
}

}  // namespace

Seen seen_of(const store::StoredArticle& stored) {
  return {stored.fetched, stored.archive_file, stored.archive_offset};
}

Result<std::unique_ptr<DocumentSource>> DocumentSource::start(const store::Archive& archive,
                                                              const store::Position& from,
                                                              DocumentMaker& maker) {
  std::unique_ptr<DocumentSource> source(new DocumentSource(maker));
  auto note = [raw = source.get()](const store::WarcDamage& damage) {
    raw->damage_.push_back(damage.message());
  };
  auto cursor = archive.read_from(from, std::move(note));
  if (!cursor) return pass_on(cursor);
  source->cursor_.emplace(std::move(*cursor));
  source->thread_ = std::thread([raw = source.get()] { raw->work(); });
  return source;
}

DocumentSource::~DocumentSource() {
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<std::unique_ptr<Made>> DocumentSource::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !ready_.empty(); });
  const bool is_last = !ready_.front() || !*ready_.front();
  if (is_last) return std::exchange(ready_.front(), Item(nullptr));
  Item item = std::move(ready_.front());
  ready_.pop_front();
  const bool wants_more = ready_.size() == kAhead / 2;
  lock.unlock();
  if (wants_more) changed_.notify_all();
  return item;
}

void DocumentSource::give_back(std::unique_ptr<Made> made) {
  const std::lock_guard lock(mutex_);
  used_.push_back(std::move(made));
}

void DocumentSource::work() {
  bool wanted = true;
  while (wanted) {
    Item item = make_next();
    const bool is_last = !item || !*item;
    wanted = push(std::move(item)) && !is_last;
  }
}

void DocumentSource::use_bigrams(std::shared_ptr<const store::BigramList> list) {
  const std::lock_guard lock(mutex_);
  bigrams_ = std::move(list);
}

void DocumentSource::take_bigrams() {
  const std::lock_guard lock(mutex_);
  if (bigrams_) maker_.use_bigrams(std::exchange(bigrams_, nullptr));
}

bool DocumentSource::push(Item item) {
  std::vector<std::unique_ptr<Made>> used;
  std::unique_lock lock(mutex_);
  if (ready_.size() == kAhead) {
    changed_.wait(lock, [&] { return is_closing_ || ready_.size() <= kAhead / 2; });
  }
  if (is_closing_) return false;
  ready_.push_back(std::move(item));
  const bool was_empty = ready_.size() == 1;
  used.swap(used_);
  lock.unlock();
  if (was_empty) changed_.notify_all();
  return true;
}

DocumentSource::Item DocumentSource::make_next() {
  auto group = cursor_->next();
  if (!group) return pass_on(group);
  if (!*group) return Item(nullptr);
  const store::ArchiveGroup& found = **group;
  auto made = std::make_unique<Made>();
  made->file = found.location.file;
  made->end = cursor_->position().at(found.location.file);
  made->damage = std::exchange(damage_, {});
  const std::string place = fmt::format("{}: at byte {}", made->file, found.location.offset);
  auto read = read_group_article(found);
  if (!read) {
    made->kind = pass_on(read, place);
    return made;
  }
  take_bigrams();
  auto filled = store::xapian_try(place, [&] { fill(*made, std::move(*read), maker_); });
  if (!filled) made->kind = pass_on(filled);
  return made;
}

}  // namespace saola::indexer
