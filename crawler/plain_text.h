// crawler/plain_text.h
//
// The small pieces of HTML that feeds carry in titles and summaries, as plain text.
//
// Source: HTML Living Standard, 13.5 (named character references; those of HTML 4 are known here).

#pragma once

#include <string>
#include <string_view>

namespace saola::crawler {

/// Character references decoded once: "&amp;quot;" becomes "&quot;". Unknown ones stay as they are; numbers that are no
/// character become U+FFFD.
[[nodiscard]] std::string decode_references(std::string_view text);

/// `html` without tags, comments, scripts and styles, references decoded once, white space (also U+00A0) made single
/// spaces, trimmed. "<" that begins no tag stays: "3 < 5". At most `limit_bytes`, cut between characters; 0: no limit.
[[nodiscard]] std::string plain_text(std::string_view html, std::size_t limit_bytes = 0);

/// Text that is no HTML: white space as plain_text has it, nothing else.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t limit_bytes = 0);

}  // namespace saola::crawler
