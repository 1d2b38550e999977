#include "store/warc_record.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <sys/random.h>

#include "base/digest.h"
#include "store/http_message.h"

namespace saola::store {
namespace {

constexpr std::array<std::pair<WarcType, std::string_view>, 9> kTypes{{
    {WarcType::warcinfo, "warcinfo"},
    {WarcType::response, "response"},
    {WarcType::resource, "resource"},
    {WarcType::request, "request"},
    {WarcType::metadata, "metadata"},
    {WarcType::revisit, "revisit"},
    {WarcType::conversion, "conversion"},
    {WarcType::continuation, "continuation"},
    {WarcType::other, "other"},
}};

constexpr std::string_view kFieldsType = "application/warc-fields";

std::string_view without_brackets(std::string_view uri) {
  if (uri.size() >= 2 && uri.front() == '<' && uri.back() == '>') {
    uri.remove_prefix(1);
    uri.remove_suffix(1);
  }
  return uri;
}

std::string in_brackets(std::string_view uri) { return fmt::format("<{}>", uri); }

/// The fields that every record has, in the order of the standard's examples.
WarcRecord start_record(WarcType type, std::string_view id, Instant date) {
  WarcRecord record;
  record.headers = {{"WARC-Type", std::string(to_string(type))},
                    {"WARC-Record-ID", in_brackets(id)},
                    {"WARC-Date", to_iso(date)}};
  return record;
}

WarcRecord start_capture(WarcType type, std::string_view id, const Capture& capture) {
  WarcRecord record = start_record(type, id, capture.date);
  record.headers.push_back({"WARC-Target-URI", capture.target_uri});
  if (!capture.ip_address.empty()) {
    record.headers.push_back({"WARC-IP-Address", capture.ip_address});
  }
  return record;
}

/// Adds block, its type and its digest; `payload`: where the payload begins in the block, npos: there is none.
void finish_record(WarcRecord& record, std::string_view content_type, std::string block,
                   std::size_t payload = std::string::npos) {
  record.block = std::move(block);
  const std::string digest = sha1_base32(record.block);
  if (payload == 0) {
    record.headers.push_back({"WARC-Payload-Digest", digest});
  } else if (payload != std::string::npos) {
    const auto body = std::string_view(record.block).substr(payload);
    record.headers.push_back({"WARC-Payload-Digest", sha1_base32(body)});
  }
  record.headers.push_back({"WARC-Block-Digest", digest});
  record.headers.push_back({"Content-Type", std::string(content_type)});
}

std::string format_uuid(std::uint64_t high, std::uint64_t low) {
  return fmt::format("urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32,
                     (high >> 16) & 0xffff, high & 0xffff, low >> 48, low & 0xffffffffffffULL);
}

/// Random words of the system, fetched many at a time: a call for each costs more than the record's digests.
class RandomWords {
 public:
  std::uint64_t next() {
    if (used_ == words_.size()) {
      // Never fails for 256 bytes once the system's generator has started (getrandom(2)).
      while (getrandom(words_.data(), sizeof words_, 0) != static_cast<ssize_t>(sizeof words_)) {
      }
      used_ = 0;
    }
    return words_[used_++];
  }

