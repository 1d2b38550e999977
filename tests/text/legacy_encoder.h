// tests/text/legacy_encoder.h
//
// Text to the legacy encodings, by turning the library's own decoder round: what it reads a byte (VNI: or a pair) as is
// written as that byte.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "text/legacy_charset.h"
#include "text/letters.h"

namespace saola::text {

class LegacyEncoder {
 public:
  explicit LegacyEncoder(Legacy charset) : charset_(charset) {
    if (charset == Legacy::vni) {  // pairs before single bytes, which windows-1252 lends it
      for (const std::string_view base : {"AEOUYaeouy", "\xD4\xD6\xF4\xF6"})
        for (const char first : base)
          for (int second = 0xC0; second < 0x100; ++second)
            learn({first, static_cast<char>(second)});
    }
    for (int byte = 255; byte >= 0; --byte) learn(std::string(1, static_cast<char>(byte)));
  }

  /// The bytes; none if a character has none. TCVN3 writes toned capitals small, as its fonts do.
  [[nodiscard]] std::optional<std::string> encode(std::u32string_view text) const {
    std::string bytes;
    for (const char32_t point : text) {
      if (add(point, bytes)) continue;
      if (charset_ == Legacy::tcvn3 && add(lower(point), bytes)) continue;
      if (charset_ == Legacy::windows_1258 && add_with_mark(point, bytes)) continue;
      return std::nullopt;
    }
    return bytes;
  }

 private:
  void learn(const std::string& bytes) {
    const std::u32string text = decode_legacy(bytes, charset_);
    if (text.size() != 1 || text[0] == 0xFFFD) return;
    if (charset_ == Legacy::windows_1258 && vowel_letter(text[0]).tone != Tone::ngang)
      return;  // written with a mark
    const auto known = codes_.find(text[0]);
    if (known == codes_.end() || text[0] < 0x80) codes_[text[0]] = bytes;
  }

  bool add(char32_t point, std::string& bytes) const {
    const auto code = codes_.find(point);
    if (code == codes_.end()) return false;
    bytes += code->second;
    return true;
  }

  bool add_with_mark(char32_t point, std::string& bytes) const {
    static const std::map<Tone, char32_t> kMarks = {{Tone::huyen, 0x300},
                                                    {Tone::sac, 0x301},
                                                    {Tone::hoi, 0x309},
                                                    {Tone::nga, 0x303},
                                                    {Tone::nang, 0x323}};
    const auto mark = kMarks.find(vowel_letter(point).tone);
    return mark != kMarks.end() && add(without_tone(point), bytes) && add(mark->second, bytes);
  }

  Legacy charset_;
  std::map<char32_t, std::string> codes_;
};

}  // namespace saola::text
