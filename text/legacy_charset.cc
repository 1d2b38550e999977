#include "text/legacy_charset.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "base/utf8.h"
#include "text/letters.h"

namespace saola::text {
namespace {

using HighHalf = std::array<char16_t, 128>;  // bytes 0x80 to 0xFF; 0: left open

constexpr HighHalf high_half(std::u16string_view letters, std::size_t from) {
  HighHalf made = {};
  for (std::size_t i = 0; i < letters.size(); ++i)
    made[from - 0x80 + i] = letters[i] == u'.' ? u'\0' : letters[i];
  return made;
}

constexpr HighHalf kWindows1252 = [] {
  HighHalf made = high_half(u"€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ", 0x80);
  for (std::size_t i = 0x20; i < made.size(); ++i) made[i] = static_cast<char16_t>(0x80 + i);
  return made;
}();

constexpr HighHalf kWindows1258 = [] {
  HighHalf made = kWindows1252;
  constexpr std::pair<std::uint8_t, char16_t> kDifferences[] = {
      {0x8A, 0},     {0x8E, 0},     {0x9A, 0},     {0x9E, 0},    {0xC3, u'Ă'},  {0xCC, 0x300},
      {0xD0, u'Đ'},  {0xD2, 0x309}, {0xD5, u'Ơ'},  {0xDD, u'Ư'}, {0xDE, 0x303}, {0xE3, u'ă'},
      {0xEC, 0x301}, {0xF0, u'đ'},  {0xF2, 0x323}, {0xF5, u'ơ'}, {0xFD, u'ư'},  {0xFE, u'₫'}};
  for (const auto& [byte, letter] : kDifferences) made[byte - 0x80U] = letter;
  return made;
}();

constexpr HighHalf kTcvn3 = high_half(
    u".ĂÂÊÔƠƯĐăâêôơưđ."
    u".....àảãáạ.ằẳẵắ."
    u"......ặầẩẫấậè.ẻẽ"
    u"éẹềểễếệìỉ...ĩíịò"
    u".ỏõóọồổỗốộờởỡớợù"
    u".ủũúụừửữứựỳỷỹýỵ.",
    0xA0);

constexpr HighHalf kViscii = high_half(
    u"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    u"ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    u"ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    u"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    u"ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    u"àáâãảăữẫèéêẻìíĩỉ"
    u"đựòóôõỏọụùúũủýợỮ",
    0x80);

constexpr HighHalf kVps = high_half(
    u"ÀẢÃẤẦẨọỗĂếềểệẮẰẲ"
    u"Ế..ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    u".ắằẳẵặỠớÙờởỡŨỨợỪ"
    u"ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    u"ầÁÂấẩẫậđẻÉÊẹỉễịỹ"
    u"ƯỦồốÔỏơÈừứÚũưÝẺ."
    u"àáâãảạă.èéêẽìí.ĩ"
    u"ẴĐòóôõ.Ơụùúủ.ỶẼỳ",
    0x80);

struct LowByte {
  std::uint8_t byte;
  char16_t letter;
};
constexpr LowByte kVisciiLow[] = {{0x02, u'Ẳ'}, {0x05, u'Ẵ'}, {0x06, u'Ẫ'},
                                  {0x14, u'Ỷ'}, {0x19, u'Ỹ'}, {0x1E, u'Ỵ'}};
constexpr LowByte kVpsLow[] = {{0x02, u'Ạ'}, {0x03, u'Ậ'}, {0x04, u'Ặ'}, {0x05, u'Ẹ'}, {0x06, u'Ệ'},
                               {0x10, u'Ị'}, {0x11, u'Ọ'}, {0x12, u'Ộ'}, {0x13, u'Ợ'}, {0x14, u'Ụ'},
                               {0x15, u'Ự'}, {0x19, u'Ỵ'}, {0x1C, u'Ẫ'}, {0x1D, u'Ữ'}};

// VNI: single bytes, and what a mark byte makes of the letter before it (small letters; capitals lie 0x20 lower).
constexpr std::pair<std::uint8_t, char16_t> kVniSingles[] = {
    {0xF4, u'ơ'}, {0xF6, u'ư'}, {0xED, u'í'}, {0xEC, u'ì'}, {0xE6, u'ỉ'},
    {0xF3, u'ĩ'}, {0xF2, u'ị'}, {0xEE, u'ỵ'}, {0xF1, u'đ'}};
struct VniMark {
  std::uint8_t byte;
  std::u16string_view from;
  std::u16string_view to;
};
constexpr VniMark kVniMarks[] = {{0xF9, u"aeoơuưy", u"áéóớúứý"},
                                 {0xF8, u"aeoơuưy", u"àèòờùừỳ"},
                                 {0xFB, u"aeoơuưy", u"ảẻỏởủửỷ"},
                                 {0xF5, u"aeoơuưy", u"ãẽõỡũữỹ"},
                                 {0xEF, u"aeoơuư", u"ạẹọợụự"},
                                 {0xE2, u"aeo", u"âêô"},
                                 {0xE1, u"aeo", u"ấếố"},
                                 {0xE0, u"aeo", u"ầềồ"},
                                 {0xE5, u"aeo", u"ẩểổ"},
                                 {0xE3, u"aeo", u"ẫễỗ"},
                                 {0xE4, u"aeo", u"ậệộ"},
                                 {0xEA, u"a", u"ă"},
                                 {0xE9, u"a", u"ắ"},
                                 {0xE8, u"a", u"ằ"},
                                 {0xFA, u"a", u"ẳ"},
                                 {0xFC, u"a", u"ẵ"},
                                 {0xEB, u"a", u"ặ"}};

char32_t from_1252(unsigned char byte) {
  if (byte < 0x80) return byte;
  const char16_t letter = kWindows1252[byte - 0x80U];
  return letter == 0 ? kReplacement : letter;
}

std::u32string decode_table(std::string_view bytes, const HighHalf& high,
                            std::span<const LowByte> low) {
  std::u32string text;
  text.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t letter = byte < 0x80 ? byte : high[byte - 0x80U];
    if (byte < 0x20)
      for (const LowByte& row : low)
        if (row.byte == byte) letter = row.letter;
    if (byte >= 0x80 && letter == 0)
      letter = &high == &kWindows1258 ? kReplacement : from_1252(byte);
    text.push_back(letter);
  }
  return text;
}

char32_t to_capital(char32_t letter) {
  if (letter < 0x80) return letter - 0x20;
  if (letter == U'đ') return U'Đ';
  VowelLetter vowel = vowel_letter(letter);
  vowel.upper = true;
  return compose(vowel);
}

/// The small letter of a VNI byte that stands alone, or 0.
char32_t vni_single(unsigned char small_byte) {
  for (const auto& [byte, letter] : kVniSingles)
    if (byte == small_byte) return letter;
  return 0;
}

/// `letter` (small) with the mark of a VNI byte, or 0.
char32_t vni_marked(char32_t letter, unsigned char small_byte) {
  for (const VniMark& mark : kVniMarks) {
    if (mark.byte != small_byte) continue;
    const std::size_t at = mark.from.find(static_cast<char16_t>(letter));
    if (at != std::u16string_view::npos) return mark.to[at];
  }
  return 0;
}

bool is_vni_capital(unsigned char byte) { return byte >= 0xC0 && byte < 0xE0; }

std::u32string decode_vni(std::string_view bytes) {
  std::u32string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const bool capital = byte < 0x80 ? byte >= 'A' && byte <= 'Z' : is_vni_capital(byte);
    const auto small_byte = static_cast<unsigned char>(capital ? byte + 0x20 : byte);
    char32_t letter = small_byte < 0x80 ? small_byte : vni_single(small_byte);
    if (letter == 0) {
      text.push_back(from_1252(byte));
      continue;
    }
    if (i + 1 < bytes.size()) {
      const auto next = static_cast<unsigned char>(bytes[i + 1]);
      const auto mark = static_cast<unsigned char>(is_vni_capital(next) ? next + 0x20 : next);
      const char32_t marked = next < 0xC0 ? 0 : vni_marked(letter, mark);
      if (marked != 0) ++i;
      if (marked != 0) letter = marked;
    }
    text.push_back(capital ? to_capital(letter) : letter);
  }
  return text;
}

