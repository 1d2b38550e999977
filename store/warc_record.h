// store/warc_record.h
//
// One record of a WARC file, and how Saola makes its own. The head is kept as the fields stood, in order, so that a
// record of another archive is copied as it is.
//
// Source: WARC 1.1 (ISO 28500:2017), 4 to 6.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/named_fields.h"

namespace saola::store {

/// Gives a new record id at each call, without angle brackets: "urn:uuid:...". Handed in, so that tests are exact.
using RecordIds = std::function<std::string()>;

/// Random UUIDs (RFC 9562, version 4) from the system's generator; for main() alone.
[[nodiscard]] RecordIds random_record_ids();

/// "urn:uuid:00000000-0000-4000-8000-000000000001" and so on; for tests.
[[nodiscard]] RecordIds numbered_record_ids();

/// The record types of WARC 1.1, 6; `other` is a type of some extension, to be passed over.
enum class WarcType {
  warcinfo,
  response,
  resource,
  request,
  metadata,
  revisit,
  conversion,
  continuation,
  other,
};

[[nodiscard]] std::string_view to_string(WarcType type);

struct WarcRecord {
  std::string version = "1.1";  // of "WARC/1.1"
  NamedFields headers;          // all but Content-Length, which is block.size()
  std::string block;            // any bytes

  [[nodiscard]] WarcType type() const;
  [[nodiscard]] std::string_view id() const;            // without angle brackets; empty if missing
  [[nodiscard]] std::string_view target_uri() const;    // without angle brackets; empty if missing
  [[nodiscard]] std::string_view content_type() const;  // of the block; empty if missing
  [[nodiscard]] std::optional<Instant> date() const;    // none: missing or unreadable
  [[nodiscard]] std::string_view header(std::string_view name) const;  // empty if missing

  friend bool operator==(const WarcRecord&, const WarcRecord&) = default;
};

/// What the records of one capture have in common.
struct Capture {
  std::string target_uri;  // absolute URL or urn:
  Instant date;            // when the request was sent
  std::string ip_address;  // numeric, of the server (not of a proxy); empty: unknown
};

/// Makers. Each takes the new record's id and writes the fields in a fixed order with a WARC-Block-Digest (SHA-1).
/// `info`: software, format, description, ... as 'warcinfo' (6.2) has them.
[[nodiscard]] WarcRecord make_warcinfo(std::string id, Instant date, std::string_view file_name,
                                       const NamedFields& info);
/// `block`: the HTTP message whole, head and body (store/http_message.h).
[[nodiscard]] WarcRecord make_request(std::string id, const Capture& capture, std::string block);
[[nodiscard]] WarcRecord make_response(std::string id, const Capture& capture, std::string block);
[[nodiscard]] WarcRecord make_metadata(std::string id, const Capture& capture,
                                       const NamedFields& fields);
[[nodiscard]] WarcRecord make_resource(std::string id, const Capture& capture,
                                       std::string_view content_type, std::string block);

/// Why a revisit record has no payload of its own (6.7.2, 6.7.3).
enum class RevisitProfile {
  identical_payload_digest,  // what came is byte for byte what an earlier record holds
  server_not_modified,       // 304
};

/// The record that a revisit record refers to.
struct Revisited {
  std::string_view record_id;       // without angle brackets
  std::string_view target_uri;      // of that record (WARC-Refers-To-Target-URI)
  Instant date;                     // of that record (WARC-Refers-To-Date)
  std::string_view payload_digest;  // of that record; written when the profile needs it
};

/// `head`: the answer's status line and fields with the blank line, without its body.
[[nodiscard]] WarcRecord make_revisit(std::string id, const Capture& capture,
                                      RevisitProfile profile, const Revisited& revisited,
                                      std::string head);

/// Says that `record` belongs to the capture of the record `id` (5.7; may be repeated).
void add_concurrent_to(WarcRecord& record, std::string_view id);

/// Says that `record`, a metadata, revisit or conversion record, is about the record `id` (5.11).
void set_refers_to(WarcRecord& record, std::string_view id);

/// Says that the block was cut: "length", "time", "disconnect" (5.13).
void set_truncated(WarcRecord& record, std::string_view reason);

}  // namespace saola::store
