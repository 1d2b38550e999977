#include "indexer/index_writer.h"

#include "indexer/sharded_writer.h"
#include "indexer/single_writer.h"
#include "store/index_layout.h"

namespace saola::indexer {

store::LexiconStamps stamps_of(const IndexEnv& env) {
  store::LexiconStamps stamps;
  for (std::size_t i = 0; i < env.lexicons.size(); ++i) {
    stamps[env.lexicons[i].id] = i < env.stamps.size() ? env.stamps[i] : "";
  }
  return stamps;
}

std::optional<Sharding> sharding_of(const std::filesystem::path& folder) {
  std::error_code ignored;  // what cannot be looked at is opened, which tells why
  if (std::filesystem::exists(store::layout_file(folder), ignored)) return Sharding::year;
  if (std::filesystem::exists(folder, ignored)) return Sharding::none;
  return std::nullopt;
}

Result<std::unique_ptr<IndexWriter>> open_index_writer(const std::filesystem::path& folder,
                                                       Sharding fresh, const IndexOptions& options,
                                                       const IndexEnv& env) {
  if (sharding_of(folder).value_or(fresh) == Sharding::none) {
    return SingleWriter::open(folder, options, env);
  }
  return ShardedWriter::open(folder, options, env);
}

}  // namespace saola::indexer