struct Label {
  std::string_view name;
  Legacy charset;
};
constexpr Label kLabels[] = {{"windows-1252", Legacy::windows_1252},
                             {"cp1252", Legacy::windows_1252},
                             {"x-cp1252", Legacy::windows_1252},
                             {"iso-8859-1", Legacy::windows_1252},
                             {"iso8859-1", Legacy::windows_1252},
                             {"iso_8859-1", Legacy::windows_1252},
                             {"latin1", Legacy::windows_1252},
                             {"l1", Legacy::windows_1252},
                             {"us-ascii", Legacy::windows_1252},
                             {"ascii", Legacy::windows_1252},
                             {"x-user-defined", Legacy::windows_1252},
                             {"windows-1258", Legacy::windows_1258},
                             {"cp1258", Legacy::windows_1258},
                             {"x-cp1258", Legacy::windows_1258},
                             {"tcvn3", Legacy::tcvn3},
                             {"tcvn", Legacy::tcvn3},
                             {"abc", Legacy::tcvn3},
                             {"x-viet-tcvn", Legacy::tcvn3},
                             {"x-viet-tcvn5712", Legacy::tcvn3},
                             {"tcvn5712-1", Legacy::tcvn3},
                             {"tcvn-5712", Legacy::tcvn3},
                             {"vni", Legacy::vni},
                             {"vni-windows", Legacy::vni},
                             {"x-viet-vni", Legacy::vni},
                             {"viscii", Legacy::viscii},
                             {"x-viet-viscii", Legacy::viscii},
                             {"viscii1.1-1", Legacy::viscii},
                             {"csviscii", Legacy::viscii},
                             {"vps", Legacy::vps},
                             {"x-viet-vps", Legacy::vps}};

}  // namespace

