// store/varint.h
//
// Unsigned numbers in the bytes they take: seven bits each, the lowest first, the last byte with its highest bit clear.
//
// Source: LEB128 (DWARF 5, section 7.6).

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saola::store {

/// @return  1 to 5.
[[nodiscard]] inline std::size_t varint_bytes(std::uint32_t number) {
  std::size_t bytes = 1;
  for (; number >= 0x80; number >>= 7) ++bytes;
  return bytes;
}

inline void append_varint(std::uint32_t number, std::string& bytes) {
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>(number | 0x80));
  bytes.push_back(static_cast<char>(number));
}

/// Reads one from `bytes` at `at`, and goes behind it; none: it is cut off or too large.
[[nodiscard]] inline std::optional<std::uint32_t> read_varint(std::string_view bytes,
                                                              std::size_t& at) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; at < bytes.size() && shift < 35; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) {
      if (number > 0xFFFFFFFF) return std::nullopt;
      return static_cast<std::uint32_t>(number);
    }
  }
  return std::nullopt;
}

}  // namespace saola::store
