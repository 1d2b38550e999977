// store/named_fields.h
//
// "Name: value" lines, as the heads of WARC records and HTTP messages and the blocks of type application/warc-fields
// are made of.
//
// Sources: WARC 1.1, 4 (named-field) and 8.3 (warc-fields); RFC 9112, 5 (field syntax, obs-fold).

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace saola::store {

/// One field. Bytes as they stood (WARC: UTF-8; HTTP: any byte); no line break in either part.
struct NamedField {
  std::string name;
  std::string value;  // white space around it trimmed

  friend bool operator==(const NamedField&, const NamedField&) = default;
};

/// Fields in their order; a name may occur more than once.
using NamedFields = std::vector<NamedField>;

/// The value of the first field called `name`, letters in any case. A view into `fields`. None: there is no such field.
[[nodiscard]] std::optional<std::string_view> value_of(const NamedFields& fields,
                                                       std::string_view name);

/// The values of all fields called `name`, in order. Views into `fields`.
[[nodiscard]] std::vector<std::string_view> values_of(const NamedFields& fields,
                                                      std::string_view name);

/// Gives the first field called `name` the value, or adds it at the end; further ones of that name are removed.
void set_value(NamedFields& fields, std::string_view name, std::string_view value);

/// Removes every field called `name`.
void remove_fields(NamedFields& fields, std::string_view name);

/// Whether two field names are the same: ASCII letters in any case.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// "Name: value\r\n" for each field. Control characters (line breaks too) in a value become a space, in a name they
/// are left out: a value from the web cannot make a field of its own.
[[nodiscard]] std::string to_lines(const NamedFields& fields);

/// Where the head that starts at text[0] ends: the offset behind its blank line (CRLF CRLF, LF LF or a mixture).
/// None: no blank line yet. A text that begins with a blank line has an empty head.
[[nodiscard]] std::optional<std::size_t> end_of_head(std::string_view text);

/// Reads lines up to a blank line or the end. Folded lines (beginning with a space or tab) are joined by one space;
/// CRLF and bare LF both end a line.
///
/// @error  Code::bad_input: a line without a colon or with an empty name, with its number (from 1).
[[nodiscard]] Result<NamedFields> parse_named_fields(std::string_view lines);

/// The same for fields of others: what is not a field is left out.
[[nodiscard]] NamedFields parse_named_fields_leniently(std::string_view lines);

}  // namespace saola::store
