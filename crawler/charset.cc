#include "crawler/charset.h"

#include <array>

#include "base/utf8.h"
#include "crawler/ascii.h"

namespace saola::crawler {
namespace {

constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

char32_t from_windows_1252(unsigned char c) {
  return c >= 0x80 && c < 0xA0 ? kWindows1252[c - 0x80] : c;
}

char32_t from_windows_1258(unsigned char c) {
  switch (c) {  // where it differs from windows-1252
    case 0xC3:
      return 0x0102;
    case 0xCC:
      return 0x0300;
    case 0xD0:
      return 0x0110;
    case 0xD2:
      return 0x0309;
    case 0xD5:
      return 0x01A0;
    case 0xDD:
      return 0x01AF;
    case 0xDE:
      return 0x0303;
    case 0xE3:
      return 0x0103;
    case 0xEC:
      return 0x0301;
    case 0xF0:
      return 0x0111;
    case 0xF2:
      return 0x0323;
    case 0xF5:
      return 0x01A1;
    case 0xFD:
      return 0x01B0;
    case 0xFE:
      return 0x20AB;
    case 0x8A:
    case 0x8E:
    case 0x9A:
    case 0x9E:
      return kReplacement;
    default:
      return from_windows_1252(c);
  }
}

std::string from_one_byte(std::string_view bytes, char32_t (*map)(unsigned char)) {
  std::string out;
  out.reserve(bytes.size() * 3 / 2);
  for (const char c : bytes) append_utf8(out, map(static_cast<unsigned char>(c)));
  return out;
}

std::string from_utf16(std::string_view bytes, bool is_little) {
  std::string out;
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(is_little ? a | b << 8 : a << 8 | b);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const char32_t high = unit(i);
    const bool is_pair = high >= 0xD800 && high < 0xDC00 && i + 3 < bytes.size() &&
                         unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000;
    if (is_pair) {
      append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit(i + 2) - 0xDC00));
      i += 2;
    } else {
      append_utf8(out, high >= 0xD800 && high < 0xE000 ? kReplacement : high);
    }
  }
  return out;
}

// The value after `key` in `text`, quotes dropped: "utf-8" of `encoding="utf-8"`; lower case.
std::string value_after(std::string_view text, std::string_view key) {
  const std::string low = ascii_lower(text);
  const auto found = low.find(key);
  if (found == std::string::npos) return {};
  auto start = low.find_first_not_of("= \t\"'", found + key.size());
  if (start == std::string::npos) return {};
  return low.substr(start, low.find_first_of("\"' \t;>?/", start) - start);
}

std::string declared_charset(std::string_view bytes, std::string_view content_type) {
  std::string label = value_after(content_type, "charset");
  const std::string_view head = bytes.substr(0, 1024);
  if (label.empty()) label = value_after(head.substr(0, head.find("?>")), "encoding");
  return label.empty() ? value_after(head, "charset") : label;
}

}  // namespace

std::string door_to_utf8(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), true);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), false);
  if (bytes.size() >= 4 && bytes[0] == '<' && bytes[1] == 0) return from_utf16(bytes, true);
  if (bytes.size() >= 4 && bytes[0] == 0 && bytes[1] == '<') return from_utf16(bytes, false);
  if (!find_bad_utf8(bytes)) return std::string(bytes);
  const std::string label = declared_charset(bytes, content_type);
  if (label == "windows-1258" || label == "cp1258") return from_one_byte(bytes, from_windows_1258);
  if (label == "iso-8859-1" || label == "latin1" || label == "windows-1252" ||
      label == "us-ascii") {
    return from_one_byte(bytes, from_windows_1252);
  }
  return mend_utf8(bytes);
}

}  // namespace saola::crawler
