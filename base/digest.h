// base/digest.h
//
// Digests, by OpenSSL.

#pragma once

#include <string>
#include <string_view>

namespace saola {

/// "sha1:" and 32 letters of base 32, as WARC-Block-Digest has it (WARC 1.1, 5.8; RFC 4648, 6).
[[nodiscard]] std::string sha1_base32(std::string_view bytes);

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// The first 16 hexadecimal digits of SHA-256: Saola's short name for a page or a text.
[[nodiscard]] std::string short_id(std::string_view bytes);

}  // namespace saola
