// store/http_message.h
//
// HTTP messages in the blocks of request and response records: taking the head apart, making one, and the body as the
// page's author meant it, without chunks and compression.
//
// Sources: RFC 9112 (message syntax, chunked coding 7.1), RFC 9110, 8.4 (content coding); lenient as crawls need it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/named_fields.h"

namespace saola::store {

/// The most that http_body unpacks: a page of news is far below it, a compressed bomb far above.
inline constexpr std::uint64_t kMaxBodyBytes = 32u << 20;

struct HttpMessage {
  std::string start_line;  // "HTTP/1.1 200 OK" or "GET /tin HTTP/1.1"
  int status = 0;          // 100 to 599 of a response; 0 for a request
  NamedFields headers;     // in order; values may hold any byte
  std::string_view body;   // as in the block: a view into it, valid as long as the block
};

/// Takes a response apart. Lines that are no fields are passed over; "HTTP/2 200" is taken as well.
/// @error  Code::bad_input: no status line.
[[nodiscard]] Result<HttpMessage> parse_http_response(std::string_view block);

/// The same for a request.  @error  Code::bad_input: no request line.
[[nodiscard]] Result<HttpMessage> parse_http_request(std::string_view block);

/// "HTTP/1.1 STATUS REASON", the fields, a blank line, the body. HTTP/2 responses are written in this form as well
/// (other archives do so; WARC readers know no other); an empty `reason` is filled in for common statuses.
[[nodiscard]] std::string http_response_block(int status, std::string_view reason,
                                              const NamedFields& headers, std::string_view body);

/// "METHOD TARGET HTTP/1.1", the fields, a blank line. `target`: path and query (Url::target).
[[nodiscard]] std::string http_request_block(std::string_view method, std::string_view target,
                                             const NamedFields& headers);

/// The head that goes with a body from which the client has removed chunks and compression: Content-Encoding,
/// Transfer-Encoding and Content-Length are kept under "X-Archive-Orig-" names, and Content-Length is set to
/// `body_bytes`. The other fields stay as they came, in order.
[[nodiscard]] NamedFields headers_for_decoded_body(const NamedFields& received,
                                                   std::uint64_t body_bytes);

/// The body without Transfer-Encoding chunked and Content-Encoding gzip or deflate, where the head announces them and
/// the bytes really are so (many archives keep the header and store the body unpacked).
///
/// @param limit_bytes  of the unpacked body.
/// @error  Code::bad_input: broken chunks or compression, or an unknown coding (br, zstd: with its name);
///         Code::refused: over the limit.
[[nodiscard]] Result<std::string> http_body(const HttpMessage& message,
                                            std::uint64_t limit_bytes = kMaxBodyBytes);

}  // namespace saola::store
