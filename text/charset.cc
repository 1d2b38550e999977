#include "text/charset.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "text/legacy_charset.h"
#include "text/legacy_detect.h"
#include "text/normal.h"
#include "text/repair.h"

namespace saola::text {
namespace {

constexpr std::size_t kMetaBytes = 1024;  // HTML standard, "prescan a byte stream"

std::string lower_ascii(std::string_view text) {
  std::string made(text);
  for (char& c : made) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return made;
}

/// The label after "charset=" in a header's value or a meta tag, lower case; empty: none.
std::string charset_label(std::string_view text) {
  const std::string small = lower_ascii(text);
  for (std::size_t at = small.find("charset"); at != std::string::npos;
       at = small.find("charset", at + 1)) {
    std::size_t begin = small.find_first_not_of(" \t", at + 7);
    if (begin == std::string::npos || small[begin] != '=') continue;
    begin = small.find_first_not_of(" \t\"'", begin + 1);
    if (begin == std::string::npos) return {};
    return small.substr(begin,
                        std::min(small.find_first_of(" \t\"';,/>", begin), small.size()) - begin);
  }
  return {};
}

/// Of the first meta tag that has one; also the encoding of an XML declaration.
std::string meta_label(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, kMetaBytes));
  if (head.starts_with("<?xml")) {
    const std::size_t at = head.find("encoding");
    if (at != std::string::npos && at < head.find("?>"))
      return charset_label("charset" + head.substr(at + 8, head.find("?>") - at - 8));
  }
  for (std::size_t at = head.find("<meta"); at != std::string::npos;
       at = head.find("<meta", at + 1)) {
    const std::string label =
        charset_label(std::string_view(head).substr(at, head.find('>', at) - at));
    if (!label.empty()) return label;
  }
  return {};
}

std::string without_mark(std::string_view utf8) {
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  return mend_utf8(utf8);
}

std::string decode_utf16(std::string_view bytes, bool big) {
  std::u32string points;
  points.reserve(bytes.size() / 2);
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    char32_t point = unit(i);
    if (point >= 0xD800 && point < 0xE000) {
      const char32_t low = point < 0xDC00 && i + 3 < bytes.size() ? unit(i + 2) : 0;
      const bool is_pair = low >= 0xDC00 && low < 0xE000;
      point = is_pair ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00) : kReplacement;
      if (is_pair) i += 2;
    }
    points.push_back(point);
  }
  if (i < bytes.size()) points.push_back(kReplacement);
  if (!points.empty() && points.front() == 0xFEFF) points.erase(0, 1);
  return to_utf8(points);
}

/// UTF-16 without a mark: every second byte of ASCII text is zero.
std::optional<bool> looks_utf16_big(std::string_view bytes) {
  const std::size_t pairs = std::min<std::size_t>(bytes.size(), 4096) / 2;
  std::size_t first = 0;
  std::size_t second = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    first += bytes[2 * i] == '\0' ? 1U : 0U;
    second += bytes[2 * i + 1] == '\0' ? 1U : 0U;
  }
  if (pairs < 4 || bytes.size() % 2 != 0) return std::nullopt;
  if (second * 4 >= pairs && first * 20 <= pairs) return false;
  if (first * 4 >= pairs && second * 20 <= pairs) return true;
  return std::nullopt;
}

std::string decode_legacy_utf8(std::string_view bytes, Legacy charset) {
  std::u32string points = decode_legacy(bytes, charset);
  if (charset == Legacy::windows_1258) to_nfc(points);
  return to_utf8(points);
}

/// By ICU's converter of that name; none if there is none. UTF-7 is refused, as browsers do: it hides markup.
std::optional<std::string> decode_icu(std::string_view bytes, const std::string& label) {
  if (label.find("utf-7") != std::string::npos) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(label.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  std::vector<UChar> units(bytes.size() * 2 + 16);
  const std::int32_t size =
      ucnv_toUChars(converter.get(), units.data(), static_cast<std::int32_t>(units.size()),
                    bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string text;
  icu::UnicodeString(false, units.data(), size).toUTF8String(text);
  return text;
}

/// UTF-8 with a few damaged bytes: at least four good sequences to a bad byte.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t at = skip_ascii(bytes, 0); at < bytes.size(); at = skip_ascii(bytes, at)) {
    const CodePoint point = decode_utf8(bytes, at);
    if (!point.valid) ++bad;
    if (point.bytes > 1) ++good;
    at += point.bytes;
  }
  return good > 0 && good >= 4 * bad;
}

bool is_utf8_label(std::string_view label) {
  return label == "utf-8" || label == "utf8" || label == "unicode-1-1-utf-8";
}

/// Who else says UTF-8, when a few bytes do not.
std::string utf8_source(std::string_view bytes, std::string_view content_type) {
  if (is_utf8_label(charset_label(content_type))) return "header";
  return is_utf8_label(meta_label(bytes)) ? "meta" : "detected";
}

Decoded by_label(std::string_view bytes, const std::string& label, std::string source) {
  if (const auto legacy = legacy_by_label(label)) {
    const Legacy charset = detect_legacy(bytes, legacy);
    if (charset != *legacy) source = "detected";
    return {decode_legacy_utf8(bytes, charset), std::string(to_string(charset)), std::move(source),
            false};
  }
  if (label.starts_with("utf-16")) {
    const bool big = label == "utf-16be";
    return {decode_utf16(bytes, big), big ? "utf-16be" : "utf-16le", std::move(source), false};
  }
  if (auto text = decode_icu(bytes, label))
    return {std::move(*text), label, std::move(source), false};
  return {};
}

Decoded decode_claimed(std::string_view bytes, std::string_view content_type) {
  const std::string header = charset_label(content_type);
  const std::string meta = meta_label(bytes);
  for (const auto& [label, source] : {std::pair(header, "header"), std::pair(meta, "meta")}) {
    if (label.empty() || is_utf8_label(label)) continue;
    Decoded decoded = by_label(bytes, label, source);
    if (!decoded.charset.empty()) return decoded;
  }
  const Legacy charset = detect_legacy(bytes, std::nullopt);
  return {decode_legacy_utf8(bytes, charset), std::string(to_string(charset)), "detected", false};
}

Decoded decode_bytes(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {without_mark(bytes), "utf-8", "bom", false};
  if (bytes.starts_with("\xFF\xFE")) return {decode_utf16(bytes, false), "utf-16le", "bom", false};
  if (bytes.starts_with("\xFE\xFF")) return {decode_utf16(bytes, true), "utf-16be", "bom", false};
  if (const auto big = looks_utf16_big(bytes))
    return {decode_utf16(bytes, *big), *big ? "utf-16be" : "utf-16le", "detected", false};
  if (!find_bad_utf8(bytes)) return {std::string(bytes), "utf-8", "valid", false};
  if (is_mostly_utf8(bytes))
    return {mend_utf8(bytes), "utf-8", utf8_source(bytes, content_type), false};
  return decode_claimed(bytes, content_type);
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view content_type) {
  Decoded decoded = decode_bytes(bytes, content_type);
  if (auto mended = repair(decoded.utf8)) {
    decoded.utf8 = std::move(*mended);
    decoded.repaired = true;
  }
  return decoded;
}

Decoded decode_from(std::string_view bytes, std::string_view charset) {
  const std::string label = lower_ascii(charset);
  if (is_utf8_label(label)) return {without_mark(bytes), "utf-8", "given", false};
  if (const auto legacy = legacy_by_label(label))
    return {decode_legacy_utf8(bytes, *legacy), std::string(to_string(*legacy)), "given", false};
  return by_label(bytes, label, "given");
}

}  // namespace saola::text
