#include "query/number_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "query/numbers.h"

namespace saola::query {

NumberSource::NumberSource(std::string prefix, NumberRange range)
    : prefix_(std::move(prefix)), range_(range) {}

Xapian::PostingSource* NumberSource::clone() const {
  return new NumberSource(prefix_, range_);  // Xapian's own protocol: it deletes what it gets
}

void NumberSource::init(const Xapian::Database& db) {
  std::vector<Xapian::docid> documents;
  for (char first = '0'; first <= '9'; ++first) {
    const std::string begin = prefix_ + first;
    for (auto term = db.allterms_begin(begin); term != db.allterms_end(begin); ++term) {
      if (!holds(range_, (*term).substr(prefix_.size()))) continue;
      documents.insert(documents.end(), db.postlist_begin(*term), db.postlist_end(*term));
    }
  }
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  list(std::make_shared<const std::vector<Xapian::docid>>(std::move(documents)));
}

std::string NumberSource::get_description() const {
  return fmt::format("{}{}..{}", prefix_, range_.low, range_.high);
}

Xapian::Query number_query(const std::string& prefix, NumberRange range) {
  auto* source = new NumberSource(prefix, range);  // release() hands it to the query
  return Xapian::Query(source->release());
}

}  // namespace saola::query
