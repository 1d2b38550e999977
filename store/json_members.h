// store/json_members.h
//
// The members of one JSON object, read in one go: what an article shown costs is mostly the reading of its data, and a parser
// for all of JSON's trees takes ten times as long.
//
// Source: RFC 8259. What stands inside a value that is itself an object or a list is read only when it is asked for.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saola::store {

struct JsonMember {
  enum class Kind { string, number, object, other };

  std::string key;
  Kind kind = Kind::other;
  std::string value;  // of a string: what it says, in UTF-8; else as written
};

/// In the order of writing; of several of one name all. None: not one object in UTF-8, or not well-formed up to the inside
/// of its values.
[[nodiscard]] std::optional<std::vector<JsonMember>> json_members(std::string_view json);

}  // namespace saola::store
