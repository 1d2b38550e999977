// text/charset.h
//
// From the bytes of a page to UTF-8, by what the bytes say first and by what headers claim second.
//
// Sources: WHATWG Encoding Standard and HTML "determining the character encoding"; RFC 1456 (VISCII); docs/vietnamese.md.

#pragma once

#include <string>
#include <string_view>

namespace saola::text {

struct Decoded {
  std::string utf8;  // valid UTF-8, no byte-order mark; not yet normalised
  std::string
      charset;  // lower-case label: "utf-8", "windows-1258", "tcvn3", "vni", "viscii", "vps", "utf-16le", ...
  std::string source;     // what decided: "bom", "valid", "header", "meta", "detected", "given"
  bool repaired = false;  // double encoding or misread Latin-1 was mended
};

/// Decodes a page or a file.
///
/// @param bytes         any bytes.
/// @param content_type  the header's value ("text/html; charset=windows-1258"), or empty.
/// Order: byte-order mark; valid UTF-8; header; meta in the first 1024 bytes; detection by syllables. Never fails: what
/// cannot be decoded becomes U+FFFD.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view content_type = {});

/// Decodes from a charset named by the user (`saola text decode --from tcvn3`). An unknown name gives an empty charset.
[[nodiscard]] Decoded decode_from(std::string_view bytes, std::string_view charset);

}  // namespace saola::text
