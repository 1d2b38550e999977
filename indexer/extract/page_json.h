// indexer/extract/page_json.h
//
// JSON as pages write it: control characters inside strings, trailing commas, a comment or CDATA around, and as the value that
// a script assigns.
//
// Source: measured on real pages; RFC 8259 for what is right.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace saola::extract {

/// The value in `body`, or null when it cannot be read, is over 4 MB or nested over 200 levels deep. @param body  UTF-8.
[[nodiscard]] nlohmann::json parse_page_json(std::string_view body);

/// The first object or array that a script assigns or hands on: `window.__STATE__ = {...};`, `JSON.parse("{...}")`.
/// Null as above.
[[nodiscard]] nlohmann::json parse_script_json(std::string_view script);

}  // namespace saola::extract
