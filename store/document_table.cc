#include "store/document_table.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <span>
#include <utility>

#include "store/mapped_table.h"

namespace saola::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "saola documents\n";
constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kKind = "documents";
constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();
constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();

// Columns of the file.
constexpr std::size_t kTimes = 0;
constexpr std::size_t kDays = 1;
constexpr std::size_t kNumbers = 2;  // of outlets, then of languages
constexpr std::size_t kNames = 4;    // the same
constexpr std::size_t kColumns = 6;

using Columns = std::array<bool, kColumns>;

Columns columns_for(std::initializer_list<DocumentTable::Use> uses) {
  Columns columns{};
  for (const DocumentTable::Use use : uses) {
    if (use == DocumentTable::Use::times) columns[kTimes] = true;
    if (use == DocumentTable::Use::days) columns[kDays] = true;
    if (use != DocumentTable::Use::labels) continue;
    for (std::size_t k = kNumbers; k < kColumns; ++k) columns[k] = true;
  }
  return columns;
}

// Bytes [begin, begin + size) of the file, and what they sum up to.
struct Column {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  std::uint64_t sum = 0;
};

// The file's first bytes.
struct Header {
  TableHead head;
  std::uint64_t rows = 0;  // the highest document number, and one: row 0 is no document
  std::uint64_t file_size = 0;
  std::array<Column, kColumns> columns{};
  std::uint64_t sum = 0;  // of the bytes before
};

std::uint64_t own_sum(const Header& header) {
  return checksum({reinterpret_cast<const char*>(&header), offsetof(Header, sum)});
}

std::int32_t days_since_1970(const std::string& day_key) {
  const int number = std::atoi(day_key.c_str());
  const std::chrono::year_month_day date{
      std::chrono::year(number / 10000),
      std::chrono::month(static_cast<unsigned>(number / 100 % 100)),
      std::chrono::day(static_cast<unsigned>(number % 100))};
  return static_cast<std::int32_t>(Day(date).time_since_epoch().count());
}

template <typename Visit>
void each_value(const Xapian::Database& db, Slot slot, Visit&& visit) {
  for (auto value = db.valuestream_begin(slot); value != db.valuestream_end(slot); ++value) {
    visit(value.get_docid(), *value);
  }
}

struct LabelColumn {
  std::vector<std::uint16_t> numbers;
  std::string names;  // each ended by a zero byte; the first is empty
};

// None: more names than numbers.
std::optional<LabelColumn> read_labels(const Xapian::Database& db, Slot slot, std::size_t rows) {
  LabelColumn column{std::vector<std::uint16_t>(rows), std::string(1, '\0')};
  std::map<std::string, std::uint16_t> known{{"", 0}};
  bool fits = true;
  each_value(db, slot, [&](Xapian::docid document, const std::string& name) {
    const auto next = static_cast<std::uint16_t>(known.size());
    const auto [found, is_new] = known.emplace(name, next);
    if (is_new) column.names.append(name).push_back('\0');
    fits = fits && name.find('\0') == std::string::npos &&
           known.size() <= std::numeric_limits<std::uint16_t>::max();
    column.numbers[document] = found->second;
  });
  if (!fits) return std::nullopt;
  return column;
}

// The file's bytes; empty: what the database holds does not fit. Xapian's exceptions pass.
std::string make_file(const Xapian::Database& db, const DatabaseState& state) {
  Header header;
  header.head = table_head(kMagic, kVersion, state);
  header.rows = db.get_lastdocid() + 1ULL;
  std::vector<std::int64_t> times(header.rows, kNoTime);
  each_value(db, kPublishedSlot, [&](Xapian::docid document, const std::string& value) {
    times[document] = static_cast<std::int64_t>(Xapian::sortable_unserialise(value));
  });
  std::vector<std::int32_t> days(header.rows, kNoDay);
  each_value(db, kDaySlot, [&](Xapian::docid document, const std::string& value) {
    days[document] = days_since_1970(value);
  });
  const auto outlets = read_labels(db, kOutletSlot, header.rows);
  const auto languages = read_labels(db, kLanguageSlot, header.rows);
  if (!outlets || !languages) return {};
  const std::array<std::string_view, kColumns> columns{
      bytes_of(times), bytes_of(days),  bytes_of(outlets->numbers), bytes_of(languages->numbers),
      outlets->names,  languages->names};
  std::string file(sizeof(Header), '\0');
  for (std::size_t i = 0; i < kColumns; ++i) {
    header.columns[i] = {file.size(), columns[i].size(), checksum(columns[i])};
    file += columns[i];
    file.resize((file.size() + 7) / 8 * 8);
  }
  header.file_size = file.size();
  header.sum = own_sum(header);
  std::memcpy(file.data(), &header, sizeof(Header));
  return file;
}

}  // namespace

