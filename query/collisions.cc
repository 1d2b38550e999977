#include "query/collisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/printable.h"
#include "query/bind.h"
#include "query/matches.h"
#include "query/query_xapian.h"
#include "query/reading.h"

namespace saola::query {

namespace {

constexpr std::size_t kSureWords =
    3;  // folded phrases of three syllables are right nine times in ten
        // (docs/vietnamese.md#folding)
constexpr std::size_t kShownForms = 4;

Node in_lane(Node node, Lane lane) {
  node.lane = lane;
  return node;
}

std::string exact_words(text::Analyzer& analyzer, std::string_view written) {
  std::string words;
  for (const text::Token& token : analyzer.analyze(written)) {
    words.append(words.empty() ? "" : " ").append(token.exact);
  }
  return words;
}

std::string list_of(const FoundForms& found) {
  std::string list;
  for (std::size_t i = 0; i < found.forms.size() && i < kShownForms; ++i) {
    list += fmt::format("{}\"{}\" {} times", i == 0 ? "" : ", ", printable(found.forms[i].words),
                        found.forms[i].places);
  }
  const std::size_t more = found.forms.size() - std::min(found.forms.size(), kShownForms);
  if (more > 0) list += fmt::format(", and {} more", more);
  if (found.looked_at < found.articles) {
    list += fmt::format(" in {} of them", found.looked_at);
  }
  return list;
}

std::string folded_note(const Xapian::Database& db, const Node& leaf) {
  const FoundForms found = found_forms(db, leaf);
  if (found.forms.size() < 2) return {};
  return fmt::format(
      "{} was matched without marks, in {} articles: {}; written with its marks it is matched "
      "exactly",
      printable(to_word(leaf)), found.articles, list_of(found));
}

// Words without a mark, as written, that are only there with marks.
std::string unmarked_note(const Xapian::Database& db, const Node& leaf) {
  const bool has_marks = std::any_of(leaf.words.begin(), leaf.words.end(),
                                     [](const Word& word) { return word.exact != word.folded; });
  if (has_marks || leaf.field->name == "author") return {};
  const auto asked = [&](Lane lane) { return to_xapian(db, in_lane(leaf, lane), Purpose::count); };
  if (finds_any(db, asked(Lane::exact))) return {};
  const std::size_t folded = all_matches(db, asked(Lane::folded)).size();
  if (folded == 0) return {};
  const std::string word = to_word(leaf);
  return fmt::format(
      "{0} stands without marks in a query that has some, is taken as written and found nowhere; "
      "marks "
      "left aside it is in {1} articles: write its marks, or fold:{0}",
      printable(word), folded);
}

}  // namespace

FoundForms found_forms(const Xapian::Database& db, const Node& leaf) {
  const auto documents = all_matches(db, to_xapian(db, leaf, Purpose::count));
  FoundForms found;
  found.articles = documents.size();
  const std::size_t wanted = std::min(documents.size(), kMaxLookedAt);
  std::map<std::string, std::uint64_t> places;
  text::Analyzer analyzer;
  Reading reading({});
  for (std::size_t i = 0; i < wanted; ++i) {
    const Xapian::docid document = documents[i * documents.size() / wanted];
    const auto stored = store::from_document_data(db.get_document(document).get_data());
    if (!stored) continue;
    ++found.looked_at;
    reading.read(stored->article);
    for (const Find& find : reading.finds(leaf)) {
      ++places[exact_words(analyzer, reading.words(find))];
    }
  }
  for (const auto& [words, count] : places) found.forms.push_back({words, count});
  std::stable_sort(found.forms.begin(), found.forms.end(),
                   [](const FoundForm& a, const FoundForm& b) { return a.places > b.places; });
  return found;
}

std::vector<std::string> lane_notes(const Xapian::Database& db, const Node& bound, bool marked) {
  std::vector<std::string> notes;
  for (const Node* leaf : positive_leaves(bound)) {
    if (leaf->kind != NodeKind::words || leaf->cut_off) continue;
    std::string note;
    if (leaf->lane == Lane::folded && leaf->words.size() < kSureWords)
      note = folded_note(db, *leaf);
    if (leaf->lane == Lane::exact && marked) note = unmarked_note(db, *leaf);
    if (!note.empty()) notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace saola::query
