// indexer/document_source.h
//
// The archive as a stream of finished documents. Reading, extraction and analysis go on in a thread of their own, a bounded
// number of documents ahead, while the caller writes, so that a page's extraction costs no waiting.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "indexer/document.h"
#include "indexer/record_article.h"
#include "store/archive.h"

namespace saola::indexer {

/// When and where a version of an article was seen; of two versions the greater one is in the index.
struct Seen {
  std::optional<Instant> fetched;  // none comes before all
  std::string file;
  std::uint64_t offset = 0;

  friend auto operator<=>(const Seen&, const Seen&) = default;
};

[[nodiscard]] Seen seen_of(const store::StoredArticle& stored);

/// One group of the archive, gone through.
struct Made {
  std::string file;                 // of the group
  std::uint64_t end = 0;            // the group is dealt with up to this byte of `file`
  std::vector<std::string> damage;  // places passed over before this group: "FILE: at byte N: what"
  Result<GroupKind> kind =
      GroupKind::not_page;  // or why it could not be understood, with its place

  // Of an article only:
  std::string id;
  Seen seen;
  bool undated = false;
  std::optional<Xapian::Document> document;
};

/// Recipe: start, next() and give_back() until next() is empty, destroy whenever. One thread at a time calls it; after an
/// error of next() there is nothing more.
class DocumentSource {
 public:
  /// Begins to read behind `from`. `maker` must outlive it and must not be used by others meanwhile.
  /// @error  of Archive::read_from.
  [[nodiscard]] static Result<std::unique_ptr<DocumentSource>> start(const store::Archive& archive,
                                                                     const store::Position& from,
                                                                     DocumentMaker& maker);

  DocumentSource(const DocumentSource&) = delete;
  DocumentSource& operator=(const DocumentSource&) = delete;
  ~DocumentSource();  // waits for the group in work

  /// The next group in the archive's order; empty: the end. @error  of the archive: Code::io.
  [[nodiscard]] Result<std::unique_ptr<Made>> next();

  /// What is done with, to be destroyed by the thread that made it as long as that makes more: where memory was taken it is
  /// cheapest to free.
  void give_back(std::unique_ptr<Made> made);

  /// Documents made from now on say which of these bigrams stand in them.
  void use_bigrams(std::shared_ptr<const store::BigramList> list);

  /// Damage behind the last group; asked after the end.
  [[nodiscard]] const std::vector<std::string>& damage_at_end() const { return damage_; }

 private:
  using Item = Result<std::unique_ptr<Made>>;  // an empty pointer or an error is the last

  explicit DocumentSource(DocumentMaker& maker) : maker_(maker) {}
  void work();
  [[nodiscard]] Item make_next();
  void take_bigrams();
  [[nodiscard]] bool push(Item item);  // false: nobody wants more

  DocumentMaker& maker_;
  std::optional<store::ArchiveCursor> cursor_;  // set by start
  std::vector<std::string> damage_;             // told by the cursor and not yet handed on
  std::mutex mutex_;                            // of the next five
  std::condition_variable changed_;             // ready_ no longer empty, or half empty; closing
  std::deque<Item> ready_;                      // when full, nothing is made until it is half empty
  std::vector<std::unique_ptr<Made>> used_;     // given back; as many as ready_ at most
  std::shared_ptr<const store::BigramList> bigrams_;  // for the next documents; nullptr: as before
  bool is_closing_ = false;
  std::thread thread_;
};

}  // namespace saola::indexer
