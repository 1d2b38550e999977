#include "store/bigram_table.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "store/bigrams.h"
#include "store/varint.h"

namespace saola::store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMagic = "saola bigrams  \n";
constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kKind = "bigrams";

// The file's first bytes. Behind it lie the entries, the numbers of the unlisted documents, names and lists.
struct Header {
  TableHead head;
  std::uint64_t file_size = 0;
  std::uint64_t entries = 0;
  std::uint64_t unlisted = 0;
  std::uint64_t unlisted_sum = 0;
  std::uint64_t sum = 0;  // of the bytes before
};

std::uint64_t own_sum(const Header& header) {
  return checksum({reinterpret_cast<const char*>(&header), offsetof(Header, sum)});
}

}  // namespace

// One bigram. An entry is believed when its sum agrees.
struct BigramTable::Entry {
  std::uint64_t begin = 0;  // of its name, in bytes of the file; its list follows
  std::uint32_t name_bytes = 0;
  std::uint32_t list_bytes = 0;
  std::uint32_t documents = 0;
  std::uint32_t unused = 0;
  std::uint64_t sum = 0;  // of name and list
};

namespace {

// Makes the file of one database in two walks along its values: how long each list is, then the lists themselves.
template <typename Entry>
class TableMaker {
  using Numbers = std::vector<std::uint32_t>;

 public:
  TableMaker(const Xapian::Database& db, const DatabaseState& state, const BigramList& list)
      : db_(db), state_(state), list_(list), entries_(list.bigrams().size()) {}

  // Empty: it would be too large. Xapian's exceptions pass.
  std::string make() {
    measure();
    if (file_size_ > BigramTable::kMostBytes) return {};
    file_.resize(file_size_);
    fill();
    for (Entry& entry : entries_) {
      entry.sum = checksum({file_.data() + entry.begin, entry.name_bytes + entry.list_bytes});
    }
    Header header;
    header.head = table_head(kMagic, kVersion, state_);
    header.file_size = file_size_;
    header.entries = entries_.size();
    header.unlisted = unlisted_.size();
    header.unlisted_sum = checksum(bytes_of(unlisted_));
    header.sum = own_sum(header);
    std::memcpy(file_.data(), &header, sizeof header);
    const std::string_view entries = bytes_of(entries_);
    entries.copy(file_.data() + sizeof header, entries.size());
    const std::string_view unlisted = bytes_of(unlisted_);
    unlisted.copy(file_.data() + sizeof header + entries.size(), unlisted.size());
    return std::move(file_);
  }

 private:
  void measure() {
    std::vector<Xapian::docid> last(entries_.size(), 0);
    each_bigram_value(db_, list_, [&](Xapian::docid document, const Numbers* numbers) {
      if (numbers == nullptr) unlisted_.push_back(document);
      if (numbers == nullptr) return;
      for (const std::uint32_t number : *numbers) {
        Entry& entry = entries_[number];
        entry.list_bytes += static_cast<std::uint32_t>(varint_bytes(document - last[number]));
        ++entry.documents;
        last[number] = document;
      }
    });
    file_size_ = sizeof(Header) + bytes_of(entries_).size() + bytes_of(unlisted_).size();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      entries_[i].begin = file_size_;
      entries_[i].name_bytes = static_cast<std::uint32_t>(list_.bigrams()[i].size());
      file_size_ += entries_[i].name_bytes + std::uint64_t{entries_[i].list_bytes};
    }
  }

  void fill() {
    std::vector<Xapian::docid> last(entries_.size(), 0);
    std::vector<std::uint64_t> at(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::string& name = list_.bigrams()[i];
      name.copy(file_.data() + entries_[i].begin, name.size());
      at[i] = entries_[i].begin + name.size();
    }
    std::string gap;
    each_bigram_value(db_, list_, [&](Xapian::docid document, const Numbers* numbers) {
      if (numbers == nullptr) return;
      for (const std::uint32_t number : *numbers) {
        gap.clear();
        append_varint(document - last[number], gap);
        gap.copy(file_.data() + at[number], gap.size());
        at[number] += gap.size();
        last[number] = document;
      }
    });
  }

