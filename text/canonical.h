// text/canonical.h
//
// Two forms of one text: the display form, changed as little as possible, and the matching form, in which everything
// that means the same is written the same.

#pragma once

#include <string>
#include <string_view>

namespace saola::text {

/// For showing and storing: NFC, invisible characters deleted, look-alike letters mapped (Ð to Đ), doubled and stray tone
/// marks mended, odd spaces made U+0020, control characters dropped; line breaks stay. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string display_form(std::string_view text);

/// For matching: display form, and old-style tone placement (hoà to hòa), quotes and dashes made ASCII, spaces collapsed.
/// Case stays. Idempotent.
[[nodiscard]] std::string canonical_form(std::string_view text);

/// The search fold: canonical, lower case, without tone, quality or bar: "Tòa án" to "toa an".
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace saola::text
