#include "store/bigrams.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "store/mapped_table.h"

namespace saola::store {

namespace {

constexpr const char* kBigramsKey = "saola_bigrams";  // the pairs, a line each
constexpr std::size_t kMaxWordBytes = 64;

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

}  // namespace

BigramList::BigramList(std::vector<std::string> bigrams) : bigrams_(std::move(bigrams)) {
  std::sort(bigrams_.begin(), bigrams_.end());
  numbers_.reserve(bigrams_.size());
  for (const std::string& bigram : bigrams_) {
    numbers_.emplace(bigram, static_cast<std::uint32_t>(numbers_.size()));
  }
  stamp_ = static_cast<std::uint32_t>(checksum(joined(bigrams_)));
}

std::optional<std::uint32_t> BigramList::find(std::string_view first,
                                              std::string_view second) const {
  if (first.size() > kMaxWordBytes || second.size() > kMaxWordBytes) return std::nullopt;
  std::array<char, 2 * kMaxWordBytes + 1> both;
  std::memcpy(both.data(), first.data(), first.size());
  both[first.size()] = ' ';
  std::memcpy(both.data() + first.size() + 1, second.data(), second.size());
  const auto found = numbers_.find({both.data(), first.size() + 1 + second.size()});
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

void append_varint(std::uint32_t number, std::string& bytes) {
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>(number | 0x80));
  bytes.push_back(static_cast<char>(number));
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
