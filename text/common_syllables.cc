#include "text/common_syllables.h"

#include <string>
#include <unordered_map>

#include "base/utf8.h"
#include "text/syllable.h"

namespace saola::text {
namespace {

#include "text/common_syllables.inc"

using Table = std::unordered_map<std::u32string, int>;

void add(std::string_view words, int level, Table& table) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = words.find(' ', at);
    table.emplace(to_code_points(words.substr(at, end - at)), level);
    at = end + 1;  // each word ends in a space
  }
}

const Table& table() {
  static const Table made = [] {
    Table filled;
    add(kOftenUsed, 2, filled);
    add(kUsed, 1, filled);
    return filled;
  }();
  return made;
}

}  // namespace

int commonness(std::u32string_view word) {
  std::u32string key(word);
  place_tone(key);
  const auto found = table().find(key);
  return found == table().end() ? 0 : found->second;
}

}  // namespace saola::text
