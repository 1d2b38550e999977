// text/legacy_charset.h
//
// The 8-bit encodings in which Vietnamese was written before Unicode, to UTF-8.
//
// Sources: windows-1252 and windows-1258: WHATWG Encoding Standard indexes. VISCII 1.1: RFC 1456. TCVN3: the bytes that the
// ABC fonts (.VnTime) use of TCVN 5712:1993 VN1, which has no capitals with tones (a capital font, .VnTimeH, shows the small
// letters' bytes). VNI-Windows (VNI-Times): a vowel and a mark byte, longest match. VPS: x-viet-vps as browsers had it; the
// fourteen capitals on control bytes are not confirmed by a second source.

#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace saola::text {

enum class Legacy { windows_1252, windows_1258, tcvn3, vni, viscii, vps };

inline constexpr std::array kLegacies = {Legacy::windows_1252, Legacy::windows_1258, Legacy::tcvn3,
                                         Legacy::vni,          Legacy::viscii,       Legacy::vps};

/// "windows-1258", "tcvn3", ...
[[nodiscard]] std::string_view to_string(Legacy charset);

/// By any label in use, of any case: "iso-8859-1" is windows_1252 as browsers have it, "x-viet-vps" is vps.
[[nodiscard]] std::optional<Legacy> legacy_by_label(std::string_view label);

/// Bytes to code points. A byte that the encoding leaves open is read as windows-1252 (fonts changed letters, not
/// quotation marks), and one that is open there too becomes U+FFFD. windows-1258 gives combining marks: not in NFC.
[[nodiscard]] std::u32string decode_legacy(std::string_view bytes, Legacy charset);

/// Text back to the bytes it was misread from: windows-1252, and Latin-1 where that has no character. None if a character
/// is in neither.
[[nodiscard]] std::optional<std::string> encode_windows_1252(std::u32string_view text);

}  // namespace saola::text
