#include "query/listed_source.h"

#include <algorithm>
#include <utility>

namespace saola::query {

void ListedSource::list(std::vector<Xapian::docid> documents) {
  documents_ = std::move(documents);
  at_ = 0;
}

// To the present document if it matches, else to the next that does.
void ListedSource::go_on() {
  while (!at_end() && !accepts(get_docid())) ++at_;
}

void ListedSource::next(double) {
  ++at_;
  go_on();
}

void ListedSource::skip_to(Xapian::docid document, double) {
  const auto begin =
      documents_.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at_, 1)) - 1;
  const auto found = std::lower_bound(begin, documents_.end(), document);
  at_ = static_cast<std::size_t>(found - documents_.begin()) + 1;
  go_on();
}

bool ListedSource::check(Xapian::docid document, double) {
  const auto begin =
      documents_.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at_, 1)) - 1;
  const auto found = std::lower_bound(begin, documents_.end(), document);
  const auto index = static_cast<std::size_t>(found - documents_.begin());
  const bool matches = found != documents_.end() && *found == document && accepts(document);
  // "No" leaves the source before the first later document, where next() goes on.
  const bool is_listed = found != documents_.end() && *found == document;
  at_ = matches || is_listed ? index + 1 : index;
  return matches;
}

}  // namespace saola::query
