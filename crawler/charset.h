// crawler/charset.h
//
// Doors as they come to UTF-8: enough to read feeds and links. Pages are archived as they came; their charset is the
// indexer's business (text/charset.h), which the crawler may not use.
//
// Sources: XML 1.0, appendix F (detection); RFC 7303 (charset parameter); windows-1252 and windows-1258 as the WHATWG
// Encoding Standard has them.

#pragma once

#include <string>
#include <string_view>

namespace saola::crawler {

/// `bytes` in UTF-8 without byte-order mark.
///
/// Order: byte-order mark; UTF-16 seen by its zero bytes; valid UTF-8 whatever is declared; the charset of
/// `content_type` ("text/xml; charset=..."), then of the XML declaration or meta tag: Latin-1 (read as windows-1252) or
/// windows-1258. Else UTF-8 with U+FFFD in place of what is not. Never fails; combining marks stay as they are.
[[nodiscard]] std::string door_to_utf8(std::string_view bytes, std::string_view content_type);

}  // namespace saola::crawler
