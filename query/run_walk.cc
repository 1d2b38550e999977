#include "query/run_walk.h"

#include <algorithm>
#include <cstddef>

namespace saola::query {

namespace {

constexpr std::size_t kDocumentsAtOnce = 4096;

/// The postings of one term, walked once from the first document to the last.
struct Walked {
  Xapian::PostingIterator at;
  Xapian::PostingIterator end;
};

/// One word of the run.
struct Walk {
  Xapian::termpos back = 0;       // how many words before it the run begins
  Xapian::doccount frequent = 0;  // in how many documents its terms stand, taken together
  std::vector<Walked> terms;      // any of them
};

/// Where the run may begin in one document.
struct Starts {
  Xapian::docid document = 0;
  Positions at;      // by the words read so far
  Positions places;  // by the word being read
};

// The rarest word first: it leaves fewest documents for the others.
std::vector<Walk> open_run(const Xapian::Database& db, const TermRun& run) {
  std::vector<Walk> words(run.size());
  for (std::size_t i = 0; i < run.size(); ++i) {
    words[i].back = static_cast<Xapian::termpos>(i);
    for (const std::string& term : run[i]) {
      words[i].frequent += db.get_termfreq(term);
      words[i].terms.push_back({db.postlist_begin(term), db.postlist_end(term)});
    }
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const Walk& a, const Walk& b) { return a.frequent < b.frequent; });
  return words;
}

// Adds to each document's places where the run would begin with the term at its place.
void add_places(Walked& term, Xapian::termpos back, std::vector<Starts>& documents) {
  for (auto next = documents.begin(); next != documents.end() && term.at != term.end;) {
    term.at.skip_to(next->document);
    if (term.at == term.end) return;
    next = std::lower_bound(
        next, documents.end(), *term.at,
        [](const Starts& starts, Xapian::docid document) { return starts.document < document; });
    if (next == documents.end()) return;
    if (next->document != *term.at) continue;
    for (auto at = term.at.positionlist_begin(); at != term.at.positionlist_end(); ++at) {
      if (*at >= back) next->places.push_back(*at - back);
    }
    ++next;
  }
}

// Leaves the places that the word just read agrees with.
void agree(Starts& starts, bool is_first) {
  std::sort(starts.places.begin(), starts.places.end());
  if (is_first) {
    starts.at.swap(starts.places);
  } else {
    std::erase_if(starts.at, [&](Xapian::termpos start) {
      return !std::binary_search(starts.places.begin(), starts.places.end(), start);
    });
  }
  starts.places.clear();
}

// Leaves the documents in which the run stands.
void keep_run(std::vector<Walk>& words, std::vector<Starts>& documents) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (Walked& term : words[i].terms) add_places(term, words[i].back, documents);
    for (Starts& starts : documents) agree(starts, i == 0);
    std::erase_if(documents, [](const Starts& starts) { return starts.at.empty(); });
  }
}

}  // namespace

std::vector<Xapian::docid> documents_with_run(const Xapian::Database& db, const TermRun& run,
                                              const std::vector<Xapian::docid>& documents) {
  std::vector<Walk> words = open_run(db, run);
  std::vector<Xapian::docid> found;
  std::vector<Starts> some;
  for (std::size_t begin = 0; begin < documents.size(); begin += kDocumentsAtOnce) {
    const std::size_t end = std::min(begin + kDocumentsAtOnce, documents.size());
    some.clear();
    for (std::size_t i = begin; i < end; ++i) some.push_back({documents[i], {}, {}});
    keep_run(words, some);
    for (const Starts& starts : some) found.push_back(starts.document);
  }
  return found;
}

}  // namespace saola::query
