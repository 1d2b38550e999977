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

inline constexpr std::size_t kMaxTermBytes =
    64;  // longer words are keys, codes or noise; Xapian's own limit is 245

/// What one spelling of a word becomes.
struct Term {
  const char* bytes = nullptr;  // exact, then folded
  std::uint32_t exact_hash = 0;
  std::uint32_t folded_hash = 0;
  std::uint8_t exact_bytes = 0;
  std::uint8_t folded_bytes = 0;
  std::uint16_t unit_at =
      0;  // "41kg": where the unit begins in the spelling, in bytes; 0: no number with a unit
  bool marked : 1 = false;
  bool capital : 1 = false;
  bool all_capitals : 1 = false;
  bool skipped : 1 = false;  // longer than kMaxTermBytes
  bool whole : 1 =
      false;  // the spelling is one word, neither more nor less: letters and ASCII digits only

  [[nodiscard]] std::string_view exact() const { return {bytes, exact_bytes}; }
  [[nodiscard]] std::string_view folded() const { return {bytes + exact_bytes, folded_bytes}; }
};

/// A spelling as a number: of at most 16 bytes the bytes themselves, else two hashes of them.
struct TermKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;

  [[nodiscard]] std::size_t hash() const {
    const std::uint64_t mixed = (first ^ second * 0xC2B2AE3D27D4EB4FU) * 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>(mixed ^ mixed >> 32);
  }
};

/// Thread rule: one thread at a time. A Term stays where it is until the next word is added, its bytes until the next
/// `start`.
class TermCache {
 public:
  TermCache();

  /// To be called before each text: forgets everything when the cache has grown past its bound.
  void start();

  /// The term of a spelling of at most 16 bytes met before, or nullptr.
  [[nodiscard]] const Term* known(TermKey key, std::size_t size) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t place = key.hash() & mask; slots_[place].size != 0;
         place = (place + 1) & mask) {
      const Slot& slot = slots_[place];
      if (slot.key.first == key.first && slot.key.second == key.second && slot.size == size)
        return &slot.term;
    }
    return nullptr;
  }

  /// The term of the word, which is not empty.
  [[nodiscard]] const Term& find(std::string_view spelling);

 private:
  struct Slot {
    TermKey key;
    Term term;
    std::uint32_t size = 0;  // bytes of the spelling; 0: free
  };

  [[nodiscard]] std::size_t place_of(TermKey key) const;
  const Term& add(TermKey key, std::string_view spelling);
  void grow();
  [[nodiscard]] const char* keep(std::string_view bytes);

  std::vector<Slot> slots_;  // a power of two; at most half used
  std::size_t used_ = 0;
  std::vector<std::unique_ptr<char[]>> blocks_;  // where terms lie; never moved
  std::size_t block_used_ = 0;
  std::size_t block_size_ = 0;
  std::u32string points_;  // of the word, and
  std::string made_;       // its bytes: reused while a term is made
};

}  // namespace saola::text
