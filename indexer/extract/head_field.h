// indexer/extract/head_field.h
//
// What programs write into a page's head, made fit to show: many escape it twice.
//
// Source: measured on the development pages: "&amp;quot;", "Chemnitzer Verlag &amp;amp; Co.", names with spaces around.

#pragma once

#include <string>
#include <string_view>

namespace saola::extract {

/// `text` with the character references that news systems escape twice ("&amp;quot;") decoded.
[[nodiscard]] std::string unescaped(std::string_view text);

/// One line: unescaped, white space collapsed and trimmed, in display form.
[[nodiscard]] std::string head_field(std::string_view text);

}  // namespace saola::extract