  const Xapian::Database& db_;
  const DatabaseState& state_;
  const BigramList& list_;
  std::vector<Entry> entries_;
  std::vector<Xapian::docid> unlisted_;
  std::uint64_t file_size_ = 0;
  std::string file_;
};

}  // namespace

std::optional<BigramTable> BigramTable::open(const fs::path& index, const Xapian::Database& db) {
  const auto state = state_of(db);
  if (!state) return std::nullopt;
  BigramTable table;
  if (!table.read(table_file(index, kKind, state->uuid), *state)) return std::nullopt;
  return table;
}

bool BigramTable::read(const fs::path& path, const DatabaseState& state) {
  mapping_ = std::make_unique<Mapping>(path);
  const std::string_view file = mapping_->bytes();
  Header header;
  if (file.size() < sizeof header) return false;
  std::memcpy(&header, file.data(), sizeof header);
  if (!is_of(header.head, kMagic, kVersion, state) || header.sum != own_sum(header) ||
      header.file_size != file.size()) {
    return false;
  }
  const std::uint64_t room = file.size() - sizeof header;
  if (header.entries > room / sizeof(Entry)) return false;
  const std::uint64_t entries_size = header.entries * sizeof(Entry);
  if (header.unlisted > (room - entries_size) / sizeof(Xapian::docid)) return false;
  const char* at = file.data() + sizeof header;
  entries_ = {reinterpret_cast<const Entry*>(at), header.entries};
  unlisted_ = {reinterpret_cast<const Xapian::docid*>(at + entries_size), header.unlisted};
  state_ = state;
  return checksum({at + entries_size, unlisted_.size_bytes()}) == header.unlisted_sum;
}

// Empty for an entry that lies outside the file.
std::string_view BigramTable::name_of(const Entry& entry) const {
  const std::string_view file = mapping_->bytes();
  const std::uint64_t size = std::uint64_t{entry.name_bytes} + entry.list_bytes;
  if (entry.begin > file.size() || size > file.size() - entry.begin) return {};
  return file.substr(entry.begin, entry.name_bytes);
}

std::optional<std::vector<Xapian::docid>> BigramTable::documents(std::string_view first,
                                                                 std::string_view second) const {
  const std::string name = std::string(first).append(" ").append(second);
  const auto found = std::lower_bound(
      entries_.begin(), entries_.end(), name,
      [&](const Entry& entry, const std::string& wanted) { return name_of(entry) < wanted; });
  if (found == entries_.end() || name_of(*found) != name) return std::nullopt;
  const std::string_view both =
      mapping_->bytes().substr(found->begin, found->name_bytes + found->list_bytes);
  if (checksum(both) != found->sum) return std::nullopt;
  const std::string_view list = both.substr(found->name_bytes);
  std::vector<Xapian::docid> documents;
  documents.reserve(std::min(found->documents, found->list_bytes));
  Xapian::docid document = 0;
  for (std::size_t at = 0; at < list.size();) {
    const auto gap = read_varint(list, at);
    if (!gap) return std::nullopt;
    documents.push_back(document += *gap);
  }
  return documents;
}

Result<void> BigramTable::bring_up_to_date(const fs::path& index) {
  const auto is_valid = [](const fs::path& file, const DatabaseState& state) {
    return BigramTable().read(file, state);
  };
  const auto make = [](const Xapian::Database& db,
                       const DatabaseState& state) -> Result<std::string> {
    const auto list = bigram_list(db);
    if (!list) return pass_on(list);
    return *list ? TableMaker<Entry>(db, state, **list).make() : std::string();
  };
  return bring_tables_up_to_date(index, {kKind, is_valid, make});
}

}  // namespace saola::store
