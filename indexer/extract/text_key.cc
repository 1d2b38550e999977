#include "indexer/extract/text_key.h"

namespace saola::extract {
namespace {

constexpr bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string key_of(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if (is_alnum(text[i])) key += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      continue;
    }
    if (c == 0xE2 && i + 2 < text.size()) {  // U+2000 to U+2FFF: punctuation and symbols
      i += 2;
      continue;
    }
    if (c == 0xC2 && i + 1 < text.size()) {  // U+0080 to U+00BF: no letters
      ++i;
      continue;
    }
    key += text[i];
  }
  return key;
}

std::size_t count_numbers(std::string_view text) {
  std::size_t numbers = 0;
  bool inside = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    numbers += digit && !inside ? 1 : 0;
    inside = digit;
  }
  return numbers;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool letter = is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
    words += letter && !inside ? 1 : 0;
    inside = letter;
  }
  return words;
}

}  // namespace saola::extract