std::string_view to_string(Legacy charset) {
  switch (charset) {
    case Legacy::windows_1252:
      return "windows-1252";
    case Legacy::windows_1258:
      return "windows-1258";
    case Legacy::tcvn3:
      return "tcvn3";
    case Legacy::vni:
      return "vni";
    case Legacy::viscii:
      return "viscii";
    case Legacy::vps:
      return "vps";
  }
  return {};
}

std::optional<Legacy> legacy_by_label(std::string_view label) {
  std::string small_label(label);
  for (char& c : small_label) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  const auto* found = std::find_if(std::begin(kLabels), std::end(kLabels),
                                   [&](const Label& row) { return row.name == small_label; });
  if (found == std::end(kLabels)) return std::nullopt;
  return found->charset;
}

std::u32string decode_legacy(std::string_view bytes, Legacy charset) {
  switch (charset) {
    case Legacy::windows_1252:
      return decode_table(bytes, kWindows1252, {});
    case Legacy::windows_1258:
      return decode_table(bytes, kWindows1258, {});
    case Legacy::tcvn3:
      return decode_table(bytes, kTcvn3, {});
    case Legacy::vni:
      return decode_vni(bytes);
    case Legacy::viscii:
      return decode_table(bytes, kViscii, kVisciiLow);
    case Legacy::vps:
      return decode_table(bytes, kVps, kVpsLow);
  }
  return {};
}

std::optional<std::string> encode_windows_1252(std::u32string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (const char32_t point : text) {
    const auto found = std::find(kWindows1252.begin(), kWindows1252.end(), point);
    if (point < 0x100) {
      bytes.push_back(static_cast<char>(point));
    } else if (found != kWindows1252.end()) {
      bytes.push_back(static_cast<char>(0x80 + (found - kWindows1252.begin())));
    } else {
      return std::nullopt;
    }
  }
  return bytes;
}

}  // namespace saola::text
