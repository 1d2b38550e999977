#include "store/capture_fields.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/digest.h"
#include "base/url.h"
#include "store/http_message.h"

namespace saola::store {
namespace {

constexpr std::string_view kImportKey = "Saola-Import-Key";

/// The text fields by name, in the order of writing; time and number are written between and behind them.
struct TextField {
  std::string_view name;
  std::string CaptureFields::*member;
};
constexpr std::array<TextField, 9> kBeforeTime{{
    {"kind", &CaptureFields::kind},
    {"door", &CaptureFields::door},
    {"outlet", &CaptureFields::outlet},
    {"outlet-name", &CaptureFields::outlet_name},
    {"section", &CaptureFields::section},
    {"tier", &CaptureFields::tier},
    {"lang", &CaptureFields::lang},
    {"entry-title", &CaptureFields::entry_title},
    {"entry-summary", &CaptureFields::entry_summary},
}};
constexpr std::array<TextField, 7> kBehindTime{{
    {"entry-author", &CaptureFields::entry_author},
    {"entry-url", &CaptureFields::entry_url},
    {"canonical-url", &CaptureFields::canonical_url},
    {"redirected-from", &CaptureFields::redirected_from},
    {"redirected-via", &CaptureFields::redirected_via},
    {"imported-from", &CaptureFields::imported_from},
    {"outcome", &CaptureFields::outcome},
}};
constexpr std::string_view kTime = "entry-published";
constexpr std::string_view kSeconds = "http-seconds";

template <std::size_t N>
void add(NamedFields& out, const CaptureFields& fields, const std::array<TextField, N>& table) {
  for (const auto& [name, member] : table) {
    if (!(fields.*member).empty()) out.push_back({std::string(name), fields.*member});
  }
}

template <std::size_t N>
void read(CaptureFields& out, const NamedFields& fields, const std::array<TextField, N>& table) {
  for (const auto& [name, member] : table) {
    out.*member = value_of(fields, name).value_or(std::string_view{});
  }
}

/// The URL as a URN may hold it: anything but letters, digits and -._~ percent-encoded (RFC 3986, 2.3).
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

/// The key as a header value gives it back unchanged: control characters, spaces and "%" encoded.
std::string encoded_key(std::string_view key) {
  std::string out;
  for (const char c : key) {
    const bool plain = static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '%';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

const WarcRecord* imported_record(std::span<const WarcRecord> records) {
  for (const auto& record : records) {
    if (!record.header(kImportKey).empty()) return &record;
  }
  if (capture_fields_of(records).imported_from.empty()) return nullptr;
  const auto hit = std::find_if(records.begin(), records.end(), [](const WarcRecord& record) {
    return record.type() != WarcType::metadata;
  });
  return hit == records.end() ? nullptr : &*hit;
}

}  // namespace

NamedFields to_named_fields(const CaptureFields& fields) {
  NamedFields out;
  add(out, fields, kBeforeTime);
  if (fields.entry_published) out.push_back({std::string(kTime), to_iso(*fields.entry_published)});
  add(out, fields, kBehindTime);
  if (fields.http_seconds) {
    out.push_back({std::string(kSeconds), fmt::format("{:.3f}", *fields.http_seconds)});
  }
  return out;
}

CaptureFields capture_fields_from(const NamedFields& fields) {
  CaptureFields out;
  read(out, fields, kBeforeTime);
  read(out, fields, kBehindTime);
  if (const auto text = value_of(fields, kTime)) {
    const auto time = parse_iso(*text, kHomeOffset);
    if (time) out.entry_published = *time;
  }
  if (const auto text = value_of(fields, kSeconds)) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (error == std::errc{} && end == text->data() + text->size()) out.http_seconds = seconds;
  }
  return out;
}

CaptureFields capture_fields_of(std::span<const WarcRecord> records) {
  for (const auto& record : records) {
    if (record.type() != WarcType::metadata) continue;
    return capture_fields_from(parse_named_fields_leniently(record.block));
  }
  return {};
}

namespace {

/// Request, answer and metadata, tied by their ids. `make_answer` gives the answer's record for an id.
template <typename MakeAnswer>
std::vector<WarcRecord> tied_group(const RecordIds& ids, FetchedPage& page,
                                   const MakeAnswer& make_answer) {
  std::vector<WarcRecord> group;
  group.reserve(3);
  const std::string request_id = ids();
  const std::string answer_id = ids();
  group.push_back(make_request(request_id, page.capture, std::move(page.request)));
  add_concurrent_to(group[0], answer_id);
  group.push_back(make_answer(answer_id));
  add_concurrent_to(group[1], request_id);
  group.push_back(make_metadata(ids(), page.capture, to_named_fields(page.fields)));
  set_refers_to(group[2], answer_id);
  add_concurrent_to(group[2], answer_id);
  return group;
}

}  // namespace

std::vector<WarcRecord> make_fetch_group(const RecordIds& ids, FetchedPage page) {
  return tied_group(ids, page, [&page](const std::string& id) {
    WarcRecord response = make_response(id, page.capture, std::move(page.response));
    if (!page.truncated.empty()) set_truncated(response, page.truncated);
    return response;
  });
}

std::vector<WarcRecord> make_revisit_group(const RecordIds& ids, FetchedPage page,
                                           const Original& original) {
  return tied_group(ids, page, [&](const std::string& id) {
    const auto message = parse_http_response(page.response);
    const bool is_304 = message && message->status == 304;
    return make_revisit(
        id, page.capture,
        is_304 ? RevisitProfile::server_not_modified : RevisitProfile::identical_payload_digest,
        {original.record_id, original.target_uri, original.at, original.payload_digest},
        std::move(page.response));
  });
}

std::optional<Original> original_of(std::span<const WarcRecord> records) {
  for (const WarcRecord& record : records) {
    if (record.type() != WarcType::response) continue;
    Original original;
    original.record_id = record.id();
    original.target_uri = record.target_uri();
    original.at = record.date().value_or(Instant{});
    original.payload_digest = record.header("WARC-Payload-Digest");
    if (const auto message = parse_http_response(record.block)) {
      original.etag = value_of(message->headers, "ETag").value_or("");
      original.last_modified = value_of(message->headers, "Last-Modified").value_or("");
    }
    return original;
  }
  return std::nullopt;
}

WarcRecord make_article_record(const RecordIds& ids, Instant date, std::string_view import_key,
                               std::string_view url, std::string json) {
  const std::string target =
      url.empty() ? "urn:saola:import:" + percent_encoded(import_key) : std::string(url);
  WarcRecord record = make_resource(ids(), {target, date, {}}, kArticleType, std::move(json));
  set_value(record.headers, kImportKey, encoded_key(import_key));
  return record;
}

std::vector<WarcRecord> make_import_group(const RecordIds& ids, WarcRecord response,
                                          const CaptureFields& fields) {
  assert(!fields.imported_from.empty());
  const Capture capture{
      std::string(response.target_uri()), response.date().value_or(Instant{}), {}};
  WarcRecord metadata = make_metadata(ids(), capture, to_named_fields(fields));
  set_refers_to(metadata, response.id());
  std::vector<WarcRecord> group;
  group.push_back(std::move(response));
  group.push_back(std::move(metadata));
  return group;
}

std::string import_key_of(std::span<const WarcRecord> records) {
  const WarcRecord* record = imported_record(records);
  if (!record) return {};
  const auto key = record->header(kImportKey);
  return key.empty() ? std::string(record->id()) : percent_decode(key);
}

std::string import_digest_of(std::span<const WarcRecord> records) {
  const WarcRecord* record = imported_record(records);
  if (!record) return {};
  const auto digest = record->header("WARC-Block-Digest");
  return digest.empty() ? sha1_base32(record->block) : std::string(digest);
}

}  // namespace saola::store
