// base/printable.h
//
// Text from the web is hostile: what reaches a terminal or a log goes through here.

#pragma once

#include <string>
#include <string_view>

namespace saola {

/// `text` safe for a terminal on one line: control characters (C0, DEL, C1), bidirectional overrides and bytes that
/// are not UTF-8 are written as \xHH or \u{HHHH}; line breaks and tabs become one space.
[[nodiscard]] std::string printable(std::string_view text);

/// The same, but line breaks stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// JSON in which DEL, C1 controls and bidirectional overrides, which JSON allows as they are, are written as \uXXXX: the
/// same values to every parser, and harmless on a terminal.
/// @param json  valid JSON in UTF-8; such characters stand only inside its strings.
[[nodiscard]] std::string printable_json(std::string_view json);

/// At most `limit` characters (code points) of UTF-8 text, with "…" in place of what was cut.
[[nodiscard]] std::string ellipsis(std::string_view text, std::size_t limit);

}  // namespace saola