struct DocumentTable::Part {
  explicit Part(const fs::path& file) : mapping(file) {}

  // Whether the file is of this state, and whole in these columns.
  bool read(const DatabaseState& state, const Columns& wanted) {
    const std::string_view file = mapping.bytes();
    if (file.size() < sizeof(Header)) return false;
    std::memcpy(&header, file.data(), sizeof(Header));
    if (!is_of(header.head, kMagic, kVersion, state) || header.file_size != file.size() ||
        header.sum != own_sum(header)) {
      return false;
    }
    for (std::size_t i = 0; i < kColumns; ++i) {
      const Column& column = header.columns[i];
      if (column.begin > file.size() || column.size > file.size() - column.begin) return false;
      const std::string_view bytes = file.substr(column.begin, column.size);
      if (wanted[i] && column.sum != checksum(bytes)) return false;
    }
    return true;
  }

  template <typename Number>
  std::span<const Number> numbers(std::size_t column) const {
    return {reinterpret_cast<const Number*>(mapping.bytes().data() + header.columns[column].begin),
            static_cast<std::size_t>(header.rows)};
  }

  std::vector<std::string> names(std::size_t column) const {
    const Column& where = header.columns[column];
    std::vector<std::string> list;
    for (std::size_t at = 0; at < where.size; at += list.back().size() + 1) {
      list.emplace_back(mapping.bytes().data() + where.begin + at);
    }
    return list;
  }

  Mapping mapping;
  Header header;
  std::array<std::vector<std::uint32_t>, kLabels> labels;  // this shard's numbers to the table's
};

DocumentTable::DocumentTable() = default;
DocumentTable::DocumentTable(DocumentTable&&) noexcept = default;
DocumentTable& DocumentTable::operator=(DocumentTable&&) noexcept = default;
DocumentTable::~DocumentTable() = default;

std::optional<DocumentTable> DocumentTable::open(const fs::path& index, const Xapian::Database& db,
                                                 std::initializer_list<Use> uses) {
  const Columns wanted = columns_for(uses);
  DocumentTable table;
  for (const Xapian::Database& shard : shards_of(db)) {
    const auto state = state_of(shard);
    if (!state) return std::nullopt;
    auto part = std::make_unique<Part>(table_file(index, kKind, state->uuid));
    if (!part->read(*state, wanted)) return std::nullopt;
    table.parts_.push_back(std::move(part));
  }
  for (std::size_t k = 0; k < kLabels && wanted[kNames]; ++k) {
    std::map<std::string, std::uint32_t> known;
    for (const auto& part : table.parts_) {
      for (const std::string& name : part->names(kNames + k)) {
        const auto [found, is_new] =
            known.emplace(name, static_cast<std::uint32_t>(table.names_[k].size()));
        if (is_new) table.names_[k].push_back(name);
        part->labels[k].push_back(found->second);
      }
    }
  }
  return table;
}

const DocumentTable::Part& DocumentTable::part_of(Xapian::docid document, std::size_t& row) const {
  const std::size_t shards = parts_.size();
  row = shards == 1 ? document : (document - 1) / shards + 1;
  return *parts_[shards == 1 ? 0 : (document - 1) % shards];
}

std::optional<Instant> DocumentTable::published(Xapian::docid document) const {
  std::size_t row = 0;
  const auto times = part_of(document, row).numbers<std::int64_t>(kTimes);
  if (row >= times.size() || times[row] == kNoTime) return std::nullopt;
  return Instant(std::chrono::seconds(times[row]));
}

std::optional<Day> DocumentTable::day(Xapian::docid document) const {
  std::size_t row = 0;
  const auto days = part_of(document, row).numbers<std::int32_t>(kDays);
  if (row >= days.size() || days[row] == kNoDay) return std::nullopt;
  return Day(std::chrono::days(days[row]));
}

std::uint32_t DocumentTable::label(Label label, Xapian::docid document) const {
  const auto k = static_cast<std::size_t>(label);
  std::size_t row = 0;
  const Part& part = part_of(document, row);
  const auto numbers = part.numbers<std::uint16_t>(kNumbers + k);
  return row < numbers.size() ? part.labels[k][numbers[row]] : 0;
}

Result<void> DocumentTable::bring_up_to_date(const fs::path& index) {
  const auto is_valid = [](const fs::path& file, const DatabaseState& state) {
    return Part(file).read(state, columns_for({Use::days, Use::times, Use::labels}));
  };
  return bring_tables_up_to_date(index, {kKind, is_valid, make_file});
}

}  // namespace saola::store