 private:
  std::array<std::uint64_t, 32> words_{};
  std::size_t used_ = words_.size();
};

}  // namespace

RecordIds random_record_ids() {
  // Held by the function object, which std::function wants to be copyable: copies share one source.
  auto source = std::make_shared<RandomWords>();
  return [source] {
    const std::uint64_t high = (source->next() & ~0xf000ULL) | 0x4000ULL;  // version 4
    const std::uint64_t low =
        (source->next() & ~(3ULL << 62)) | (std::uint64_t{2} << 62);  // variant
    return format_uuid(high, low);
  };
}

RecordIds numbered_record_ids() {
  auto count = std::make_shared<std::uint64_t>(0);  // copies must not give an id twice
  return [count] { return format_uuid(0x4000, (std::uint64_t{2} << 62) | ++*count); };
}

std::string_view to_string(WarcType type) { return kTypes[static_cast<std::size_t>(type)].second; }

WarcType WarcRecord::type() const {
  const auto name = header("WARC-Type");
  for (const auto& [type, type_name] : kTypes) {
    if (same_name(name, type_name)) return type;
  }
  return WarcType::other;
}

std::string_view WarcRecord::id() const { return without_brackets(header("WARC-Record-ID")); }

std::string_view WarcRecord::target_uri() const {
  return without_brackets(header("WARC-Target-URI"));
}

std::string_view WarcRecord::content_type() const { return header("Content-Type"); }

std::optional<Instant> WarcRecord::date() const {
  const auto time = parse_iso(header("WARC-Date"), std::chrono::minutes{0});
  if (!time) return std::nullopt;
  return time->utc;
}

std::string_view WarcRecord::header(std::string_view name) const {
  return value_of(headers, name).value_or(std::string_view{});
}

WarcRecord make_warcinfo(std::string id, Instant date, std::string_view file_name,
                         const NamedFields& info) {
  WarcRecord record = start_record(WarcType::warcinfo, id, date);
  record.headers.push_back({"WARC-Filename", std::string(file_name)});
  finish_record(record, kFieldsType, to_lines(info));
  return record;
}

WarcRecord make_request(std::string id, const Capture& capture, std::string block) {
  WarcRecord record = start_capture(WarcType::request, id, capture);
  finish_record(record, "application/http; msgtype=request", std::move(block));
  return record;
}

WarcRecord make_response(std::string id, const Capture& capture, std::string block) {
  WarcRecord record = start_capture(WarcType::response, id, capture);
  const std::size_t payload = end_of_head(block).value_or(block.size());
  finish_record(record, "application/http; msgtype=response", std::move(block), payload);
  return record;
}

WarcRecord make_metadata(std::string id, const Capture& capture, const NamedFields& fields) {
  WarcRecord record = start_capture(WarcType::metadata, id, capture);
  finish_record(record, kFieldsType, to_lines(fields));
  return record;
}

WarcRecord make_resource(std::string id, const Capture& capture, std::string_view content_type,
                         std::string block) {
  WarcRecord record = start_capture(WarcType::resource, id, capture);
  finish_record(record, content_type, std::move(block), 0);
  return record;
}

// WARC 1.1, 6.7.2: a revisit of this profile gives the digest of the payload that it leaves out, and WARC-Truncated says that
// it is left out; 6.7.3: after a 304 there was none.
WarcRecord make_revisit(std::string id, const Capture& capture, RevisitProfile profile,
                        const Revisited& revisited, std::string head) {
  const bool is_identical = profile == RevisitProfile::identical_payload_digest;
  WarcRecord record = start_capture(WarcType::revisit, id, capture);
  record.headers.push_back(
      {"WARC-Profile", std::string("http://netpreserve.org/warc/1.1/revisit/") +
                           (is_identical ? "identical-payload-digest" : "server-not-modified")});
  set_refers_to(record, revisited.record_id);
  record.headers.push_back({"WARC-Refers-To-Target-URI", std::string(revisited.target_uri)});
  record.headers.push_back({"WARC-Refers-To-Date", to_iso(revisited.date)});
  if (is_identical) {
    record.headers.push_back({"WARC-Payload-Digest", std::string(revisited.payload_digest)});
    set_truncated(record, "length");
  }
  finish_record(record, "application/http; msgtype=response", std::move(head));
  return record;
}

void add_concurrent_to(WarcRecord& record, std::string_view id) {
  record.headers.push_back({"WARC-Concurrent-To", in_brackets(id)});
}

void set_refers_to(WarcRecord& record, std::string_view id) {
  set_value(record.headers, "WARC-Refers-To", in_brackets(id));
}

void set_truncated(WarcRecord& record, std::string_view reason) {
  set_value(record.headers, "WARC-Truncated", reason);
}

}  // namespace saola::store
