#include "store/mapped_table.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <system_error>

#include "base/file.h"

namespace saola::store {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kByteOrder = 0x01020304;

void remove_other_tables(const fs::path& index, std::string_view kind,
                         const std::set<fs::path>& wanted) {
  std::error_code ignored;
  std::vector<fs::path> gone;
  for (const auto& entry : fs::directory_iterator(index, ignored)) {
    const std::string name = entry.path().filename().string();
    const bool is_table =
        name.starts_with(fmt::format("{}-", kind)) && name.find(".table") != std::string::npos;
    if (is_table && !wanted.contains(name)) gone.push_back(entry.path());
  }
  for (const fs::path& file : gone) fs::remove(file, ignored);
}

}  // namespace

std::optional<DatabaseState> state_of(const Xapian::Database& db) {
  auto state = xapian_try("index", [&] { return DatabaseState{db.get_uuid(), db.get_revision()}; });
  if (!state || state->uuid.size() != kUuidBytes) return std::nullopt;
  return *state;
}

TableHead table_head(std::string_view magic, std::uint32_t version, const DatabaseState& state) {
  TableHead head;
  std::copy(magic.begin(), magic.end(), head.magic.begin());
  head.version = version;
  head.byte_order = kByteOrder;
  std::copy(state.uuid.begin(), state.uuid.end(), head.uuid.begin());
  head.revision = state.revision;
  return head;
}

bool is_of(const TableHead& head, std::string_view magic, std::uint32_t version,
           const DatabaseState& state) {
  return std::string_view(head.magic.data(), head.magic.size()) == magic &&
         head.version == version && head.byte_order == kByteOrder &&
         head.revision == state.revision &&
         std::string_view(head.uuid.data(), kUuidBytes) == state.uuid;
}

// Eight bytes at a time; multiplication by an odd number loses nothing.
std::uint64_t checksum(std::string_view bytes) {
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::array<std::uint64_t, 4> block;
    std::memcpy(block.data(), bytes.data() + at, 32);
    for (std::size_t i = 0; i < 4; ++i) {
      lanes[i] = (lanes[i] ^ block[i]) * kFactor;
      lanes[i] ^= lanes[i] >> 29;
    }
  }
  std::uint64_t sum = bytes.size();
  for (const std::uint64_t lane : lanes) sum = ((sum ^ lane) * kFactor) ^ (sum >> 31);
  for (; at < bytes.size(); ++at) sum = (sum ^ static_cast<unsigned char>(bytes[at])) * kFactor;
  return sum ^ sum >> 32;
}

fs::path table_file(const fs::path& index, std::string_view kind, const std::string& uuid) {
  return index / fmt::format("{}-{}.table", kind, uuid);
}

Result<void> bring_tables_up_to_date(const fs::path& index, const TableKind& kind) {
  const auto db = open_index(index);
  if (!db) return pass_on(db);
  std::set<fs::path> wanted;
  for (const Xapian::Database& shard : shards_of(*db)) {
    const auto state = state_of(shard);
    if (!state) continue;
    const fs::path file = table_file(index, kind.name, state->uuid);
    if (!kind.is_valid(file, *state)) {
      const auto bytes = xapian_try(index.string(), [&] { return kind.make(shard, *state); });
      if (!bytes) return pass_on(bytes);
      if (!*bytes) return pass_on(*bytes);
      if ((*bytes)->empty()) continue;
      if (auto written = write_whole(file, **bytes); !written) return written;
    }
    wanted.insert(file.filename());
  }
  remove_other_tables(index, kind.name, wanted);
  return {};
}

Mapping::Mapping(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  struct stat status = {};
  if (fstat(descriptor, &status) == 0 && status.st_size > 0) {
    const auto size = static_cast<std::size_t>(status.st_size);
    void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (at != MAP_FAILED) bytes_ = {static_cast<const char*>(at), size};
  }
  close(descriptor);
}

Mapping::~Mapping() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace saola::store
