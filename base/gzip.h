// base/gzip.h
//
// Gzip for whole buffers (RFC 1952), through zlib. The archive, which reads and writes member by member, has its own.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace saola {

/// True for bytes that begin like a gzip member.
[[nodiscard]] bool is_gzip(std::string_view bytes);

/// All members, one after another. What stands behind them and is none (servers pad with zeros) is left out.
/// @error  Code::bad_input with the offset, when it is damaged or cut off; Code::refused when it unpacks to more than
///         `limit_bytes` (nothing beyond that is unpacked).
[[nodiscard]] Result<std::string> gunzip(std::string_view bytes, std::uint64_t limit_bytes);

}  // namespace saola
