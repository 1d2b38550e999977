#include "store/bigrams.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "store/mapped_table.h"
#include "store/varint.h"

namespace saola::store {

namespace {

constexpr const char* kBigramsKey = "saola_bigrams";  // the pairs, a line each
constexpr std::size_t kBitsAPair = 32;
constexpr std::size_t kSlotsAPair = 4;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(line).push_back('\n');
  return text;
}

void append_stamp(std::uint32_t stamp, std::string& bytes) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<char>(stamp >> shift & 0xFF));
  }
}

std::uint64_t both(std::uint64_t first, std::uint64_t second) {
  const std::uint64_t hash = (first ^ std::rotr(second, 7)) * 0x9e3779b97f4a7c15;
  return hash ^ hash >> 31;
}

}  // namespace

BigramList::BigramList(std::vector<std::string> bigrams) : bigrams_(std::move(bigrams)) {
  std::sort(bigrams_.begin(), bigrams_.end());
  seen_.resize(std::bit_ceil(bigrams_.size() * kBitsAPair + 1));
  slots_.resize(std::bit_ceil(bigrams_.size() * kSlotsAPair + 1));
  for (std::size_t i = 0; i < bigrams_.size(); ++i) {
    const std::string_view bigram = bigrams_[i];
    const std::size_t blank = std::min(bigram.find(' '), bigram.size() - 1);
    const std::uint64_t hash =
        both(Word(bigram.substr(0, blank)).hash, Word(bigram.substr(blank + 1)).hash);
    seen_[hash & (seen_.size() - 1)] = true;
    std::size_t slot = hash >> 32 & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
  stamp_ = static_cast<std::uint32_t>(checksum(joined(bigrams_)));
}

std::optional<std::uint32_t> BigramList::find(const Word& first, const Word& second) const {
  const std::uint64_t hash = both(first.hash, second.hash);
  if (!seen_[hash & (seen_.size() - 1)]) return std::nullopt;
  std::size_t slot = hash >> 32 & (slots_.size() - 1);
  for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const std::string_view bigram = bigrams_[slots_[slot] - 1];
    const bool is_it = bigram.size() == first.bytes.size() + 1 + second.bytes.size() &&
                       bigram.starts_with(first.bytes) && bigram[first.bytes.size()] == ' ' &&
                       bigram.ends_with(second.bytes);
    if (is_it) return slots_[slot] - 1;
  }
  return std::nullopt;
}

std::string bigram_value(std::uint32_t stamp, const std::vector<std::uint32_t>& numbers) {
  std::string value;
  append_stamp(stamp, value);
  std::uint32_t last = 0;
  for (const std::uint32_t number : numbers) {
    append_varint(number - last, value);
    last = number;
  }
  return value;
}

bool read_bigram_value(std::string_view value, std::uint32_t stamp,
                       std::vector<std::uint32_t>& numbers) {
  numbers.clear();
  std::string own;
  append_stamp(stamp, own);
  if (!value.starts_with(own)) return false;
  constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t last = 0;
  for (std::size_t at = own.size(); at < value.size();) {
    const auto gap = read_varint(value, at);
    const bool ascends = gap && (*gap > 0 || numbers.empty()) && *gap <= kMost - last;
    if (!ascends) return false;
    last += *gap;
    numbers.push_back(last);
  }
  return true;
}

void each_bigram_value(
    const Xapian::Database& db, const BigramList& list,
    const std::function<void(Xapian::docid, const std::vector<std::uint32_t>*)>& visit) {
  std::vector<std::uint32_t> numbers;
  auto value = db.valuestream_begin(kBigramsSlot);
  const auto values_end = db.valuestream_end(kBigramsSlot);
  const auto end = db.postlist_end("");
  for (auto document = db.postlist_begin(""); document != end; ++document) {
    while (value != values_end && value.get_docid() < *document) ++value;
    const bool has_value = value != values_end && value.get_docid() == *document;
    const bool is_told = has_value && read_bigram_value(*value, list.stamp(), numbers) &&
                         (numbers.empty() || numbers.back() < list.bigrams().size());
    visit(*document, is_told ? &numbers : nullptr);
  }
}

std::vector<Xapian::docid> documents_without_bigrams(const Xapian::Database& db,
                                                     const BigramList& list) {
  std::vector<Xapian::docid> silent;
  each_bigram_value(db, list,
                    [&](Xapian::docid document, const std::vector<std::uint32_t>* numbers) {
                      if (numbers == nullptr) silent.push_back(document);
                    });
  return silent;
}

Result<std::shared_ptr<const BigramList>> bigram_list(const Xapian::Database& db) {
  const auto text = xapian_try("index", [&] { return db.get_metadata(kBigramsKey); });
  if (!text) return pass_on(text);
  if (text->empty()) return std::shared_ptr<const BigramList>();
  std::vector<std::string> bigrams;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    bigrams.push_back(text->substr(at, end - at));
    at = end + 1;
  }
  return std::make_shared<const BigramList>(std::move(bigrams));
}

void set_bigram_list(Xapian::WritableDatabase& db, const BigramList& list) {
  if (db.get_metadata(kBigramsKey).empty()) db.set_metadata(kBigramsKey, joined(list.bigrams()));
}

}  // namespace saola::store
