// text/legacy_detect.h
//
// Which legacy encoding bytes are in, by how Vietnamese their words look under each.
//
// Source: our own scoring, measured in docs/vietnamese.md#encodings.

#pragma once

#include <optional>
#include <string_view>

#include "text/legacy_charset.h"

namespace saola::text {

/// The encoding under which the words that hold a byte beyond ASCII are most often Vietnamese syllables. `declared`, else
/// windows_1252, when none of them looks Vietnamese or when several look alike.
/// @param bytes  a page or a text; markup does not disturb, since all of it is ASCII.
[[nodiscard]] Legacy detect_legacy(std::string_view bytes, std::optional<Legacy> declared);

}  // namespace saola::text
