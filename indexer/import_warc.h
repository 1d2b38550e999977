// indexer/import_warc.h
//
// The pages and articles of a WARC file - Common Crawl's, Heritrix's, another Saola's - as groups for our archive.
//
// Source: docs/archive-format.md, "Imports".

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/capture_fields.h"
#include "store/warc_reader.h"
#include "store/warc_record.h"

namespace saola::indexer {

/// One record of the file, or the page it completes.
struct WarcItem {
  std::string place;                     // "FILE@OFFSET", FILE without its folder
  std::vector<store::WarcRecord> group;  // for the archive; empty: the record holds no page
};

/// Recipe: open, then next() until it is empty, take_damage() after each. One thread at a time.
///
/// Taken are HTTP responses with status 200 and HTML, each with what a metadata record behind it says in Saola's fields,
/// and Saola's own article records. Everything else is passed over.
class WarcImport {
 public:
  /// @error  of store::WarcReader::open.
  [[nodiscard]] static Result<WarcImport> open(const std::string& path, store::RecordIds ids);

  /// One item for each record. A page comes when the next page or the end is met. @error  Code::io.
  [[nodiscard]] Result<std::optional<WarcItem>> next();

  /// Damage met since the last call.
  [[nodiscard]] std::vector<Error> take_damage();

 private:
  using Damages = std::vector<Error>;

  struct Page {
    std::string place;
    store::WarcRecord response;
    store::CaptureFields fields;
  };

  WarcImport(std::string name, store::RecordIds ids, std::unique_ptr<Damages> damages,
             store::WarcReader reader)
      : name_(std::move(name)),
        ids_(std::move(ids)),
        damages_(std::move(damages)),
        reader_(std::move(reader)) {}

  [[nodiscard]] std::optional<WarcItem> read(store::WarcEntry entry);
  [[nodiscard]] WarcItem finish(Page page) const;

  std::string name_;
  store::RecordIds ids_;
  std::unique_ptr<Damages> damages_;  // its address is the reader's sink, so it must not move
  store::WarcReader reader_;
  std::optional<Page> page_;  // waits for its metadata record
};

}  // namespace saola::indexer
