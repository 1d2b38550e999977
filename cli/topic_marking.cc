#include "cli/topic_marking.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace saola::cli {

Result<bool> TopicMarking::mark(Xapian::WritableDatabase& db,
                                std::span<const Xapian::docid> written) {
  auto changes = judge_.changes(db, written);
  if (!changes) return pass_on(changes);
  bool changed = !changes->topics.empty();
  std::uint64_t articles = 0;
  for (const query::MarkChange& change : changes->list) {
    auto put = store::xapian_try("index", [&] {
      return store::put_marks(db, change.document, change.topics, change.marks);
    });
    if (!put) return pass_on(put);
    if (!*put) return pass_on(*put);
    articles += **put ? 1 : 0;
  }
  changed = changed || articles > 0;
  if (changes->topics.empty()) return changed;
  auto stamped = store::xapian_try("index", [&] { store::set_index_topics(db, changes->stamps); });
  if (!stamped) return pass_on(stamped);
  if (articles > written.size()) {
    log_.note(fmt::format("topics counted anew: {}; {} articles marked otherwise",
                          fmt::join(changes->topics, ", "), articles));
  }
  return changed;
}

}  // namespace saola::cli
