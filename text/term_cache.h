// text/term_cache.h
//
// The terms of words already met. A newspaper's text repeats a few thousand syllables, so each spelling is normalised once
// and then found by its bytes; this is what makes the analyser fast, and keeps the slow path plain.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace saola::text {

/// What one spelling of a word becomes.
struct Term {
  const char* bytes = nullptr;  // exact, then folded
  std::uint32_t exact_bytes = 0;
  std::uint32_t folded_bytes = 0;
  std::uint32_t exact_hash = 0;
  std::uint32_t folded_hash = 0;
  std::uint32_t unit_at =
      0;  // "41kg": where the unit begins in the spelling, in bytes; 0: no number with a unit
  bool marked = false;
  bool capital = false;
  bool all_capitals = false;
  bool skipped = false;  // longer than kMaxTermBytes

  [[nodiscard]] std::string_view exact() const { return {bytes, exact_bytes}; }
  [[nodiscard]] std::string_view folded() const { return {bytes + exact_bytes, folded_bytes}; }
};

inline constexpr std::size_t kMaxTermBytes =
    64;  // longer words are keys, codes or noise; Xapian's own limit is 245

/// Thread rule: one thread at a time. A Term stays valid until the next `start`.
class TermCache {
 public:
  TermCache();

  /// To be called before each text: forgets everything when the cache has grown past its bound.
  void start();

  /// The term of the word at [begin, end) of `text`, which is no empty range.
  [[nodiscard]] const Term& find(std::string_view text, std::size_t begin, std::size_t end) {
    const Key key = key_of(text, begin, end);
    std::size_t place = key.hash & (slots_.size() - 1);
    while (slots_[place].used) {
      const Slot& slot = slots_[place];
      if (slot.first == key.first && slot.second == key.second && slot.size == end - begin &&
          (slot.size <= 16 || is_spelling(slot, text.substr(begin, end - begin))))
        return slot.term;
      place = (place + 1) & (slots_.size() - 1);
    }
    return add(key, text.substr(begin, end - begin));
  }

 private:
  struct Key {
    std::uint64_t first = 0;  // the spelling itself when it has at most 16 bytes, else two hashes
    std::uint64_t second = 0;
    std::size_t hash = 0;
  };
  struct Slot {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    Term term;
    std::uint32_t size = 0;
    bool used = false;
  };

  [[nodiscard]] static Key key_of(std::string_view text, std::size_t begin, std::size_t end);
  [[nodiscard]] static bool is_spelling(const Slot& slot, std::string_view spelling);
  const Term& add(const Key& key, std::string_view spelling);
  void grow();
  [[nodiscard]] const char* keep(std::string_view bytes);

  std::vector<Slot> slots_;  // a power of two; at most half used
  std::size_t used_ = 0;
  std::vector<std::unique_ptr<char[]>> blocks_;  // where terms lie; never moved
  std::size_t block_used_ = 0;
  std::size_t block_size_ = 0;
  std::string made_;  // reused while a term is made
};

}  // namespace saola::text
