// crawler/whole_body.h
//
// The body of an answer without its compression, if all of it came. What is cut off must not pass for a page: libcurl sees
// missing bytes and chunks, but takes half of a gzip stream for the whole.
//
// Sources: RFC 9112, 6.3 (message body length); RFC 9110, 8.4 (Content-Encoding); RFC 1952.

#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "store/named_fields.h"

namespace saola::crawler {

/// What is asked for: what whole_body() unpacks.
inline constexpr const char* kAcceptEncoding = "gzip";

/// @param received     the body as it came, without chunks.
/// @param limit_bytes  of the unpacked body.
/// @error  Code::bad_input: the gzip data is damaged or cut off, the coding is another than was asked for, or a
///         Content-Length contradicts another or is beyond all measure; Code::refused: over the limit.
[[nodiscard]] Result<std::string> whole_body(const store::NamedFields& headers,
                                             std::string received, std::uint64_t limit_bytes);

}  // namespace saola::crawler
