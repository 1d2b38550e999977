#include "text/term_cache.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "base/utf8.h"
#include "text/analyze.h"
#include "text/char_kind.h"
#include "text/letters.h"
#include "text/word.h"

namespace saola::text {
namespace {

constexpr std::size_t kFirstSlots = 1 << 7;  // a query has a few words
constexpr std::size_t kMostWords = 1 << 17;  // past this the cache starts anew; about 20 MB
// Below what makes the C library tidy its heap when a block is given back (64 KiB).
constexpr std::size_t kBlockBytes = 1 << 14;

/// Units that are written onto their number: "41kg" and "41 kg" are the same two tokens. Lower case, canonical.
constexpr std::array<std::string_view, 37> kUnits = {
    "kg",  "g",  "gr",  "gram",  "mg", "tấn", "tạ",  "yến", "km",   "m",   "cm",  "mm",  "ha",
    "m2",  "m3", "km2", "cm2",   "l",  "ml",  "lít", "đ",   "đồng", "vnd", "vnđ", "usd", "euro",
    "eur", "tỷ", "tỉ",  "triệu", "kw", "kwh", "mw",  "mwh", "con",  "cây", "vụ"};

/// Where the unit begins in the lower-case term, or 0.
std::size_t unit_begin(std::string_view exact) {
  if (exact.empty() || exact.front() < '0' || exact.front() > '9') return 0;
  const std::size_t at = exact.find_first_not_of("0123456789.,");
  if (at == std::string_view::npos) return 0;
  const std::string_view unit = exact.substr(at);
  return std::find(kUnits.begin(), kUnits.end(), unit) == kUnits.end() ? 0 : at;
}

/// The same place in the spelling as written: after the same number of digits, dots and commas.
std::size_t unit_begin_as_written(std::string_view spelling, std::size_t number_bytes) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < spelling.size();) {
    const CodePoint point = decode_utf8(spelling, at);
    const bool counts = char_kind(point.value) != CharKind::ignorable;
    if (counts && seen == number_bytes) break;
    if (counts) ++seen;
    at += point.bytes;
  }
  return at;
}

void note_letters(std::u32string_view canonical, Term& term) {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  bool first = true;
  for (const char32_t point : canonical) {
    if (char_kind(point) == CharKind::letter) {
      const bool is_capital = lower(point) != point;
      if (first) term.capital = is_capital;
      ++letters;
      capitals += is_capital ? 1 : 0;
      term.marked = term.marked || is_marked_letter(point);
    }
    first = false;
  }
  term.all_capitals = letters >= 2 && capitals == letters;
}

std::uint64_t load(std::string_view bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data(), std::min<std::size_t>(bytes.size(), 8));
  return word;
}

TermKey key_of(std::string_view spelling) {
  if (spelling.size() <= 8) return {load(spelling), 0};
  if (spelling.size() <= 16) return {load(spelling), load(spelling.substr(8))};
  TermKey key = {spelling.size(), 0};
  for (std::size_t at = 0; at < spelling.size(); at += 8) {
    key.first = (key.first ^ load(spelling.substr(at))) * 0x9E3779B97F4A7C15U;
    key.first ^= key.first >> 29;
    key.second = key.second * 31 + key.first;
  }
  return key;
}

/// Whether the spelling is letters and ASCII digits only, of one word.
bool is_whole(std::string_view spelling) {
  for (std::size_t at = 0; at < spelling.size();) {
    const CodePoint point = decode_utf8(spelling, at);
    const CharKind kind = char_kind(point.value);
    if (kind != CharKind::letter && (kind != CharKind::digit || point.bytes > 1)) return false;
    at += point.bytes;
  }
  return true;
}

}  // namespace

std::uint32_t term_hash(std::string_view term) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : term) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ hash >> 15;
}

// Most analysers that are made cut no word or few.
TermCache::TermCache() : slots_(1) {}

void TermCache::start() {
  if (used_ < kMostWords) return;
  slots_.assign(1, {});
  blocks_.clear();
  used_ = block_used_ = block_size_ = 0;
}

std::size_t TermCache::place_of(TermKey key) const {
  std::size_t place = key.hash() & (slots_.size() - 1);
  while (slots_[place].size != 0) place = (place + 1) & (slots_.size() - 1);
  return place;
}

const Term& TermCache::find(std::string_view spelling) {
  const TermKey key = key_of(spelling);
  if (spelling.size() <= 16) {
    if (const Term* term = known(key, spelling.size())) return *term;
    return add(key, spelling);
  }
  std::size_t place = key.hash() & (slots_.size() - 1);
  for (; slots_[place].size != 0; place = (place + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[place];
    if (slot.key.first != key.first || slot.key.second != key.second ||
        slot.size != spelling.size())
      continue;
    const Term& term = slot.term;  // hashes agree; the spelling itself lies behind the term
    if (std::string_view(term.bytes + term.exact_bytes + term.folded_bytes, slot.size) == spelling)
      return term;
  }
  return add(key, spelling);
}

const Term& TermCache::add(TermKey key, std::string_view spelling) {
  if ((used_ + 1) * 2 > slots_.size()) grow();
  read_word(spelling, Form::canonical, points_);
  made_.clear();
  append_lower(points_, made_);
  Term term;
  note_letters(points_, term);
  const std::size_t exact_bytes = made_.size();
  std::size_t unit_at = 0;
  if (const std::size_t unit = unit_begin(made_); unit > 0)
    unit_at = unit_begin_as_written(spelling, unit);
  append_folded(points_, made_);
  const std::size_t folded_bytes = made_.size() - exact_bytes;
  term.skipped = exact_bytes == 0 || exact_bytes > kMaxTermBytes ||
                 folded_bytes > 2 * kMaxTermBytes ||
                 unit_at > std::numeric_limits<std::uint16_t>::max();
  if (term.skipped) {
    made_.clear();
  } else {
    term.unit_at = static_cast<std::uint16_t>(unit_at);
    term.exact_bytes = static_cast<std::uint8_t>(exact_bytes);
    term.folded_bytes = static_cast<std::uint8_t>(folded_bytes);
  }
  term.whole = is_whole(spelling);
  if (spelling.size() > 16) made_.append(spelling);
  term.bytes = keep(made_);
  term.exact_hash = term_hash(term.exact());
  term.folded_hash = term_hash(term.folded());
  Slot& slot = slots_[place_of(key)];
  slot = {key, term, static_cast<std::uint32_t>(spelling.size())};
  ++used_;
  return slot.term;
}

void TermCache::grow() {
  std::vector<Slot> old(std::max(kFirstSlots, slots_.size() * 2));
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.size != 0) slots_[place_of(slot.key)] = slot;
}

const char* TermCache::keep(std::string_view bytes) {
  if (block_used_ + bytes.size() > block_size_) {
    block_size_ = std::max(kBlockBytes, bytes.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_size_));
    block_used_ = 0;
  }
  char* place = blocks_.back().get() + block_used_;
  std::memcpy(place, bytes.data(), bytes.size());
  block_used_ += bytes.size();
  return place;
}

}  // namespace saola::text
