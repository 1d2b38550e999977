#include "query/near_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/matches.h"

namespace saola::query {

namespace {

using Positions = std::vector<Xapian::termpos>;  // ascending

Positions positions_of(const Xapian::Database& db, Xapian::docid document,
                       const std::string& term) {
  return {db.positionlist_begin(document, term), db.positionlist_end(document, term)};
}

// Where the run begins: places of the first term that the others follow one by one.
Positions starts_of(const Xapian::Database& db, Xapian::docid document, const TermRun& run) {
  Positions starts = positions_of(db, document, run.front());
  for (std::size_t i = 1; i < run.size() && !starts.empty(); ++i) {
    const Positions follow = positions_of(db, document, run[i]);
    std::erase_if(starts, [&](Xapian::termpos start) {
      return !std::binary_search(follow.begin(), follow.end(),
                                 start + static_cast<Xapian::termpos>(i));
    });
  }
  return starts;
}

Positions starts_of(const Xapian::Database& db, Xapian::docid document, const NearSide& side) {
  Positions all;
  for (const TermRun& run : side) {
    const Positions some = starts_of(db, document, run);
    all.insert(all.end(), some.begin(), some.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool are_near(const Positions& left, const Positions& right, Xapian::termpos distance) {
  auto from = right.begin();
  for (Xapian::termpos place : left) {
    while (from != right.end() && *from + distance < place) ++from;
    for (auto other = from; other != right.end() && *other <= place + distance; ++other) {
      if (*other != place) return true;
    }
  }
  return false;
}

std::string describe(const NearSide& side) {
  std::vector<std::string> runs;
  for (const TermRun& run : side) runs.push_back(fmt::format("{}", fmt::join(run, " ")));
  return fmt::format("{}", fmt::join(runs, " OR "));
}

}  // namespace

Xapian::Query any_run(const NearSide& side) {
  std::vector<Xapian::Query> runs;
  for (const TermRun& run : side) {
    const auto words = static_cast<Xapian::termcount>(run.size());
    runs.push_back(words == 1
                       ? Xapian::Query(run.front())
                       : Xapian::Query(Xapian::Query::OP_PHRASE, run.begin(), run.end(), words));
  }
  return Xapian::Query(Xapian::Query::OP_OR, runs.begin(), runs.end());
}

NearSource::NearSource(NearSide left, NearSide right, unsigned distance)
    : left_(std::move(left)), right_(std::move(right)), distance_(distance) {}

Xapian::PostingSource* NearSource::clone() const {
  return new NearSource(left_, right_,
                        distance_);  // Xapian's own protocol: it deletes what it gets
}

void NearSource::init(const Xapian::Database& db) {
  const Xapian::Query both(Xapian::Query::OP_AND, any_run(left_), any_run(right_));
  documents_ = all_matches(db, both);
  std::erase_if(documents_, [&](Xapian::docid document) {
    return !are_near(starts_of(db, document, left_), starts_of(db, document, right_), distance_);
  });
  at_ = 0;
}

Xapian::doccount NearSource::get_termfreq_min() const { return get_termfreq_est(); }

Xapian::doccount NearSource::get_termfreq_est() const {
  return static_cast<Xapian::doccount>(documents_.size());
}

Xapian::doccount NearSource::get_termfreq_max() const { return get_termfreq_est(); }

void NearSource::next(double) { ++at_; }

void NearSource::skip_to(Xapian::docid document, double) {
  const auto begin =
      documents_.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at_, 1)) - 1;
  at_ = static_cast<std::size_t>(std::lower_bound(begin, documents_.end(), document) -
                                 documents_.begin()) +
        1;
}

bool NearSource::at_end() const { return at_ > documents_.size(); }

Xapian::docid NearSource::get_docid() const { return documents_[at_ - 1]; }

std::string NearSource::get_description() const {
  return fmt::format("({}) NEAR/{} ({})", describe(left_), distance_, describe(right_));
}

}  // namespace saola::query
