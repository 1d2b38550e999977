#include "query/listed_source.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <utility>

namespace saola::query {

namespace {

class TheseSource : public ListedSource {
 public:
  TheseSource(OfShards documents, std::string description)
      : given_(std::move(documents)), description_(std::move(description)) {}

  [[nodiscard]] Xapian::PostingSource* clone() const override {
    return new TheseSource(given_, description_);
  }
  void init(const Xapian::Database& db) override { list(given_.at(db.get_uuid())); }
  [[nodiscard]] Within known(const Xapian::Database& db) const override {
    const auto found = given_.find(db.get_uuid());
    return found == given_.end() ? nullptr : found->second;
  }
  [[nodiscard]] std::string get_description() const override { return description_; }

  // Fewer than any other part has, so that this one is walked.
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return 0; }

 protected:
  [[nodiscard]] bool accepts(Xapian::docid) const override { return true; }

 private:
  OfShards given_;
  std::string description_;
};

}  // namespace

Xapian::Query these_documents(OfShards documents, std::string description) {
  auto* source = new TheseSource(std::move(documents),
                                 std::move(description));  // release() hands it to the query
  return Xapian::Query(source->release());
}

std::string ListedSource::serialise() const {
  const auto address = reinterpret_cast<std::uintptr_t>(this);
  std::string bytes(sizeof address, '\0');
  std::memcpy(bytes.data(), &address, sizeof address);
  return bytes;
}

const ListedSource& ListedSource::of(const Xapian::Query& leaf) {
  const std::string written = leaf.serialise();  // ends with what the source wrote
  std::uintptr_t address = 0;
  assert(written.size() > sizeof address);
  std::memcpy(&address, written.data() + written.size() - sizeof address, sizeof address);
  return *reinterpret_cast<const ListedSource*>(address);  // NOLINT(performance-no-int-to-ptr)
}

void ListedSource::list(Within documents) {
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
      documents_->begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at_, 1)) - 1;
  const auto found = std::lower_bound(begin, documents_->end(), document);
  at_ = static_cast<std::size_t>(found - documents_->begin()) + 1;
  go_on();
}

bool ListedSource::check(Xapian::docid document, double) {
  const auto begin =
      documents_->begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at_, 1)) - 1;
  const auto found = std::lower_bound(begin, documents_->end(), document);
  const auto index = static_cast<std::size_t>(found - documents_->begin());
  const bool matches = found != documents_->end() && *found == document && accepts(document);
  // "No" leaves the source before the first later document, where next() goes on.
  const bool is_listed = found != documents_->end() && *found == document;
  at_ = matches || is_listed ? index + 1 : index;
  return matches;
}

}  // namespace saola::query
