// store/capture_fields.h
//
// What Saola knows about a fetched page besides its bytes, as the archive's metadata records keep it
// (application/warc-fields), and the groups of records that a fetch or an import writes.
//
// Source: docs/archive-format.md#metadata. Every field is optional; unknown is empty.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "store/ledger_rows.h"
#include "store/named_fields.h"
#include "store/warc_record.h"

namespace saola::store {

struct CaptureFields {
  std::string
      kind;  // "page" (empty means so too), "door" (a feed, sitemap or section page), "robots"
  std::string door;         // URL of the door that listed the page, as in feeds.txt
  std::string outlet;       // the outlet's key
  std::string outlet_name;  // as feeds.txt has it: "VnExpress"
  std::string section;      // of the door
  std::string tier;         // of the door
  std::string lang;         // of the door: "vi", "en"
  std::string entry_title;  // what the door said of the page; UTF-8 on one line
  std::string entry_summary;
  std::optional<Timestamp> entry_published;
  std::string entry_author;
  std::string entry_url;  // as the door wrote it, before canonical_url
  std::string
      canonical_url;  // by which the ledger knows the page; empty: canonical_url(WARC-Target-URI)
  std::string redirected_from;  // the URL asked first, when the answer came from another one
  std::string redirected_via;   // the URLs asked between, in order, parted by spaces
  std::string imported_from;    // file name and offset of a WARC record taken in by `saola import`
  std::string
      outcome;  // of the fetch (store::to_string(Outcome)), where the status alone does not tell it
  std::optional<double> http_seconds;  // from the request to the last byte

  friend bool operator==(const CaptureFields&, const CaptureFields&) = default;
};

/// The fields that are known, in the order above: `kind`, `door`, `outlet`, `outlet-name`, `section`, `tier`, `lang`,
/// `entry-title`, `entry-summary`, `entry-published`, `entry-author`, `entry-url`, `canonical-url`,
/// `redirected-from`, `redirected-via`, `imported-from`, `outcome`, `http-seconds`.
[[nodiscard]] NamedFields to_named_fields(const CaptureFields& fields);

/// Reads them back; unknown names are passed over, an unreadable time or number is unknown.
[[nodiscard]] CaptureFields capture_fields_from(const NamedFields& fields);

/// The fields of the metadata record among `records`; all empty if there is none.
[[nodiscard]] CaptureFields capture_fields_of(std::span<const WarcRecord> records);

/// A fetch: request, response, metadata, tied by their ids, ready for ArchiveWriter::append_group.
/// `request` and `response` are HTTP messages (store/http_message.h); `truncated` as set_truncated, or empty.
struct FetchedPage {
  Capture capture;
  std::string request;
  std::string response;
  std::string truncated;
  CaptureFields fields;
};
[[nodiscard]] std::vector<WarcRecord> make_fetch_group(const RecordIds& ids, FetchedPage page);

/// A fetch that brought nothing new: request, revisit, metadata. `page.response` is the head of the answer alone: with
/// status 304 the profile is server-not-modified, else identical-payload-digest.
[[nodiscard]] std::vector<WarcRecord> make_revisit_group(const RecordIds& ids, FetchedPage page,
                                                         const Original& original);

/// What a later revisit record says of the response among `records`. None: there is none.
[[nodiscard]] std::optional<Original> original_of(std::span<const WarcRecord> records);

/// The type of an imported article's block: one JSON object of the shape that `saola import X.jsonl` reads.
inline constexpr std::string_view kArticleType = "application/json; profile=saola-article";

/// An imported article as a resource record. Its target is `url`, or urn:saola:import:ID; `import_key`, by which the
/// ledger knows it (Import::key), is kept in the header "Saola-Import-Key".
[[nodiscard]] WarcRecord make_article_record(const RecordIds& ids, Instant date,
                                             std::string_view import_key, std::string_view url,
                                             std::string json);

/// A response of another archive, copied as it is, with a metadata record of ours behind it. `fields.imported_from`
/// must be set. The ledger knows the import by the record's own id.
[[nodiscard]] std::vector<WarcRecord> make_import_group(const RecordIds& ids, WarcRecord response,
                                                        const CaptureFields& fields);

/// By what the ledger knows an imported record: Saola-Import-Key, or the response's own id when the group's
/// metadata has `imported-from`. Empty: no import.
[[nodiscard]] std::string import_key_of(std::span<const WarcRecord> records);

/// What tells two imports of one key apart: the record's WARC-Block-Digest, or the SHA-1 of its block ("sha1:...").
[[nodiscard]] std::string import_digest_of(std::span<const WarcRecord> records);

}  // namespace saola::store
