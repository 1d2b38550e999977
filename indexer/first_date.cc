#include "indexer/first_date.h"

namespace saola::indexer {

std::optional<store::Article> with_first_date(const store::Article& earlier,
                                              const store::Article& later) {
  const std::string& from = earlier.published_from;
  const bool is_sure = from != "visible" && from != "url";
  const bool is_import = from == "import" || later.published_from == "import";
  if (!earlier.published || !is_sure || is_import) return std::nullopt;
  const bool moved = later.published && later.published->utc > earlier.published->utc;
  if (!moved) return std::nullopt;
  store::Article kept = later;
  if (!kept.modified) kept.modified = later.published;
  kept.published = earlier.published;
  kept.published_from = earlier.published_from;
  return kept;
}

}  // namespace saola::indexer
