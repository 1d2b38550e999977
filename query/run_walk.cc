#include "query/run_walk.h"

#include <algorithm>
#include <limits>

namespace saola::query {

namespace {

using Position = Xapian::termpos;

constexpr std::size_t kDocumentsAtOnce = 4096;
constexpr Position kEnd = std::numeric_limits<Position>::max();

/// The postings of one term, walked once from the first document to the last.
struct Walked {
  Xapian::PostingIterator at;
  Xapian::PostingIterator end;
};

/// One word of the run.
struct Walk {
  Position back = 0;              // how many words before it the run begins
  Xapian::doccount frequent = 0;  // in how many documents its terms stand, taken together
  std::vector<Walked> terms;      // any of them
};

/// Where the run may begin in one document.
struct Starts {
  Xapian::docid document = 0;
  Position begin = 0;  // of the part that is asked
  Position end = kEnd;
  Positions at = {};      // by the words read so far
  Positions places = {};  // by the word being read
};

Walked walked(const Xapian::Database& db, const std::string& term) {
  return {db.postlist_begin(term), db.postlist_end(term)};
}

// Calls visit(starts) for each of the documents that hold the term, which stands there.
template <typename Visit>
void meet(Walked& term, std::vector<Starts>& documents, Visit&& visit) {
  for (auto next = documents.begin(); next != documents.end() && term.at != term.end;) {
    term.at.skip_to(next->document);
    if (term.at == term.end) return;
    next = std::lower_bound(
        next, documents.end(), *term.at,
        [](const Starts& starts, Xapian::docid document) { return starts.document < document; });
    if (next == documents.end()) return;
    if (next->document == *term.at) visit(*next++);
  }
}

// The rarest word first: it leaves fewest documents for the others.
std::vector<Walk> open_run(const Xapian::Database& db, const TermRun& run) {
  std::vector<Walk> words(run.size());
  for (std::size_t i = 0; i < run.size(); ++i) {
    words[i].back = static_cast<Position>(i);
    for (const std::string& term : run[i]) {
      words[i].frequent += db.get_termfreq(term);
      words[i].terms.push_back(walked(db, term));
    }
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const Walk& a, const Walk& b) { return a.frequent < b.frequent; });
  return words;
}

// Adds to each document's places where the run would begin with the term at its place.
void add_places(Walked& term, Position back, std::vector<Starts>& documents) {
  meet(term, documents, [&](Starts& starts) {
    for (auto at = term.at.positionlist_begin(); at != term.at.positionlist_end(); ++at) {
      if (*at < starts.begin + back) continue;
      if (*at - back >= starts.end) return;
      starts.places.push_back(*at - back);
    }
  });
}

// Leaves the places that the word just read agrees with.
void agree(Starts& starts, bool is_first) {
  std::sort(starts.places.begin(), starts.places.end());
  if (is_first) {
    starts.at.swap(starts.places);
  } else {
    std::erase_if(starts.at, [&](Position start) {
      return !std::binary_search(starts.places.begin(), starts.places.end(), start);
    });
  }
  starts.places.clear();
}

// Leaves the documents in which the run stands at so many places.
void keep_run(std::vector<Walk>& words, std::size_t at_least, std::vector<Starts>& documents) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (Walked& term : words[i].terms) add_places(term, words[i].back, documents);
    for (Starts& starts : documents) agree(starts, i == 0);
    std::erase_if(documents, [&](const Starts& starts) { return starts.at.size() < at_least; });
  }
}

/// Tells documents by a run, the next ones at each call.
class RunReader {
 public:
  RunReader(const Xapian::Database& db, const PlaceRule& rule, std::size_t at_least)
      : part_(rule.part),
        at_least_(at_least),
        paragraphs_(walked(db, std::string(store::kParagraphTerm))),
        words_(open_run(db, rule.run)) {}

  // Leaves those in which it stands.
  void keep(std::vector<Starts>& documents) {
    if (part_ != Part::anywhere) find_part(documents);
    keep_run(words_, at_least_, documents);
  }

 private:
  // Where the title or the lead begins and ends. A document without a paragraph has a title alone.
  void find_part(std::vector<Starts>& documents) {
    if (part_ == Part::lead) {
      for (Starts& starts : documents) starts.begin = kEnd;
    }
    meet(paragraphs_, documents, [&](Starts& starts) {
      auto at = paragraphs_.at.positionlist_begin();
      const auto end = paragraphs_.at.positionlist_end();
      if (part_ == Part::title) {
        starts.end = *at;
        return;
      }
      starts.begin = *at;
      if (++at != end) starts.end = *at;
    });
    std::erase_if(documents, [](const Starts& starts) { return starts.begin == kEnd; });
  }

  Part part_;
  std::size_t at_least_;
  Walked paragraphs_;
  std::vector<Walk> words_;
};

Documents walk(const Xapian::Database& db, const PlaceRule& rule, std::size_t at_least,
               const Documents& documents) {
  RunReader reader(db, rule, at_least);
  Documents found;
  for (std::size_t begin = 0; begin < documents.size(); begin += kDocumentsAtOnce) {
    const std::size_t end = std::min(begin + kDocumentsAtOnce, documents.size());
    std::vector<Starts> some;
    for (std::size_t i = begin; i < end; ++i) some.push_back({documents[i]});
    reader.keep(some);
    for (const Starts& starts : some) found.push_back(starts.document);
  }
  return found;
}

}  // namespace

Documents documents_with_run(const Xapian::Database& db, const PlaceRule& rule,
                             std::size_t at_least, const Documents& documents) {
  const bool has_all = at_least == 1 && rule.part == Part::anywhere;
  return has_all ? documents : walk(db, rule, at_least, documents);
}

}  // namespace saola::query
